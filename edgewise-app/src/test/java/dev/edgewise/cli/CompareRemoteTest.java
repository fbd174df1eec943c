package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            assertThat(resources.path("server_memory_mib").isNull()).isTrue();
            assertThat(run.out()).contains("the server doesn't tell").doesNotContain("emulated");
            assertThat(run.out()).doesNotContain("got different words");
            try (Stream<Path> left = Files.list(uploads)) {
                assertThat(left.filter(Files::isRegularFile)).isEmpty();
            }
        } finally {
            server.destroy();
        }
    }
}
