package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.audio.DemoClips;
import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.model.ElementType;
import dev.edgewise.model.SampleModels;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A folder of models and the limits of the load, as whoever runs `edgewise serve` meets them.
@Timeout(180)
class ServeModelsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] FLOATS = SampleModels.echo(ElementType.FLOAT32);
    private static final byte[] DOUBLES = SampleModels.echo(ElementType.FLOAT64);

    @TempDir Path temp;

    /// A server that runs.
    private final class Served implements AutoCloseable {

        private final Process process;
        private final Path err = temp.resolve("err");
        private final URI url;

        Served(String... arguments) throws IOException {
            List<String> line = new ArrayList<>(List.of("serve", "--port", "0", "--attached"));
            line.addAll(List.of(arguments));
            process =
                    new ProcessBuilder(Command.line(line.toArray(String[]::new)))
                            .redirectError(err.toFile())
                            .start();
            BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
            String said = reader.readLine();
            while (said != null && !said.startsWith("listening on ")) {
                said = reader.readLine();
            }
            if (said == null) {
                throw new AssertionError("it ended: " + Files.readString(err));
            }
            url = URI.create(said.replace("listening on ", ""));
        }

        HttpConnection connect() {
            return new HttpConnection(url, PATIENCE);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private void write(String version, byte[] bytes) throws IOException {
        Path file = temp.resolve("models/echo").resolve(version).resolve("model.onnx");
        Files.createDirectories(file.getParent());
        Path whole = Files.write(temp.resolve("models/.model"), bytes);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static HttpAnswer infer(HttpConnection http, String model, String type)
            throws IOException {
        return http.post(
                "/v2/models/" + model + "/infer",
                "application/json",
                json(
                        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\""
                                + type
                                + "\",\"shape\":[1,2],\"data\":[1,2]}]}"));
    }

    private static void awaitText(HttpConnection http, String path, String text)
            throws IOException {
        while (!http.get(path).text().contains(text)) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Test
    void modelsComeChangeAndGoWithoutAFailedRequest() throws Exception {
        Files.createDirectories(temp.resolve("models"));
        write("1", FLOATS);
        try (Served served = new Served("--models", temp.resolve("models").toString());
                HttpConnection http = served.connect()) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger answers = new AtomicInteger();
            AtomicReference<String> failure = new AtomicReference<>("");
            Thread client =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try (HttpConnection own = served.connect()) {
                                            while (!over.get()) {
                                                HttpAnswer answer =
                                                        infer(own, "echo/versions/1", "FP32");
                                                if (answer.status() != 200) {
                                                    failure.set(answer.text());
                                                    return;
                                                }
                                                answers.incrementAndGet();
                                            }
                                        } catch (IOException e) {
                                            failure.set(e.toString());
                                        }
                                    });
            String echo = "/v2/models/echo";
            write("2", DOUBLES);
            awaitText(http, echo, "\"versions\":[\"1\",\"2\"]");
            assertThat(infer(http, "echo", "FP64").status()).isEqualTo(200);
            write("3", json("no model"));
            while (!http.post("/v2/repository/index", "application/json", json("{}"))
                    .text()
                    .contains("UNAVAILABLE")) {
                LockSupport.parkNanos(50_000_000);
            }
            assertThat(infer(http, "echo", "FP64").status()).isEqualTo(200);
            for (int i = 0; i < 3; i++) {
                // The same bytes in another file: version 1 is loaded anew under load.
                write("1", FLOATS);
                write("2", i % 2 == 0 ? FLOATS : DOUBLES);
                awaitText(http, echo + "/versions/2", i % 2 == 0 ? "FP32" : "FP64");
            }
            over.set(true);
            client.join();
            assertThat(failure.get()).isEmpty();
            assertThat(answers).hasPositiveValue();
            assertThat(Files.readString(served.err).lines())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "edgewise serve: " + temp.resolve("models/echo/3/model.onnx") + ": ");

            assertThat(
                            http.post(
                                            "/v2/repository/models/echo/unload",
                                            "application/json",
                                            json("{}"))
                                    .status())
                    .isEqualTo(200);
            HttpAnswer gone = infer(http, "echo/versions/1", "FP32");
            assertThat(gone.status()).isEqualTo(503);
            assertThat(gone.text()).contains("echo version 1 can't be asked now: unloaded");
        }
    }

    @Test
    void aTimeoutThatCannotBeMetAndOneThatCannotBeReadAreRefused() throws Exception {
        Files.createDirectories(temp.resolve("models"));
        write("1", FLOATS);
        try (Served served =
                        new Served(
                                "--models",
                                temp.resolve("models").toString(),
                                "--model",
                                "tutorial-cnn",
                                "--queue-limit",
                                "50ms",
                                "--batch-max",
                                "4");
                HttpConnection http = served.connect()) {
            HttpAnswer late =
                    http.post("/v1/recognize?timeout=1us", "audio/wav", new byte[] {1, 2});
            assertThat(late.status()).isEqualTo(503);
            assertThat(late.text()).contains("the request's deadline has passed");
            HttpAnswer wrong =
                    http.post("/v1/recognize?timeout=soon", "audio/wav", new byte[] {1, 2});
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.text()).contains("timeout: expected a time such as 250ms, got 'soon'");
            assertThat(infer(http, "echo", "FP32").text()).contains("\"data\":[1.0,2.0]");
            assertThat(http.get("/v2/models/tutorial-cnn").status()).isEqualTo(200);
        }
    }

    @Test
    void modelsWhoseRequestsRunTogetherAnswerAndGiveTheirFiles() throws Exception {
        String demo = DemoClips.paths().getFirst();
        try (Served served = new Served("--model", "tutorial-cnn", "--batch-max", "4");
                HttpConnection http = served.connect()) {
            HttpAnswer answer = http.post("/v1/recognize", "audio/wav", DemoClips.bytes(demo));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Server-Timing").orElseThrow())
                    .matches(".*queue;dur=.*decode;dur=.*batch;dur=.*predict;dur=.*");
            assertThat(http.get("/v1/models/tutorial-cnn").text()).contains("\"sha256\":");
            assertThat(http.get("/v1/models/tutorial-cnn/file").status()).isEqualTo(200);
        }
    }

    private static void fails(int code, String message, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("serve", "--port", "0"));
        line.addAll(List.of(arguments));
        Command.Result result = Command.run(line.toArray(String[]::new));
        assertThat(result.err()).startsWith("edgewise serve: " + message);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.exitCode()).isEqualTo(code);
    }

    @Test
    void whatCannotBeIsNamedInOneLine() throws IOException {
        Path missing = temp.resolve("missing");
        fails(1, missing + ": no such folder; expected", "--models", missing.toString());
        Files.createDirectories(temp.resolve("models/tutorial-cnn/1"));
        Files.write(temp.resolve("models/tutorial-cnn/1/model.onnx"), FLOATS);
        fails(
                1,
                temp.resolve("models/tutorial-cnn") + ": a model of that name is there already",
                "--models",
                temp.resolve("models").toString(),
                "--model",
                "tutorial-cnn");
        fails(2, "--queue-limit: must be above 0", "--queue-limit", "0ms");
        fails(2, "--batch-max: must be from 1 to 1024, got 0", "--batch-max", "0");
        fails(
                2,
                "--batch-delay: must be from 0 to 1000 ms",
                "--batch-max",
                "2",
                "--batch-delay",
                "2s");
    }
}
