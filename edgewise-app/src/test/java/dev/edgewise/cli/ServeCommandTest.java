package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.files.ssh.ScpTarget;
import dev.edgewise.files.ssh.ScpUpload;
import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The server as a process of its own, as a user or the study starts it.
@Timeout(120)
class ServeCommandTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path temp;

    /// A server that runs, and what it has said so far.
    private final class Served implements AutoCloseable {

        private final Process process;
        private final Path err = temp.resolve("err");
        private final List<String> out = new ArrayList<>();

        Served(String... arguments) throws IOException {
            List<String> line = new ArrayList<>(List.of("serve", "--port", "0", "--attached"));
            line.addAll(List.of(arguments));
            process =
                    new ProcessBuilder(Command.line(line.toArray(String[]::new)))
                            .redirectError(err.toFile())
                            .start();
            BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
            String said = reader.readLine();
            while (said != null) {
                out.add(said);
                if (said.startsWith("listening on ")) {
                    return;
                }
                said = reader.readLine();
            }
            throw new AssertionError("it ended: " + Files.readString(err));
        }

        URI url() {
            return URI.create(out.getLast().replace("listening on ", ""));
        }

        /// Waits for its end, and says how it ended.
        int end() throws InterruptedException {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static byte[] tone() {
        float[] samples = new float[16_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 0.3f * (float) Math.sin(i * 0.2);
        }
        return WavFile.encode(Clip.of(samples, 16_000));
    }

    @Test
    void wordsAndFilesAreServedUntilStandardInputEnds() throws Exception {
        Path data = Files.createDirectory(temp.resolve("data"));
        Path clips = temp.resolve("clips");
        Files.createDirectories(clips.resolve("yes"));
        Files.write(clips.resolve("yes/a.wav"), tone());
        Path password = Files.writeString(temp.resolve("password"), "sesame\n");
        try (Served served =
                        new Served(
                                "--data",
                                data.toString(),
                                "--scp-port",
                                "0",
                                "--scp-password-file",
                                password.toString());
                HttpConnection http = new HttpConnection(served.url(), PATIENCE)) {
            assertThat(served.out).hasSize(2);
            assertThat(served.out.getFirst()).matches("scp on 127\\.0\\.0\\.1:\\d+");
            assertThat(served.url().getHost()).isEqualTo("127.0.0.1");
            assertThat(http.get("/v2/health/ready").status()).isEqualTo(200);

            ScpTarget target =
                    new ScpTarget(
                            "edgewise",
                            "127.0.0.1",
                            Integer.parseInt(
                                    served.out.getFirst().replace("scp on 127.0.0.1:", "")),
                            Optional.of("sesame"),
                            Optional.empty(),
                            ScpTarget.Trust.ANY);
            try (ScpUpload upload = ScpUpload.to(target)) {
                upload.send(clips, List.of("yes/a.wav"));
            }
            byte[] path = "{\"path\":\"yes/a.wav\"}".getBytes(StandardCharsets.UTF_8);
            HttpAnswer byPath = http.post("/v1/recognize", "application/json", path);
            HttpAnswer byBody = http.post("/v1/recognize", "audio/wav", tone());
            assertThat(byPath.status()).isEqualTo(200);
            assertThat(byPath.text()).isEqualTo(byBody.text());
            assertThat(byBody.text()).contains("\"model\":\"bc-resnet\"", "\"scores\":{");

            served.process.getOutputStream().close();
            assertThat(served.end()).isZero();
            assertThat(served.err).isEmptyFile();
        }
    }

    @Test
    void aSignalEndsItCleanly() throws Exception {
        try (Served served = new Served();
                HttpConnection http = new HttpConnection(served.url(), PATIENCE)) {
            assertThat(http.get("/v2/health/live").status()).isEqualTo(200);
            served.process.toHandle().destroy();
            assertThat(served.end()).isZero();
            assertThat(served.err).isEmptyFile();
        }
    }

    @Test
    void aSignalThatCutsRequestsOffSaysHowMany() throws Exception {
        try (Served served = new Served("--grace", "3s");
                Socket client =
                        new Socket(InetAddress.getLoopbackAddress(), served.url().getPort())) {
            String half = "POST /v1/recognize HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf";
            client.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
            try (HttpConnection http = new HttpConnection(served.url(), PATIENCE)) {
                assertThat(http.get("/v2/health/live").status()).isEqualTo(200);
            }
            served.process.toHandle().destroy();
            assertThat(served.end()).isZero();
            assertThat(served.err)
                    .content()
                    .isEqualToIgnoringNewLines(
                            "edgewise serve: stopping; requests that may still end within --grace: 1"
                                    + "edgewise serve: stopped; requests that were cut off when"
                                    + " --grace was over: 1");
        }
    }

    private static void fails(int code, String message, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("serve"));
        line.addAll(List.of(arguments));
        Command.Result result = Command.run(line.toArray(String[]::new));
        assertThat(result.err()).startsWith("edgewise serve: " + message);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.exitCode()).isEqualTo(code);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void whatCannotBeServedIsNamedInOneLine() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "no model");
        try (ServerSocket taken = new ServerSocket(0)) {
            fails(
                    1,
                    "127.0.0.1:" + taken.getLocalPort() + ": can't listen: ",
                    "--port",
                    Integer.toString(taken.getLocalPort()));
        }
        Path missing = temp.resolve("missing");
        fails(1, missing + ": no such folder", "--data", missing.toString());
        fails(1, file + ": not a folder", "--data", file.toString());
        fails(1, file + ": ", "--port", "0", "--model", file.toString());
    }

    private static String size(String reason) {
        return "Invalid value for option '--max-body': " + reason;
    }

    @Test
    void wrongUsageEndsWithTwo() throws IOException {
        fails(2, "--stream-idle: must be above 0, got 0 ms", "--stream-idle", "0s");
        fails(2, "--stream-length: must be above 0, got 0 ms", "--stream-length", "0h");
        fails(2, "--threads: must be from 1", "--threads", "0");
        fails(2, size("'1x' is no size, such as 512k or 16M"), "--max-body", "1x");
        fails(2, size("'999999999999G' is more than there is"), "--max-body", "999999999999G");
        fails(2, "--scp-port needs --data", "--scp-port", "0");
        fails(2, "--scp-port: a password or authorized keys", "--scp-port", "0", "--data", ".");
    }
}
