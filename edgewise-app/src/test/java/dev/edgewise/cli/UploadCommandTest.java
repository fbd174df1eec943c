package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import dev.edgewise.Command;
import dev.edgewise.ServerProcess;
import dev.edgewise.Sshd;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Folders that are uploaded, as processes, to a server that is one, too.
@Timeout(300)
class UploadCommandTest {

    private static final int MANY = 40;

    @TempDir static Path work;
    private static ServerProcess server;
    private static Path uploads;

    @TempDir Path temp;
    private Path local;

    @BeforeAll
    static void startServer() throws IOException {
        uploads = Files.createDirectory(work.resolve("uploads"));
        Path password = Files.writeString(work.resolve("password"), "open sesame");
        server =
                new ServerProcess(
                        work,
                        Map.of(),
                        "--model=tutorial-cnn",
                        "--data=" + uploads,
                        "--max-body=64k",
                        "--scp-port=0",
                        "--scp-password-file=" + password);
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void makeFolder() throws IOException {
        local = temp.resolve("local");
        for (String path : List.of("yes/a.wav", "yes/ü b.wav", "no/c.wav", "d.wav", "empty.wav")) {
            Path file = local.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, path.equals("empty.wav") ? "" : path.repeat(500));
        }
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile)
                    .forEach(
                            path -> {
                                try {
                                    files.put(
                                            folder.relativize(path).toString(),
                                            Files.readString(path));
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
        return files;
    }

    private static JsonNode json(Command.Result run) {
        return JsonMapper.shared().readTree(run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--archive"})
    void aFolderGetsThereByHttpAndASecondTimeNothingIsSent(String how) throws IOException {
        String there = "http" + how;
        String url = server.url() + "/" + there;
        Command.Result first = run(local.toString(), url, how);
        assertThat(first.err()).isEmpty();
        assertThat(first.exitCode()).isZero();
        assertThat(files(uploads.resolve(there))).isEqualTo(files(local));
        assertThat(first.out().replace('\n', ' '))
                .contains("5 files uploaded to " + server.url() + "/v1/files/" + there)
                .contains("Verified by SHA-256: all.")
                .contains("handshake", "transfer", "round trips", "unaccounted", "total");
        assertThat(first.out().lines()).allMatch(line -> line.length() <= 80);

        Files.writeString(local.resolve("d.wav"), "changed");
        JsonNode second = json(run(local.toString(), url, how, "--json"));
        assertThat(second.path("skipped").asInt()).isEqualTo(4);
        assertThat(second.path("stored").asInt()).isEqualTo(1);
        assertThat(second.path("verified").asInt()).isEqualTo(1);
        assertThat(second.path("ending").asString()).isEqualTo("complete");
        assertThat(uploads.resolve(there).resolve("d.wav")).hasContent("changed");
        double sum = 0;
        for (JsonNode part : second.path("parts_ms")) {
            sum += part.asDouble();
        }
        assertThat(sum).isCloseTo(second.path("total_ms").asDouble(), within(0.001));
    }

    private static Command.Result run(String folder, String url, String... how) throws IOException {
        return Command.run(
                Stream.concat(Stream.of("upload", folder, url), Stream.of(how))
                        .filter(argument -> !argument.isEmpty())
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--archive"})
    void whatTheServerRefusesIsNamedAndTheOthersGetThere(String how) throws IOException {
        Files.write(local.resolve("large.wav"), new byte[100_000]);
        Command.Result run = run(local.toString(), server.url() + "/refused" + how, how);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip())
                .startsWith("edgewise upload: ")
                .contains("larger than 65536 bytes")
                .hasLineCount(1);
        assertThat(files(uploads.resolve("refused" + how))).hasSize(5);
    }

    @Test
    void whatIsRefusedFromAnArchiveOverSshIsNamedAndTheOthersGetThere() throws Exception {
        Files.write(local.resolve("a large.wav"), new byte[100_000]);
        Files.write(local.resolve("no/larger.wav"), new byte[1_000_000]);
        String url = "scp://edgewise@" + server.said("scp on ") + "/refused-ssh";
        String password = "--password-file=" + work.resolve("password");
        Command.Result run = overSsh(local.toString(), url, password, "--archive", "--json");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip())
                .isEqualTo(
                        "edgewise upload: a large.wav: refused: larger than 65536 bytes (and 1 more"
                                + " that are not there)");
        assertThat(files(uploads.resolve("refused-ssh"))).hasSize(5);
        JsonNode json = json(run);
        assertThat(json.path("stored").asInt()).isEqualTo(5);
        assertThat(json.path("verified").asInt()).isEqualTo(5);
        assertThat(json.path("lost")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"scp, --verify=hash", "sftp, --archive"})
    void aNameThatWouldBreakAProtocolIsRefusedAndTheOthersGetThere(String protocol, String how)
            throws Exception {
        Files.writeString(local.resolve("no/line\nC0644 4 evil.wav"), "evil");
        String there = "odd-names-" + protocol;
        String url = protocol + "://edgewise@" + server.said("scp on ") + "/" + there;
        String password = "--password-file=" + work.resolve("password");
        Command.Result run = overSsh(local.toString(), url, password, how);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip())
                .startsWith("edgewise upload: no/line?C0644 4 evil.wav: ")
                .doesNotContain("more that are not there")
                .hasLineCount(1);
        assertThat(files(uploads.resolve(there))).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"sftp, --verify=hash", "sftp, --archive"})
    void namesThatSha256sumEscapesAreVerifiedAndSkipped(String protocol, String how)
            throws Exception {
        try (Sshd sshd = Sshd.start(temp)) {
            Files.writeString(local.resolve("back\\slash\\nand n.wav"), "one");
            Files.writeString(local.resolve("line\nbreak\r.wav"), "two");
            Path there = temp.resolve("there");
            Files.createDirectory(there);
            String url = protocol + "://" + sshd.address() + "/" + there;
            String key = "--key=" + sshd.key();
            Command.Result first = overSsh(local.toString(), url, key, how, "--json");
            assertThat(first.err()).isEmpty();
            assertThat(json(first).path("verified").asInt()).isEqualTo(7);
            assertThat(files(there)).isEqualTo(files(local));
            JsonNode second = json(overSsh(local.toString(), url, key, how, "--json"));
            assertThat(second.path("skipped").asInt()).isEqualTo(7);
        }
    }

    @Test
    void aRefusalWithoutWordsIsToldWithTheFileAndTheStatus() throws IOException {
        HttpServer odd =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        odd.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    boolean put = exchange.getRequestMethod().equals("PUT");
                    byte[] body =
                            (put ? "<html>: too large</html>" : "{\"files\":[]}")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(put ? 413 : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        odd.start();
        try {
            Command.Result run =
                    run(local.toString(), "http://127.0.0.1:" + odd.getAddress().getPort());
            assertThat(run.err())
                    .isEqualToIgnoringNewLines(
                            "edgewise upload: d.wav: the server answers 413 (and 4 more that are"
                                    + " not there)");
            assertThat(run.exitCode()).isEqualTo(1);
        } finally {
            odd.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verify=hash", "--archive"})
    void aFileThatTheMemoryDoesNotHoldIsNamedAndTheOthersGetThere(String how) throws Exception {
        try (RandomAccessFile large = new RandomAccessFile(local.resolve("b.wav").toFile(), "rw")) {
            large.setLength(200 << 20);
        }
        String there = "memory" + how;
        List<String> line =
                Command.line("upload", local.toString(), server.url() + "/" + there, how);
        line.add(1, "-Xmx64m");
        Path err = temp.resolve("err");
        Process process =
                new ProcessBuilder(line)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(err.toFile())
                        .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(err).strip())
                .matches(
                        "edgewise upload: b\\.wav: more than \\d+ MiB, the most that goes by HTTP from"
                                + " here; scp and sftp take it");
        assertThat(files(uploads.resolve(there))).hasSize(5);
    }

    private Command.Result overSsh(String folder, String url, String... how)
            throws IOException, InterruptedException {
        List<String> line =
                Command.line(
                        Stream.concat(Stream.of("upload", folder, url), Stream.of(how))
                                .toArray(String[]::new));
        // Where the hosts that are known are kept.
        line.add(1, "-Duser.home=" + temp);
        Path err = temp.resolve("err");
        Process process = new ProcessBuilder(line).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Command.Result(process.exitValue(), out, Files.readString(err));
    }

    @ParameterizedTest
    @CsvSource({"scp, --verify=hash", "sftp, --verify=hash", "sftp, --archive"})
    void aFolderGetsThereOverSshAndASecondTimeNothingIsSent(String protocol, String how)
            throws Exception {
        String there = protocol + how;
        String url = protocol + "://edgewise@" + server.said("scp on ") + "/" + there;
        String password = "--password-file=" + work.resolve("password");
        Command.Result first = overSsh(local.toString(), url, password, how);
        assertThat(first.err()).isEmpty();
        assertThat(first.exitCode()).isZero();
        assertThat(first.out().replace('\n', ' ')).contains("Verified by SHA-256: all.");
        assertThat(files(uploads.resolve(there))).isEqualTo(files(local));
        JsonNode second = json(overSsh(local.toString(), url, password, how, "--json"));
        assertThat(second.path("skipped").asInt()).isEqualTo(5);
        assertThat(second.path("stored").asInt()).isZero();
        assertThat(second.path("round_trips").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"scp, --verify=hash", "sftp, --verify=hash", "sftp, --archive"})
    void aFolderGetsToOpensshsServer(String protocol, String how) throws Exception {
        try (Sshd sshd = Sshd.start(temp)) {
            Path there = temp.resolve("there/of it");
            String url =
                    protocol + "://" + sshd.address() + "/" + there.toString().replace(" ", "%20");
            String key = "--key=" + sshd.key();
            Files.createDirectories(there.resolve("yes"));
            // Cut off in the middle, and something else of the same length.
            Files.writeString(there.resolve("yes/a.wav"), "yes/a.wav".repeat(100));
            Files.writeString(there.resolve("d.wav"), "wrong".repeat(100));
            Command.Result run = overSsh(local.toString(), url, key, how, "--json");
            assertThat(run.err()).isEmpty();
            JsonNode first = json(run);
            assertThat(first.path("stored").asInt()).isEqualTo(5);
            assertThat(first.path("verified").asInt()).isEqualTo(5);
            assertThat(files(there)).isEqualTo(files(local));
            assertThat(
                            json(overSsh(local.toString(), url, key, how, "--json"))
                                    .path("skipped")
                                    .asInt())
                    .isEqualTo(5);
        }
    }

    @Test
    void whereNobodyTellsHashesItIsSaidOrFilesAreReadBack() throws Exception {
        try (Sshd sshd = Sshd.start(temp, "ForceCommand internal-sftp")) {
            String url = "sftp://" + sshd.address() + "/" + temp.resolve("there");
            String key = "--key=" + sshd.key();
            Command.Result first = overSsh(local.toString(), url, key);
            assertThat(first.err()).isEmpty();
            assertThat(first.out().replace('\n', ' '))
                    .contains("Not verified: 5 files, because nobody there tells a hash.");
            assertThat(files(temp.resolve("there"))).isEqualTo(files(local));
            JsonNode second = json(overSsh(local.toString(), url, key, "--verify=read", "--json"));
            assertThat(second.path("skipped").asInt()).isEqualTo(5);
        }
    }

    /// Many files, over a link that is slow enough for something to happen meanwhile.
    private Path many() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("many"));
        for (int i = 0; i < MANY; i++) {
            Files.writeString(folder.resolve("%02d.wav".formatted(i)), "file " + i);
        }
        return folder;
    }

    private static Process link(String target) throws IOException {
        return new ProcessBuilder(
                        Command.line(
                                "link",
                                "rtt=100ms,down=10M,up=10M",
                                "--listen=127.0.0.1:0",
                                "--target=" + target))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String through(Process link) throws IOException {
        String said = link.inputReader(StandardCharsets.UTF_8).readLine();
        return said.substring(said.lastIndexOf(' ') + 1);
    }

    private static Process start(Path err, String... arguments) throws IOException {
        return new ProcessBuilder(Command.line(arguments))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile())
                .start();
    }

    private static void awaitFiles(Path folder, int count) throws Exception {
        while (!Files.exists(folder) || files(folder).size() < count) {
            Thread.sleep(20);
        }
    }

    @Test
    void interruptedItKeepsWhatIsThereAndGoesOnWithTheRest() throws Exception {
        Path many = many();
        Path there = uploads.resolve("interrupted");
        Process link = link(server.url().getAuthority());
        try {
            String url = "http://" + through(link) + "/interrupted";
            Path err = temp.resolve("err");
            Process upload = start(err, "upload", many.toString(), url);
            awaitFiles(there, 3);
            new ProcessBuilder("kill", "-INT", Long.toString(upload.pid())).start().waitFor();
            assertThat(upload.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(upload.exitValue()).isEqualTo(130);
            int kept = files(there).size();
            assertThat(Files.readString(err).strip())
                    .isEqualTo(
                            "edgewise upload: stopped: "
                                    + kept
                                    + " of 40 files are there; the same command goes on");
            String direct = server.url() + "/interrupted";
            JsonNode rest = json(run(many.toString(), direct, "--json"));
            assertThat(rest.path("skipped").asInt()).isEqualTo(kept);
            assertThat(rest.path("stored").asInt()).isEqualTo(MANY - kept);
        } finally {
            link.destroy();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "sftp"})
    void aConnectionThatIsLostIsNamedAndWhatIsThereIsKept(String protocol) throws Exception {
        Path many = many();
        Path there = uploads.resolve("lost-" + protocol);
        boolean http = protocol.equals("http");
        Process link = link(http ? server.url().getAuthority() : server.said("scp on "));
        String address = (http ? "" : "edgewise@") + through(link);
        List<String> line =
                Command.line(
                        "upload",
                        many.toString(),
                        protocol + "://" + address + "/" + there.getFileName());
        line.add(1, "-Duser.home=" + temp);
        if (!http) {
            line.add("--password-file=" + work.resolve("password"));
        }
        assertThat(saidOnceLost(link, line, there))
                .hasLineCount(1)
                .startsWith("edgewise upload: ")
                .contains(address)
                .matches(".*\\(\\d+ of 40 files are there; the same command goes on\\)");
        assertThat(files(there)).hasSizeBetween(3, MANY - 1);
    }

    /// What an upload complains of whose link is gone once a few files are in folder `there`.
    private String saidOnceLost(Process link, List<String> line, Path there) throws Exception {
        Path err = temp.resolve("err");
        Process upload =
                new ProcessBuilder(line)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(err.toFile())
                        .start();
        try {
            awaitFiles(there, 3);
        } finally {
            link.destroyForcibly();
        }
        assertThat(upload.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(upload.exitValue()).isEqualTo(1);
        return Files.readString(err).strip();
    }

    @Test
    void ofAnArchiveOverALostConnectionIsSaidHowManyMayBeThere() throws Exception {
        Path many = Files.createDirectory(temp.resolve("many"));
        for (int i = 0; i < MANY; i++) {
            Files.write(many.resolve("%02d.wav".formatted(i)), new byte[60_000]);
        }
        Path there = uploads.resolve("lost-archive");
        Process link = link(server.said("scp on "));
        List<String> line =
                Command.line(
                        "upload",
                        many.toString(),
                        "scp://edgewise@" + through(link) + "/lost-archive",
                        "--archive",
                        "--password-file=" + work.resolve("password"));
        line.add(1, "-Duser.home=" + temp);
        String err = saidOnceLost(link, line, there);
        Matcher said =
                Pattern.compile(
                                "edgewise upload: .*\\(at most (\\d+) of 40 files are there; the same"
                                        + " command goes on\\)")
                        .matcher(err);
        assertThat(said.matches()).as(err).isTrue();
        assertThat(files(there).size()).isBetween(3, Integer.parseInt(said.group(1)));
    }

    @Test
    void interruptedWhileItReadsTheFolderItEndsAtOnce() throws Exception {
        Path slow = Files.createDirectory(temp.resolve("slow"));
        try (RandomAccessFile large =
                new RandomAccessFile(slow.resolve("large.wav").toFile(), "rw")) {
            large.setLength(100L << 30);
        }
        Path err = temp.resolve("err");
        Process upload = start(err, "upload", slow.toString(), server.url().toString());
        Path open = Path.of("/proc/" + upload.pid() + "/fd");
        Assumptions.assumeTrue(Files.isDirectory(open), "no /proc on this machine");
        while (!isOpen(open, "large.wav")) {
            assertThat(upload.isAlive()).isTrue();
            Thread.sleep(20);
        }
        assertThat(interrupted(upload, err))
                .isEqualTo("edgewise upload: stopped before anything was sent");
    }

    private static boolean isOpen(Path descriptors, String name) throws IOException {
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.anyMatch(
                    one -> {
                        try {
                            return Files.readSymbolicLink(one).endsWith(name);
                        } catch (IOException e) {
                            return false;
                        }
                    });
        }
    }

    private static String interrupted(Process upload, Path err) throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(upload.pid())).start().waitFor();
        assertThat(upload.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(upload.exitValue()).isEqualTo(130);
        return Files.readString(err).strip();
    }

    @Test
    void interruptedWhileTheServerSaysNothingItSaysSo() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        HttpServer silent =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        silent.createContext(
                "/",
                exchange -> {
                    asked.countDown();
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.close();
                });
        silent.start();
        try {
            Path err = temp.resolve("err");
            Process upload =
                    start(
                            err,
                            "upload",
                            local.toString(),
                            "http://127.0.0.1:" + silent.getAddress().getPort());
            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(interrupted(upload, err))
                    .isEqualTo("edgewise upload: stopped before anything was sent");
        } finally {
            over.countDown();
            silent.stop(0);
        }
    }

    @Test
    void aFileThatVanishesOrChangesMeanwhileIsNamedAndTheOthersGetThere() throws Exception {
        Path many = many();
        Path there = uploads.resolve("changed");
        Process link = link(server.url().getAuthority());
        try {
            Path err = temp.resolve("err");
            Process upload =
                    start(err, "upload", many.toString(), "http://" + through(link) + "/changed");
            awaitFiles(there, 3);
            Files.delete(many.resolve("38.wav"));
            Files.writeString(many.resolve("39.wav"), "changed");
            assertThat(upload.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(upload.exitValue()).isEqualTo(1);
            assertThat(Files.readString(err).strip())
                    .isEqualTo(
                            "edgewise upload: 38.wav: vanished while the folder was uploaded (and 1"
                                    + " more that are not there)");
        } finally {
            link.destroy();
        }
        assertThat(files(there)).hasSize(MANY - 2);
    }

    @Test
    void aTokenLetsInWhereOneIsNeeded() throws Exception {
        Path tokens =
                Files.writeString(temp.resolve("tokens"), "a-token-that-is-long-enough-to-be-one");
        Path data = Files.createDirectory(temp.resolve("guarded"));
        try (ServerProcess guarded =
                new ServerProcess(
                        temp,
                        Map.of(),
                        "--model=tutorial-cnn",
                        "--data=" + data,
                        "--token-file=" + tokens)) {
            Command.Result without = run(local.toString(), guarded.url().toString());
            assertThat(without.exitCode()).isEqualTo(1);
            assertThat(without.err()).contains("the server answers 401").hasLineCount(1);
            Command.Result with =
                    run(local.toString(), guarded.url().toString(), "--token-file=" + tokens);
            assertThat(with.err()).isEmpty();
            assertThat(files(data)).isEqualTo(files(local));
        }
    }

    /// A limit on the size of the server's files stands in for a disk that becomes full.
    @ParameterizedTest
    @ValueSource(strings = {"http", "scp", "sftp"})
    void aDiskThatIsFullThereIsToldWithTheFile(String protocol) throws Exception {
        Path prlimit = Path.of("/usr/bin/prlimit");
        Assumptions.assumeTrue(Files.isExecutable(prlimit), prlimit + " is needed (util-linux)");
        Files.write(local.resolve("yes/large.wav"), new byte[60_000]);
        Path data = Files.createDirectory(temp.resolve("full"));
        try (ServerProcess full =
                new ServerProcess(
                        temp,
                        Map.of(),
                        "--model=tutorial-cnn",
                        "--data=" + data,
                        "--scp-port=0",
                        "--scp-password-file=" + work.resolve("password"))) {
            assertThat(
                            new ProcessBuilder(
                                            prlimit.toString(),
                                            "--fsize=30000",
                                            "--pid=" + full.pid())
                                    .start()
                                    .waitFor())
                    .isZero();
            Command.Result run =
                    protocol.equals("http")
                            ? run(local.toString(), full.url().toString())
                            : overSsh(
                                    local.toString(),
                                    protocol + "://edgewise@" + full.said("scp on "),
                                    "--password-file=" + work.resolve("password"));
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err().strip())
                    .startsWith("edgewise upload: ")
                    .contains("yes/large.wav", "File too large")
                    .hasLineCount(1);
        }
        Map<String, String> kept = files(data);
        assertThat(kept).doesNotContainKey("yes/large.wav");
        Map<String, String> sent = files(local);
        assertThat(sent).containsAllEntriesOf(kept);
        assertThat(kept).hasSizeGreaterThanOrEqualTo(protocol.equals("http") ? 1 : 5);
    }

    @Test
    void whoIsNotLetInIsTold() throws Exception {
        Path wrong = Files.writeString(temp.resolve("wrong"), "guess");
        String address = "edgewise@" + server.said("scp on ");
        Command.Result run =
                overSsh(local.toString(), "scp://" + address, "--password-file=" + wrong);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip())
                .startsWith("edgewise upload: ssh " + address + ": not let in")
                .hasLineCount(1);
    }

    @Test
    void aFolderThatIsNoneIsNamed() throws IOException {
        Path none = temp.resolve("none");
        assertThat(run(none.toString(), server.url().toString()).err())
                .isEqualToIgnoringNewLines("edgewise upload: " + none + ": no such folder");
        Path empty = Files.createDirectory(temp.resolve("empty"));
        assertThat(run(empty.toString(), server.url().toString()).err())
                .isEqualToIgnoringNewLines("edgewise upload: " + empty + ": holds no file");
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Command.Result run = run(local.toString(), "http://127.0.0.1:" + free);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "edgewise upload: http://127.0.0.1:"
                                + free
                                + ": nobody answers there; is the server running?");
    }

    @Test
    void anAddressThatIsNoneIsWrongUsage() throws IOException {
        Command.Result run = run(local.toString(), "ftp://host/");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("edgewise upload: 'ftp://host/' is no place to upload to, expected");
    }
}
