package dev.edgewise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts in `deploy`, in a real container engine, the cluster's over a real sshd on loopback.
/// Skipped, with a reason, where there is no engine with the base image.
class DeployTest {

    private static final Path DEPLOY = SharedData.projectRoot().resolve("deploy");
    private static final Path MAIN =
            SharedData.projectRoot().resolve("edgewise-app/src/main/resources/dev/edgewise");
    private static final String BASE = "debian:trixie-slim";

    /// Own to this run, so that two runs on one machine don't meet.
    private static final String NAME = "edgewise-test-" + ProcessHandle.current().pid();

    @TempDir static Path temp;

    private static String engine = "";

    private final List<Process> started = new ArrayList<>();

    @BeforeAll
    static void buildTheImage() throws Exception {
        engine =
                Stream.of("docker", "podman")
                        .filter(name -> run(Map.of(), name, "image", "inspect", BASE).code() == 0)
                        .findFirst()
                        .orElse("");
        if (engine.isEmpty()) {
            skip("neither docker nor podman has the image " + BASE);
        }
        Result result =
                run(
                        Map.of(
                                "JAR",
                                jar().toString(),
                                "JAVA_HOME",
                                System.getProperty("java.home")),
                        DEPLOY.resolve("build_docker.sh").toString());
        assertThat(result.code()).as(result.text()).isZero();
    }

    @AfterAll
    static void removeTheImage() {
        if (!engine.isEmpty()) {
            run(Map.of(), engine, "rmi", "-f", NAME);
        }
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void theServerRecognisesWhatIsUploadedIntoTheMountedFolderUntilItIsInterrupted()
            throws Exception {
        int port = freePort();
        Path data = temp.resolve("some data");
        Process server =
                start(
                        Map.of("PORT", String.valueOf(port), "DATA", data.toString()),
                        DEPLOY.resolve("run_docker.sh").toString(),
                        "--queue=7");
        awaitReady(port, server);

        byte[] clip = Files.readAllBytes(MAIN.resolve("audio/demo/yes/en-gb-f.wav"));
        HttpRequest put =
                request(port, "/v1/files/yes/a.wav")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(clip))
                        .build();
        assertThat(answer(put).statusCode()).isBetween(200, 299);
        assertThat(data.resolve("yes/a.wav")).hasBinaryContent(clip);
        HttpRequest recognize =
                request(port, "/v1/recognize")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"path\":\"yes/a.wav\"}"))
                        .build();
        assertThat(answer(recognize).body()).contains("\"word\":\"yes\"");

        run(Map.of(), "kill", "-INT", String.valueOf(server.pid()));
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(run(Map.of(), engine, "ps", "-a", "--format", "{{.Names}}").text())
                .doesNotContain(NAME);
    }

    @Test
    void anotherMachineRunsItOverSshAndCompareWorksAgainstIt() throws Exception {
        String ssh = sshd();
        int port = freePort();
        Map<String, String> cluster =
                Map.of(
                        "PORT",
                        String.valueOf(port),
                        "DATA",
                        temp.resolve("their data").toString(),
                        "REMOTE_ENGINE",
                        theirEngine().toString(),
                        "SSH",
                        ssh);
        String script = DEPLOY.resolve("run_docker_cluster.sh").toString();
        String target = System.getProperty("user.name") + "@127.0.0.1";
        String url = "http://127.0.0.1:" + port;
        try {
            Result result = run(cluster, script, target);
            assertThat(result.code()).as(result.text()).isZero();
            assertThat(result.text())
                    .contains("sending " + NAME)
                    .contains("./edgewise compare --remote " + url);

            Path out = temp.resolve("compared");
            Command.Result compared =
                    Command.runIn(
                            temp,
                            "compare",
                            "--remote",
                            url,
                            "--requests",
                            "10",
                            "--out",
                            out.toString());
            assertThat(compared.exitCode()).as(compared.err()).isZero();
            assertThat(out.resolve("index.html")).isNotEmptyFile();

            Result again = run(cluster, script, target);
            assertThat(again.code()).as(again.text()).isZero();
            assertThat(again.text()).doesNotContain("sending");

            Result stopped = run(cluster, script, target, "stop");
            assertThat(stopped.text()).contains("stopped " + NAME);
            Result down = run(cluster, script, target, "stop");
            assertThat(down.code()).isEqualTo(1);
            assertThat(down.text()).contains("nothing called " + NAME + " runs on " + target);
        } finally {
            run(Map.of(), engine, "rm", "-f", NAME);
        }
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        String build = DEPLOY.resolve("build_docker.sh").toString();
        String here = DEPLOY.resolve("run_docker.sh").toString();
        String cluster = DEPLOY.resolve("run_docker_cluster.sh").toString();
        assertFails(1, "no model file no.onnx", Map.of("MODEL", "no.onnx"), build);
        assertFails(1, "ENGINE (now: no-engine)", Map.of("ENGINE", "no-engine"), here);
        assertFails(1, "has no image no-image: build it", Map.of("IMAGE", "no-image"), here);
        assertFails(2, "usage: run_docker_cluster.sh USER@HOST", Map.of(), cluster);
        assertFails(
                1,
                "cannot reach nobody@127.0.0.1 over SSH",
                Map.of("SSH", "ssh -o BatchMode=yes -p " + freePort()),
                cluster,
                "nobody@127.0.0.1");
    }

    private record Result(int code, String text) {}

    private static void assertFails(
            int code, String text, Map<String, String> variables, String... command) {
        Result result = run(variables, command);
        assertThat(result.text()).contains(text);
        assertThat(result.code()).isEqualTo(code);
    }

    /// A jar of the classes under test with its libraries beside it, as the build makes them.
    private static Path jar() throws IOException {
        Path target = SharedData.projectRoot().resolve("edgewise-app/target");
        Path classes = target.resolve("classes");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, "dev.edgewise.cli.Main");
        try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            List<String> names = libraries.map(path -> "lib/" + path.getFileName()).toList();
            attributes.put(Attributes.Name.CLASS_PATH, String.join(" ", names));
        }
        Path jar = target.resolve("deploy-test.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path path : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
                Files.copy(path, out);
            }
        }
        return jar;
    }

    /// Starts an sshd that lets a key of its own in; the ssh command that reaches it.
    private String sshd() throws Exception {
        Path sshd = Path.of("/usr/sbin/sshd");
        if (!Files.isExecutable(sshd)) {
            skip("there is no sshd (Debian: openssh-server)");
        }
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        int port = freePort();
        for (String key : List.of("host", "user")) {
            String file = temp.resolve(key).toString();
            run(Map.of(), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file);
        }
        Path config =
                Files.writeString(
                        temp.resolve("sshd_config"),
                        """
                        Port %d
                        ListenAddress 127.0.0.1
                        HostKey %s
                        AuthorizedKeysFile %s
                        PasswordAuthentication no
                        StrictModes no
                        UsePAM no
                        PidFile none
                        """
                                .formatted(port, temp.resolve("host"), temp.resolve("user.pub")));
        start(Map.of(), sshd.toString(), "-D", "-e", "-f", config.toString());
        return "ssh -p %d -i %s -F none -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o ConnectionAttempts=20"
                .formatted(port, temp.resolve("user"));
    }

    /// The engine as another machine would have it: without our image until it was sent.
    private static Path theirEngine() throws IOException {
        Path file =
                Files.writeString(
                        temp.resolve("their-engine"),
                        """
                        #!/bin/sh
                        case "$1 $2" in
                            "image inspect") [ -f "$0.sent" ] || exit 1 ;;
                            "load ") touch "$0.sent" ;;
                        esac
                        exec %s "$@"
                        """
                                .formatted(engine));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitReady(int port, Process server) throws Exception {
        HttpRequest ready = request(port, "/v2/health/ready").build();
        for (int i = 0; i < 240; i++) {
            assertThat(server.isAlive()).as("the container runs").isTrue();
            try {
                if (answer(ready).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // not yet
            }
            Thread.sleep(250);
        }
        throw new AssertionError("not ready after a minute");
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> answer(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static ProcessBuilder builder(Map<String, String> variables, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("ENGINE", engine, "IMAGE", NAME, "NAME", NAME));
        builder.environment().putAll(variables);
        return builder;
    }

    private Process start(Map<String, String> variables, String... command) throws IOException {
        Process process =
                builder(variables, command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        started.add(process);
        return process;
    }

    private static Result run(Map<String, String> variables, String... command) {
        try {
            Process process = builder(variables, command).start();
            process.getOutputStream().close();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), text);
        } catch (IOException e) {
            return new Result(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    private static void skip(String reason) {
        System.out.println("skipped: " + reason);
        Assumptions.abort(reason);
    }
}
