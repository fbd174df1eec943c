package dev.edgewise.files.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.edgewise.files.StoredFile;
import dev.edgewise.files.UploadFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.scp.client.ScpClient;
import org.apache.sshd.scp.client.ScpClientCreator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Both ends of SCP, each against the other and against those that others have written.
@Timeout(60)
class ScpTest {

    private static final String USER = "edgewise";
    private static final String PASSWORD = "open sesame";
    private static final long LARGEST = 100_000;

    @TempDir Path temp;
    private Path root;
    private Path local;
    private UploadFolder folder;
    private ScpServer server;

    @BeforeEach
    void startServer() throws IOException {
        root = Files.createDirectory(temp.resolve("uploads"));
        local = temp.resolve("local");
        Files.createDirectories(local.resolve("yes"));
        Files.write(local.resolve("yes/a.wav"), new byte[32_044]);
        Files.writeString(local.resolve("yes/ü b.wav"), "umlaut and blank");
        Files.writeString(local.resolve("empty.wav"), "");
        Files.writeString(temp.resolve("outside.wav"), "secret");
        folder = UploadFolder.open(root, LARGEST);
        server = ScpServer.start(settings(Optional.of(PASSWORD), Optional.empty()), folder);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private static ScpServer.Settings settings(Optional<String> password, Optional<Path> keys) {
        return new ScpServer.Settings("127.0.0.1", 0, USER, password, keys, Optional.empty());
    }

    private ScpTarget target(String password) {
        return new ScpTarget(
                USER,
                "127.0.0.1",
                server.address().getPort(),
                Optional.of(password),
                Optional.empty(),
                ScpTarget.Trust.ANY);
    }

    private List<String> uploaded() throws IOException {
        return folder.list().stream().map(UploadFolder.Entry::path).toList();
    }

    @Test
    void aBlockOfFilesGoesInOneSession() throws IOException {
        try (ScpUpload upload = ScpUpload.to(target(PASSWORD))) {
            long nanos = upload.send(local, List.of("yes/a.wav", "yes/ü b.wav", "empty.wav"));
            assertThat(nanos).isPositive();
            assertThat(upload.send(local, List.of("yes/a.wav"))).isPositive();
        }
        assertThat(uploaded()).containsExactly("empty.wav", "yes/a.wav", "yes/ü b.wav");
        try (StoredFile first = folder.open("yes/a.wav");
                StoredFile second = folder.open("yes/ü b.wav")) {
            assertThat(first.bytes()).hasSize(32_044);
            assertThat(new String(second.bytes(), StandardCharsets.UTF_8))
                    .isEqualTo("umlaut and blank");
        }
    }

    @Test
    void aWrongPasswordIsNotLetIn() throws IOException {
        try (ScpUpload upload = ScpUpload.to(target("open"))) {
            assertThatIOException()
                    .isThrownBy(() -> upload.send(local, List.of("yes/a.wav")))
                    .satisfies(
                            e ->
                                    assertThat(e.getMessage())
                                            .isEqualTo(
                                                    "ssh "
                                                            + target("")
                                                            + ": not let in: it refuses the"
                                                            + " password"));
        }
    }

    @Test
    void aServerThatIsDownIsNamed() throws IOException {
        ScpTarget gone = target(PASSWORD);
        server.close();
        try (ScpUpload upload = ScpUpload.to(gone)) {
            assertThatIOException()
                    .isThrownBy(() -> upload.send(local, List.of("yes/a.wav")))
                    .satisfies(
                            e ->
                                    assertThat(e.getMessage())
                                            .isEqualTo(
                                                    "ssh "
                                                            + gone
                                                            + ": can't connect: nobody answers"
                                                            + " there; is its SSH server"
                                                            + " running?"));
        }
    }

    @Test
    void whatIsNoSshServerIsAskedAfter() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUp(other));
            ScpTarget there =
                    ScpTarget.parse("a@127.0.0.1:" + other.getLocalPort()).withPassword("b");
            try (SshConnection connection = SshConnection.to(there)) {
                assertThatIOException()
                        .isThrownBy(connection::open)
                        .withMessage(
                                "ssh "
                                        + there
                                        + ": not let in: it hung up; is that an SSH server?");
            }
        }
    }

    private static void hangUp(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException e) {
            // The test is over.
            return;
        }
    }

    @Test
    void aFileThatIsTooLargeIsNamedAndLeavesNothing() throws IOException {
        Files.write(local.resolve("large.wav"), new byte[100_001]);
        try (ScpUpload upload = ScpUpload.to(target(PASSWORD))) {
            assertThatIOException()
                    .isThrownBy(() -> upload.send(local, List.of("large.wav")))
                    .withMessageContaining("large.wav: refused")
                    .withMessageContaining("larger than 100000 bytes");
        }
        assertThat(root).isEmptyDirectory();
    }

    private ClientSession session(SshClient client) throws IOException {
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
        ClientSession session =
                client.connect(USER, "127.0.0.1", server.address().getPort())
                        .verify(10, TimeUnit.SECONDS)
                        .getSession();
        session.addPasswordIdentity(PASSWORD);
        session.auth().verify(10, TimeUnit.SECONDS);
        return session;
    }

    @Test
    void minasClientPutsAndGetsFiles() throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient();
                ClientSession session = session(client)) {
            ScpClient scp = ScpClientCreator.instance().createScpClient(session);
            scp.upload(local.resolve("yes/a.wav"), "b.wav");
            scp.upload(local.resolve("yes"), ".", ScpClient.Option.Recursive);
            assertThat(uploaded()).containsExactly("b.wav", "yes/a.wav", "yes/ü b.wav");
            assertThat(scp.downloadBytes("b.wav")).hasSize(32_044);
            for (String path : List.of("../outside.wav", "/etc/passwd", "../nothing.wav")) {
                assertThat(download(scp, path)).isEmpty();
            }
        }
    }

    @Test
    void linksLeadNowhereBothWays() throws IOException {
        Files.createSymbolicLink(root.resolve("out"), temp);
        Files.createSymbolicLink(root.resolve("out.wav"), temp.resolve("outside.wav"));
        try (SshClient client = SshClient.setUpDefaultClient();
                ClientSession session = session(client)) {
            ScpClient scp = ScpClientCreator.instance().createScpClient(session);
            for (String path : List.of("out/outside.wav", "out.wav", "out/new.wav")) {
                assertThat(download(scp, path)).isEmpty();
                upload(scp, path);
            }
        }
        assertThat(temp.resolve("outside.wav")).hasContent("secret");
        assertThat(temp.resolve("new.wav")).doesNotExist();
    }

    @Test
    void thereIsNoShellNoOtherCommandAndNoForwarding() throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient();
                ClientSession session = session(client)) {
            for (String line : List.of("ls", "tar -x", "sha256sum -b", "xargs -0 sha256sum")) {
                assertThat(answer(session.createExecChannel(line))).contains("nothing else");
            }
            assertThat(answer(session.createShellChannel())).contains("nothing else");
            SshdSocketAddress any = new SshdSocketAddress("127.0.0.1", 0);
            assertThatIOException().isThrownBy(() -> session.startRemotePortForwarding(any, any));
            SshdSocketAddress itself =
                    new SshdSocketAddress("127.0.0.1", server.address().getPort());
            assertThatIOException()
                    .isThrownBy(
                            () ->
                                    session.createDirectTcpipChannel(any, itself)
                                            .open()
                                            .verify(10, TimeUnit.SECONDS));
        }
    }

    /// What a session that runs no scp says.
    private static String answer(ClientChannel channel) throws IOException {
        try (channel) {
            channel.open().verify(10, TimeUnit.SECONDS);
            String said =
                    new String(channel.getInvertedErr().readAllBytes(), StandardCharsets.UTF_8);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), 10_000);
            assertThat(channel.getExitStatus()).isEqualTo(127);
            return said;
        }
    }

    /// MINA's client takes a refusal for an empty file.
    private static byte[] download(ScpClient scp, String path) {
        try {
            return scp.downloadBytes(path);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /// MINA's client goes on after a refusal.
    private void upload(ScpClient scp, String path) {
        try {
            scp.upload(local.resolve("yes/a.wav"), path);
        } catch (IOException e) {
            // What counts is what lies where afterwards.
        }
    }

    @Test
    void theHostKeyIsKeptWhereAFileIsGiven() throws IOException {
        Path key = temp.resolve("host.key");
        ScpServer.Settings settings =
                new ScpServer.Settings(
                        "127.0.0.1",
                        0,
                        USER,
                        Optional.of(PASSWORD),
                        Optional.empty(),
                        Optional.of(key));
        ScpServer.start(settings, folder).close();
        byte[] first = Files.readAllBytes(key);
        ScpServer.start(settings, folder).close();
        assertThat(Files.readAllBytes(key)).isEqualTo(first);
        Files.writeString(key, "no key");
        assertThatIOException()
                .isThrownBy(() -> ScpServer.start(settings, folder))
                .withMessage(key + ": can't be used as the host key");
        assertThat(key).hasContent("no key");
    }

    @Test
    void aFileWithoutUsableKeysIsNamed() throws IOException {
        Path keys = temp.resolve("keys");
        ScpServer.Settings settings = settings(Optional.empty(), Optional.of(keys));
        assertThatIOException()
                .isThrownBy(() -> ScpServer.start(settings, folder))
                .withMessage(keys + ": can't be read");
        Files.writeString(keys, "# none yet\n");
        assertThatIOException()
                .isThrownBy(() -> ScpServer.start(settings, folder))
                .withMessage(keys + ": holds no key");
        Files.writeString(
                keys,
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUTyz9CwzRE4wmFxgJnCDZ1rH8PGEHvMpLFfR9Eo a\n");
        assertThatIOException()
                .isThrownBy(() -> ScpServer.start(settings, folder))
                .withMessageContaining("ssh-ed25519, which is not supported");
    }

    @Test
    void opensshPutsAndGetsFilesWithAKey() throws IOException, InterruptedException {
        Path key = temp.resolve("key");
        run(List.of("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", key.toString()));
        Path keys = Files.copy(temp.resolve("key.pub"), temp.resolve("authorized_keys"));
        server.close();
        server = ScpServer.start(settings(Optional.empty(), Optional.of(keys)), folder);
        String there = USER + "@127.0.0.1:";

        assertThat(scp(key, local.resolve("yes/a.wav").toString(), there)).isEmpty();
        assertThat(scp(key, "-r", local.toString(), there)).isEmpty();
        assertThat(scp(key, "-p", local.resolve("yes/a.wav").toString(), there + "c.wav"))
                .isEmpty();
        assertThat(uploaded())
                .containsExactly(
                        "a.wav",
                        "c.wav",
                        "local/empty.wav",
                        "local/yes/a.wav",
                        "local/yes/ü b.wav");

        Path back = temp.resolve("back");
        assertThat(scp(key, "-r", there + "local", back.toString())).isEmpty();
        try (Stream<Path> files = Files.walk(back)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(3);
        }
        assertThat(back.resolve("yes/a.wav")).hasSameBinaryContentAs(local.resolve("yes/a.wav"));

        assertThat(scp(key, local.resolve("yes/a.wav").toString(), there + "../a.wav"))
                .contains("../a.wav: no place for a file in the upload folder");
        assertThat(scp(key, there + "../outside.wav", temp.resolve("got").toString()))
                .contains("../outside.wav: no such file in the upload folder");
        assertThat(temp.resolve("got")).doesNotExist();
        try (ScpUpload upload =
                ScpUpload.to(
                        new ScpTarget(
                                USER,
                                "127.0.0.1",
                                server.address().getPort(),
                                Optional.empty(),
                                Optional.of(key),
                                ScpTarget.Trust.ANY))) {
            assertThat(upload.send(local, List.of("yes/a.wav"))).isPositive();
        }
    }

    @Test
    void opensshTransfersBySftpAsWell() throws IOException, InterruptedException {
        Path key = temp.resolve("key");
        run(List.of("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", key.toString()));
        Path keys = Files.copy(temp.resolve("key.pub"), temp.resolve("authorized_keys"));
        server.close();
        server = ScpServer.start(settings(Optional.empty(), Optional.of(keys)), folder);
        String there = USER + "@127.0.0.1:";
        assertThat(openssh("scp", key, "-r", local.toString(), there)).isEmpty();
        assertThat(openssh("scp", key, local.resolve("yes/a.wav").toString(), there + "in.wav"))
                .isEmpty();
        assertThat(uploaded())
                .containsExactly(
                        "in.wav", "local/empty.wav", "local/yes/a.wav", "local/yes/ü b.wav");
        Path back = temp.resolve("back");
        assertThat(openssh("scp", key, "-r", there + "local", back.toString())).isEmpty();
        assertThat(back.resolve("yes/a.wav")).hasSameBinaryContentAs(local.resolve("yes/a.wav"));
        assertThat(openssh("scp", key, there + "../outside.wav", temp.resolve("got").toString()))
                .contains("No such file");
        assertThat(temp.resolve("got")).doesNotExist();

        Path batch =
                Files.writeString(
                        temp.resolve("batch"),
                        """
                        mkdir no
                        put %s no/b.wav
                        ls -l no
                        rm in.wav
                        get no/b.wav %s
                        """
                                .formatted(local.resolve("yes/a.wav"), temp.resolve("b.wav")));
        openssh("sftp", key, "-b", batch.toString(), USER + "@127.0.0.1");
        assertThat(uploaded()).contains("no/b.wav").doesNotContain("in.wav");
        assertThat(temp.resolve("b.wav")).hasSameBinaryContentAs(local.resolve("yes/a.wav"));
    }

    /// What OpenSSH's scp, told to speak SCP, says; empty if it is content.
    private String scp(Path key, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-O"));
        all.addAll(List.of(arguments));
        return openssh("scp", key, all.toArray(String[]::new));
    }

    /// What a command of OpenSSH's says; empty if it is content.
    private String openssh(String command, Path key, String... arguments)
            throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                command,
                                "-q",
                                "-P",
                                Integer.toString(server.address().getPort()),
                                "-i",
                                key.toString(),
                                "-F",
                                "none",
                                "-o",
                                "BatchMode=yes",
                                "-o",
                                "IdentitiesOnly=yes",
                                "-o",
                                "StrictHostKeyChecking=no",
                                "-o",
                                "UserKnownHostsFile=/dev/null",
                                "-o",
                                "LogLevel=ERROR"));
        line.addAll(List.of(arguments));
        return run(line);
    }

    private static String run(List<String> line) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(line).redirectErrorStream(true).start();
        } catch (IOException e) {
            String reason = "skipped: no " + line.getFirst() + " on this machine";
            System.out.println(reason);
            Assumptions.abort(reason);
            return "";
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        // sftp tells each command that it runs.
        boolean sftp = line.getFirst().equals("sftp");
        assertThat(code != 0).as(said).isEqualTo(!sftp && !said.isEmpty());
        return said;
    }
}
