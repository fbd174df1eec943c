package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.measure.SampleReader;
import dev.edgewise.measure.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Servers that somebody else has started.
class CompareRemoteTest {

    @TempDir Path folder;

    @Test
    void aServersOwnMetricsSayWhatItUsesAndItsFirstModelNeedNotBeTheStudys() throws IOException {
        Path uploads = Files.createDirectory(folder.resolve("uploads"));
        Process server =
                new ProcessBuilder(
                                Command.line(
                                        "serve",
                                        "--port=0",
                                        "--model=bc-resnet",
                                        "--model=tutorial-cnn",
                                        "--data=" + uploads))
                        .redirectError(folder.resolve("complaints").toFile())
                        .start();
        try (BufferedReader said = server.inputReader()) {
            String url = said.readLine().replace("listening on ", "");
            Command.Result run =
                    Command.runIn(
                            folder, "compare", "--remote=" + url, "--requests=10", "--out=out");
            assertThat(run.err()).isEmpty();
            JsonNode result = JsonMapper.shared().readTree(folder.resolve("out/result.json"));
            JsonNode resources = result.at("/resources/remote-body");
            assertThat(resources.path("server_cpu_ms").asDouble()).isPositive();
            assertThat(resources.path("server_memory_mib").asDouble()).isBetween(20., 2000.);
            assertThat(run.out())
                    .doesNotContain("the server doesn't tell")
                    .doesNotContain("emulated");
            assertThat(run.out()).doesNotContain("got different words");
            try (Stream<Path> left = Files.list(uploads)) {
                assertThat(left.filter(Files::isRegularFile)).isEmpty();
            }
        } finally {
            server.destroy();
        }
    }

    private static boolean inTheMiddle(Path samples) throws IOException {
        return Files.exists(samples)
                && SampleReader.readWholeLines(samples).samples().stream()
                        .anyMatch(s -> s.stage() == Stage.MEASURED && s.block() >= 2);
    }

    @Test
    void aServerThatIsLostKeepsWhatWasMeasured() throws Exception {
        Process server =
                new ProcessBuilder(
                                Command.line(
                                        "serve",
                                        "--port=0",
                                        "--data="
                                                + Files.createDirectory(folder.resolve("uploads"))))
                        .redirectError(folder.resolve("complaints").toFile())
                        .start();
        Path samples = folder.resolve("out/samples.jsonl");
        try (BufferedReader said = server.inputReader()) {
            String url = said.readLine().replace("listening on ", "");
            Process run =
                    new ProcessBuilder(
                                    Command.line(
                                            "compare",
                                            "--remote=" + url,
                                            "--requests=1000",
                                            "--out=out"))
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("said").toFile())
                            .start();
            try {
                while (run.isAlive() && !inTheMiddle(samples)) {
                    Thread.sleep(20);
                }
                server.destroyForcibly().waitFor();
                assertThat(run.waitFor(5, TimeUnit.MINUTES)).isTrue();
            } finally {
                run.destroyForcibly();
            }
            assertThat(Files.readString(folder.resolve("said")))
                    .contains("edgewise compare: " + url + ": nobody answers there")
                    .endsWith(
                            " (what was measured until then is in out, and compare --resume goes on"
                                    + " with it)\n");
            assertThat(run.exitValue()).isEqualTo(1);
        } finally {
            server.destroyForcibly();
        }
    }
}
