package dev.edgewise.serve.v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.PythonClients;
import dev.edgewise.ServerProcess;
import dev.edgewise.model.ElementType;
import dev.edgewise.model.SampleModels;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Triton's own clients against the server as a process.
@Timeout(500)
class TritonClientTest {

    private static final int PATIENCE_SECONDS = 200;
    private static final Pattern THROUGHPUT = Pattern.compile("Throughput: ([0-9.]+) infer/sec");

    @TempDir Path temp;

    private List<String> models() throws IOException {
        List<String> arguments = new ArrayList<>();
        for (ElementType type : ElementType.values()) {
            if (ModelPorts.datatype(type).isPresent()) {
                arguments.addAll(model("echo_" + type.label(), SampleModels.echo(type)));
            }
        }
        arguments.addAll(model("sums", SampleModels.sums()));
        arguments.addAll(model("logarithm", SampleModels.logarithm()));
        arguments.addAll(model("classes", SampleModels.classes()));
        return arguments;
    }

    private List<String> model(String name, byte[] onnx) throws IOException {
        Path file = Files.write(temp.resolve(name + ".onnx"), onnx);
        return List.of("--model", file.toString());
    }

    private ServerProcess serve(List<String> arguments) throws IOException {
        return new ServerProcess(temp, Map.of(), arguments.toArray(String[]::new));
    }

    private String run(Map<String, String> environment, List<String> line)
            throws IOException, InterruptedException {
        Path output = temp.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(line)
                        .directory(temp.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as("still running: %s", said).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void thePythonClientFindsWhatItKnowsFromTriton()
            throws IOException, InterruptedException, URISyntaxException {
        Path script = script("triton_http.py");
        try (ServerProcess server = serve(models())) {
            assertThat(check(script, server.url().getAuthority())).hasSize(9);
        }
    }

    @Test
    void thePythonClientFindsTheSameOverGrpc()
            throws IOException, InterruptedException, URISyntaxException {
        Path script = script("triton_grpc.py");
        List<String> arguments = models();
        arguments.addAll(List.of("--grpc-port", "0"));
        try (ServerProcess server = serve(arguments)) {
            assertThat(check(script, server.said("grpc on "))).hasSize(14);
            assertThat(server.errors()).isEmpty();
        }
    }

    private static Path script(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(TritonClientTest.class.getResource(name)).toURI());
    }

    /// The checks that the script made, all of which went well.
    private List<String> check(Path script, String address)
            throws IOException, InterruptedException {
        Path python = PythonClients.program("python");
        List<String> said =
                run(
                                Map.of("PYTHONDONTWRITEBYTECODE", "1"),
                                List.of(python.toString(), script.toString(), address))
                        .lines()
                        .toList();
        assertThat(said).allMatch(line -> line.endsWith(" ok"));
        return said;
    }

    @Test
    void perfAnalyzerMeasuresTheShippedModel() throws IOException, InterruptedException {
        Path program = PythonClients.program("perf_analyzer");
        try (ServerProcess server = serve(List.of("--model", "tutorial-cnn"))) {
            measure(program, "http", server.url().getAuthority());
        }
    }

    @Test
    void perfAnalyzerMeasuresItOverGrpcToo() throws IOException, InterruptedException {
        Path program = PythonClients.program("perf_analyzer");
        try (ServerProcess server = serve(List.of("--model", "tutorial-cnn", "--grpc-port", "0"))) {
            measure(program, "grpc", server.said("grpc on "));
        }
    }

    private void measure(Path program, String protocol, String address)
            throws IOException, InterruptedException {
        String said =
                run(
                        Map.of("LD_LIBRARY_PATH", PythonClients.cudaLibraries()),
                        List.of(
                                program.toString(),
                                "-m",
                                "tutorial-cnn",
                                "-i",
                                protocol,
                                "-u",
                                address,
                                "--concurrency-range",
                                "2",
                                "--measurement-mode",
                                "count_windows",
                                "--measurement-request-count",
                                "20",
                                "--max-trials",
                                "3",
                                // Whether two windows agree is none of this test's business.
                                "--stability-percentage",
                                "100000"));
        Matcher throughput = THROUGHPUT.matcher(said);
        assertThat(throughput.find()).as(said).isTrue();
        assertThat(Double.parseDouble(throughput.group(1))).isPositive();
        assertThat(said).contains("Successful request count: ", "compute infer");
    }
}
