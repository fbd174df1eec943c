package dev.edgewise.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Fetches as a user does.
class FetchCommandTest {

    private static final byte[] WORDS = TarBytes.words(4);

    @TempDir private Path home;

    private ArchiveServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ArchiveServer(WORDS, home.resolve("words.part"));
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void aBrokenConnectionIsToldInALineAndTheRestIsFetched() throws IOException {
        server.thenBreakAfter(100_000);
        Command.Result first = fetch();
        assertThat(first.err().lines()).hasSizeBetween(2, 3);
        assertThat(first.err())
                .contains("the connection broke (", "trying again in 1.0 s (1 of 5)")
                .contains("not checked, for want of --sha256; the archive's SHA-256 is ")
                .doesNotContain("\u001b", "\r");
        assertThat(first.out())
                .isEqualTo("words: 9 files; edgewise dataset info counts the recordings\n");
        assertThat(first.exitCode()).isZero();
        Command.Result second = fetch();
        assertThat(second.out())
                .isEqualTo("words: there already, fetched from " + server.url() + "\n");
        assertThat(second.exitCode()).isZero();
    }

    @Test
    void whatFailsIsOneLine() throws IOException {
        Command.Result missing = fetch("--sha256", "77");
        assertThat(missing.err())
                .isEqualTo(
                        "edgewise dataset fetch: '77' is no SHA-256: expected 64 hexadecimal"
                                + " digits (see edgewise dataset fetch --help)\n");
        assertThat(missing.exitCode()).isEqualTo(2);
        Command.Result other = fetch("--sha256", "0".repeat(64));
        assertThat(other.err().lines()).hasSize(1);
        assertThat(other.err()).contains(": damaged, or not what was asked for: SHA-256 ");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(home).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "skipped: there is no SIGINT")
    void ctrlCKeepsThePartAndSaysHowToGoOn() throws IOException, InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        server.then(
                exchange -> {
                    exchange.getResponseHeaders().set("ETag", "\"one\"");
                    exchange.sendResponseHeaders(200, WORDS.length);
                    exchange.getResponseBody().write(WORDS, 0, 100_000);
                    exchange.getResponseBody().flush();
                    sent.countDown();
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        Path err = home.resolve("err");
        Process process =
                new ProcessBuilder(Command.line(arguments()))
                        .directory(home.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            assertThat(sent.await(60, TimeUnit.SECONDS)).isTrue();
            server.awaitPart(100_000);
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
        } finally {
            process.destroyForcibly();
            over.countDown();
        }
        assertThat(err)
                .hasContent(
                        "edgewise dataset fetch: stopped; 100 kB are kept, the same command goes"
                                + " on from there\n");
        assertThat(home.resolve("words")).doesNotExist();
        assertThat(fetch().err()).startsWith("going on behind 100 kB of ");
        assertThat(server.requests().getLast().getFirst("Range")).isEqualTo("bytes=100000-");
    }

    /// A limit on the size of files stands for a full disk.
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "skipped: there is no ulimit")
    void whatCannotBeWrittenIsToldAndNothingHalfIsThere() throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("sh", "-c", "ulimit -f 32; exec \"$@\"", "sh"));
        line.addAll(Command.line(arguments()));
        line.add(6, "-XX:-UsePerfData");
        Process process = new ProcessBuilder(line).directory(home.toFile()).start();
        process.getOutputStream().close();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(err)
                .isEqualTo(
                        "edgewise dataset fetch: words.part: can't be written: File too large"
                                + " (what has come is kept, the same command goes on from"
                                + " there)\n");
        assertThat(home.resolve("words")).doesNotExist();
        assertThat(home.resolve("words.unpacking")).doesNotExist();
    }

    private Command.Result fetch(String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of(arguments()));
        line.addAll(List.of(more));
        return Command.runIn(home, line.toArray(String[]::new));
    }

    private String[] arguments() {
        return new String[] {"dataset", "fetch", "--to", "words", "--url", server.url().toString()};
    }
}
