package dev.edgewise.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AccessLogTest {

    @TempDir Path temp;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static int lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file).size() : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void aRequestIsALineOfJson() throws IOException {
        Path file = temp.resolve("log");
        try (AccessLog log = AccessLog.open(file, complaints::add)) {
            log.add(Requests.well(), "0af7");
            log.add(
                    Requests.of("GET", "/x\"\n?q=1", Optional.empty(), 404, "", Optional.empty()),
                    "");
        }
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"time\":\"2026-01-01T00:00:00.040Z\",\"remote\":\"127.0.0.1\","
                                + "\"method\":\"POST\",\"path\":\"/a\",\"route\":\"/a\","
                                + "\"status\":200,\"bytes_in\":7,\"bytes_out\":9,\"ms\":40.0,"
                                + "\"phases\":{\"queue\":10.0,\"predict\":20.0,\"total\":38.0},"
                                + "\"model\":\"m\",\"version\":\"3\",\"trace_id\":\"0af7\","
                                + "\"user_agent\":\"test/1\"}",
                        "{\"time\":\"2026-01-01T00:00:00.040Z\",\"remote\":\"127.0.0.1\","
                                + "\"method\":\"GET\",\"path\":\"/x\\\"\\n\",\"query\":\"q=1\","
                                + "\"status\":404,\"bytes_in\":7,\"bytes_out\":9,\"ms\":40.0,"
                                + "\"phases\":{\"queue\":10.0,\"predict\":20.0,\"total\":38.0},"
                                + "\"user_agent\":\"test/1\"}");
        assertThat(complaints).isEmpty();
    }

    @Test
    void whatAClientMadeLongIsCut() throws IOException {
        Path file = temp.resolve("log");
        String many = "x".repeat(9000);
        try (AccessLog log = AccessLog.open(file, complaints::add)) {
            log.add(
                    Requests.of(
                            many,
                            "/" + many + "?" + many,
                            Optional.empty(),
                            404,
                            many,
                            Optional.empty()),
                    "");
        }
        assertThat(Files.readString(file))
                .contains("\"method\":\"" + "x".repeat(512) + "...\"")
                .contains("\"path\":\"/" + "x".repeat(511) + "...\"")
                .contains("\"query\":\"" + "x".repeat(512) + "...\"");
    }

    @Test
    void aFileThatWasMovedIsBegunAnew() throws IOException {
        Path file = temp.resolve("log");
        Path moved = temp.resolve("log.1");
        try (AccessLog log = AccessLog.open(file, complaints::add)) {
            log.add(Requests.well(), "");
            await(() -> lines(file) == 1);
            Files.move(file, moved);
            log.add(Requests.well(), "");
            await(() -> lines(file) == 1);
            Files.delete(file);
            log.add(Requests.well(), "");
            await(() -> lines(file) == 1);
        }
        assertThat(lines(moved)).isEqualTo(1);
        assertThat(complaints).isEmpty();
    }

    @Test
    void aFullDiskIsSaidOnceAndItsLinesAreCounted() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "skipped: no /dev/full here");
        try (AccessLog log = AccessLog.open(full, complaints::add)) {
            for (int i = 1; i <= 3; i++) {
                log.add(Requests.well(), "");
                int lost = i;
                await(() -> log.lost() == lost);
            }
        }
        assertThat(complaints)
                .singleElement()
                .asString()
                .startsWith("/dev/full: the access log can't be written, so lines are left out: ");
    }

    @Test
    void noLineIsLostWithoutBeingCounted() throws IOException {
        Path file = temp.resolve("log");
        int sent = 100_000;
        AccessLog log = AccessLog.open(file, complaints::add);
        for (int i = 0; i < sent; i++) {
            log.add(Requests.well(), "");
        }
        log.close();
        assertThat(lines(file) + log.lost()).isEqualTo(sent);
    }

    @Test
    void aLogThatCannotBeOpenedIsNamed() {
        Path file = temp.resolve("none/log");
        assertThatIOException()
                .isThrownBy(() -> AccessLog.open(file, complaints::add))
                .withMessage(file + ": can't be written: no such folder");
    }
}
