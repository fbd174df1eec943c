package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.engine.LoadSettings;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.serve.guard.GuardSettings;
import dev.edgewise.serve.guard.Patience;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are uploaded, given back, and recognised by their paths.
@Timeout(120)
class UploadedFilesTest {

    /// More than sockets take in that nobody reads from.
    private static final int LARGEST = 1 << 26;

    private static final String WAV = "Content-Type: audio/wav\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";

    @TempDir Path temp;
    private final FakeModel model = new FakeModel();
    private final List<Throwable> complaints = new CopyOnWriteArrayList<>();
    private RecognitionServer server;

    @BeforeEach
    void startServer() throws IOException {
        Files.createDirectory(temp.resolve("uploads"));
        start(folder(), GuardSettings.USUAL);
    }

    @AfterEach
    void stopServer() {
        model.mayEnd.release(1000);
        server.close();
    }

    private Optional<UploadFolder> folder() throws IOException {
        return Optional.of(UploadFolder.open(temp.resolve("uploads"), LARGEST));
    }

    private void start(Optional<UploadFolder> folder, GuardSettings guard) throws IOException {
        server =
                TestServers.start(
                        TestServers.settings(LARGEST, 64, LoadSettings.of(1, 2), guard),
                        List.of(model),
                        folder,
                        complaints::add);
    }

    private Wire wire() throws IOException {
        return new Wire(server.port());
    }

    private static byte[] wav(float first) {
        return WavFile.encode(Clip.of(new float[] {first, 0, 0, 0}, 16_000));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> phases(Wire.Answer answer) {
        return Arrays.stream(answer.header("server-timing").split(", "))
                .map(phase -> phase.substring(0, phase.indexOf(';')))
                .toList();
    }

    @Test
    void anUploadedFileIsRecognizedByItsPath() throws IOException {
        try (Wire wire = wire()) {
            Wire.Answer put = wire.ask("PUT", "/v1/files/yes/%C3%BC%20a.wav", WAV, wav(0.75f));
            assertThat(put.status()).isEqualTo(201);
            assertThat(phases(put)).containsExactly("read", "write", "total");
            assertThat(wire.ask("PUT", "/v1/files/yes/%C3%BC%20a.wav", WAV, wav(0.75f)).status())
                    .isEqualTo(200);
            Wire.Answer list = wire.ask("GET", "/v1/files");
            assertThat(list.body())
                    .isEqualTo("{\"files\":[{\"path\":\"yes/ü a.wav\",\"size\":52}]}");
            Wire.Answer word =
                    wire.ask("POST", "/v1/recognize", JSON, utf8("{\"path\":\"yes/ü a.wav\"}"));
            assertThat(word.body()).startsWith("{\"word\":\"yes\"");
            assertThat(phases(word))
                    .containsExactly("read", "queue", "decode", "predict", "encode", "total");
            Wire.Answer head = wire.ask("HEAD", "/v1/files/yes/%C3%BC%20a.wav");
            assertThat(head.header("content-length")).isEqualTo("52");
            assertThat(wire.ask("GET", "/v1/files/yes/%C3%BC%20a.wav").header("content-type"))
                    .isEqualTo("audio/wav");
            assertThat(wire.ask("DELETE", "/v1/files/yes/%C3%BC%20a.wav").status()).isEqualTo(204);
            assertThat(wire.ask("GET", "/v1/files/yes/%C3%BC%20a.wav").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.wav",
                "%2e%2e/outside.wav",
                "%2e%2e%2foutside.wav",
                "..%5coutside.wav",
                "%2Fetc%2Fpasswd",
                "/etc/passwd",
                "a/../../outside.wav",
                "./a.wav",
                "a.wav%00",
                "C%3A/a.wav",
                "link/outside.wav",
                "nothing.wav"
            })
    void aPathOutOfTheFolderIsAnsweredAsOneThatIsNotThere(String path) throws IOException {
        Files.write(temp.resolve("outside.wav"), wav(0.75f));
        Files.createSymbolicLink(temp.resolve("uploads/link"), temp);
        try (Wire wire = wire()) {
            Wire.Answer got = wire.ask("GET", "/v1/files/" + path);
            assertThat(got.status()).isEqualTo(404);
            assertThat(got.body()).contains(": no such file in the upload folder");
            assertThat(wire.ask("DELETE", "/v1/files/" + path).status()).isEqualTo(404);
            if (!path.equals("nothing.wav")) {
                assertThat(wire.ask("PUT", "/v1/files/" + path, "", wav(0)).status())
                        .isEqualTo(400);
            }
            String plain =
                    URLDecoder.decode(path, StandardCharsets.UTF_8)
                            .replace("\\", "\\\\")
                            .replace("\0", "\\u0000");
            Wire.Answer word =
                    wire.ask("POST", "/v1/recognize", JSON, utf8("{\"path\":\"" + plain + "\"}"));
            assertThat(word.status()).isEqualTo(404);
        }
        try (Stream<Path> all = Files.walk(temp)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void percentCodesAreDecodedOnce() throws IOException {
        try (Wire wire = wire()) {
            assertThat(wire.ask("PUT", "/v1/files/%252e%252e/a.wav", "", wav(0)).status())
                    .isEqualTo(201);
            assertThat(temp.resolve("uploads/%2e%2e/a.wav")).exists();
            assertThat(wire.ask("GET", "/v1/files/%ff.wav").status()).isEqualTo(400);
        }
    }

    @Test
    void withoutAFolderThereAreNoFiles() throws IOException {
        server.close();
        start(Optional.empty(), GuardSettings.USUAL);
        try (Wire wire = wire()) {
            assertThat(wire.ask("PUT", "/v1/files/a.wav", "", wav(0)).status()).isEqualTo(404);
            assertThat(wire.ask("GET", "/v1/files").body()).contains("--data");
            assertThat(
                            wire.ask("POST", "/v1/recognize", JSON, utf8("{\"path\":\"a.wav\"}"))
                                    .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aFileGoesOutAsFastAsItsClientTakesItAndBreaksOffWhereItDoes() throws IOException {
        Path large = temp.resolve("uploads/large.bin");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw");
                Wire wire = wire()) {
            file.setLength(LARGEST);
            wire.send("GET /v1/files/large.bin HTTP/1.1", "");
            Wire.Answer answer = wire.answer(true);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-length")).isEqualTo(Integer.toString(LARGEST));
            assertThat(answer.header("content-type")).isEqualTo("application/octet-stream");
            // Were it read already, all of it would come.
            file.setLength(0);
            assertThat(wire.untilTheEnd()).isLessThan(LARGEST);
            file.setLength(LARGEST);
            try (Wire next = wire()) {
                next.send("GET /v1/files/large.bin HTTP/1.1", "Connection: close\r\n");
                assertThat(next.answer(true).status()).isEqualTo(200);
                assertThat(next.untilTheEnd()).isEqualTo(LARGEST);
            }
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void aFileThatIsTooLargeByOtherMeansIsNotGiven() throws IOException {
        try (RandomAccessFile file =
                        new RandomAccessFile(temp.resolve("uploads/a.wav").toFile(), "rw");
                Wire wire = wire()) {
            file.setLength(LARGEST + 1L);
            assertThat(wire.ask("GET", "/v1/files/a.wav").status()).isEqualTo(413);
            assertThat(wire.ask("POST", "/v1/recognize", JSON, utf8("{\"path\":\"a.wav\"}")).body())
                    .contains("a.wav: larger than " + LARGEST + " bytes");
        }
    }

    @Test
    void aFileThatWaitsToBeRecognizedTakesOfTheMemoryForBodies() throws IOException {
        server.close();
        start(
                folder(),
                new GuardSettings(
                        Optional.empty(),
                        Optional.empty(),
                        Patience.USUAL,
                        4096,
                        100_000,
                        GuardSettings.USUAL.grace()));
        byte[] wav = WavFile.encode(Clip.of(new float[] {0.75f, 0, 0, 0}, 16_000));
        Files.write(temp.resolve("uploads/a.wav"), Arrays.copyOf(wav, 60_000));
        byte[] path = utf8("{\"path\":\"a.wav\"}");
        model.mayEnd.drainPermits();
        try (Wire held = wire();
                Wire late = wire()) {
            held.send(
                    "POST /v1/recognize HTTP/1.1",
                    JSON + "Content-Length: " + path.length + "\r\n");
            held.raw(new String(path, StandardCharsets.ISO_8859_1));
            GuardedServer.await(() -> model.begun.get() == 1);
            assertThat(server.heldBodies()).isEqualTo(60_000);
            Wire.Answer answer = late.ask("POST", "/v1/recognize", JSON, path);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isEqualTo("1");
            assertThat(answer.body()).contains("no memory for");
            model.mayEnd.release(10);
            assertThat(held.answer(false).status()).isEqualTo(200);
        }
        GuardedServer.await(() -> server.heldBodies() == 0);
    }

    @Test
    void aListCanBeAskedForFromOnePathToAnother() throws IOException {
        try (Wire wire = wire()) {
            for (String path : List.of("a", "b%20&", "b%C3%BC", "c", "d/e")) {
                wire.ask("PUT", "/v1/files/" + path, "", utf8("x"));
            }
            Wire.Answer some = wire.ask("GET", "/v1/files?hash=sha-256&from=b%20%26&to=c");
            assertThat(some.body())
                    .contains("\"b &\"", "\"bü\"", "\"c\"", "sha256")
                    .doesNotContain("\"a\"", "d/e");
            assertThat(wire.ask("GET", "/v1/files?from=d&under=d").body()).contains("d/e");
            assertThat(wire.ask("GET", "/v1/files?to=a").body())
                    .isEqualTo("{\"files\":[{\"path\":\"a\",\"size\":1}]}");
        }
    }
}
