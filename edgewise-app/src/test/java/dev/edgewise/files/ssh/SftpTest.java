package dev.edgewise.files.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.edgewise.files.Sha256;
import dev.edgewise.files.UploadFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SFTP into the upload folder, by MINA's client and by ours, and what else is asked for over SSH.
@Timeout(120)
class SftpTest {

    private static final String USER = "edgewise";
    private static final String PASSWORD = "open sesame";
    private static final int LARGEST = 100_000;

    @TempDir Path temp;
    private Path root;
    private UploadFolder folder;
    private ScpServer server;
    private SshClient client;
    private ClientSession session;
    private SftpClient sftp;

    @BeforeEach
    void connect() throws IOException {
        root = Files.createDirectory(temp.resolve("uploads"));
        Files.writeString(temp.resolve("outside.wav"), "secret");
        folder = UploadFolder.open(root, LARGEST);
        server =
                ScpServer.start(
                        new ScpServer.Settings(
                                "127.0.0.1",
                                0,
                                USER,
                                Optional.of(PASSWORD),
                                Optional.empty(),
                                Optional.empty()),
                        folder);
        client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
        session =
                client.connect(USER, "127.0.0.1", server.address().getPort())
                        .verify(30, TimeUnit.SECONDS)
                        .getSession();
        session.addPasswordIdentity(PASSWORD);
        session.auth().verify(30, TimeUnit.SECONDS);
        sftp = SftpClientFactory.instance().createSftpClient(session);
    }

    @AfterEach
    void disconnect() {
        client.stop();
        server.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(utf8(text));
    }

    private void put(String path, String text) throws IOException {
        sftp.put(bytes(text), path);
    }

    private List<String> uploaded() throws IOException {
        return folder.list().stream().map(UploadFolder.Entry::path).toList();
    }

    private static void refused(int status, Work work) {
        assertThatExceptionOfType(SftpException.class)
                .isThrownBy(work::run)
                .satisfies(e -> assertThat(e.getStatus()).isEqualTo(status));
    }

    private interface Work {
        void run() throws IOException;
    }

    @Test
    void filesGoInAndOutAndAreListed() throws IOException {
        assertThat(sftp.getVersion()).isEqualTo(3);
        assertThat(sftp.canonicalPath(".")).isEqualTo("/");
        assertThat(sftp.canonicalPath("yes/../no/./a")).isEqualTo("/no/a");
        sftp.mkdir("yes");
        put("yes/ü b.wav", "x".repeat(70_000));
        put("/a.wav", "short");
        assertThat(sftp.readEntries("/"))
                .extracting(SftpClient.DirEntry::getFilename)
                .containsExactly("a.wav", "yes");
        assertThat(sftp.stat("yes").isDirectory()).isTrue();
        assertThat(sftp.stat("yes/ü b.wav").getSize()).isEqualTo(70_000);
        try (InputStream in = sftp.read("yes/ü b.wav")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("x".repeat(70_000));
        }
        sftp.remove("a.wav");
        assertThat(uploaded()).containsExactly("yes/ü b.wav");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.wav",
                "yes/../../outside.wav",
                "link/outside.wav",
                "link.wav",
                "//etc/passwd",
                ".edgewise-upload-1"
            })
    void noPathLeadsOutOfTheFolder(String path) throws IOException {
        Files.createSymbolicLink(root.resolve("link"), temp);
        Files.createSymbolicLink(root.resolve("link.wav"), temp.resolve("outside.wav"));
        refused(SftpConstants.SSH_FX_NO_SUCH_FILE, () -> sftp.read(path).close());
        refused(SftpConstants.SSH_FX_NO_SUCH_FILE, () -> sftp.stat(path));
        refused(SftpConstants.SSH_FX_NO_SUCH_FILE, () -> put(path, "new"));
        refused(SftpConstants.SSH_FX_NO_SUCH_FILE, () -> sftp.remove(path));
        refused(SftpConstants.SSH_FX_NO_SUCH_FILE, () -> sftp.mkdir(path + "/in"));
        assertThat(temp.resolve("outside.wav")).hasContent("secret");
        assertThat(root.resolve("link")).isSymbolicLink();
    }

    @Test
    void linksRenamingAndOtherWaysToWriteAreNotOffered() throws IOException {
        put("a.wav", "a");
        int unsupported = SftpConstants.SSH_FX_OP_UNSUPPORTED;
        refused(unsupported, () -> sftp.symLink("b.wav", "/etc/passwd"));
        refused(unsupported, () -> sftp.readLink("a.wav"));
        refused(unsupported, () -> sftp.rename("a.wav", "b.wav"));
        refused(unsupported, () -> sftp.rmdir("yes"));
        refused(unsupported, () -> sftp.open("a.wav", SftpClient.OpenMode.Write).close());
        refused(
                unsupported,
                () ->
                        sftp.open("a.wav", SftpClient.OpenMode.Write, SftpClient.OpenMode.Append)
                                .close());
        assertThat(root.resolve("a.wav")).hasContent("a");
        assertThat(uploaded()).containsExactly("a.wav");
    }

    @Test
    void aFileIsThereWholeOrNotAtAll() throws IOException {
        put("a.wav", "old");
        SftpClient.CloseableHandle handle = open("a.wav");
        sftp.write(handle, 0, utf8("new"));
        assertThat(root.resolve("a.wav")).hasContent("old");
        sftp.write(handle, 3, utf8("er"));
        handle.close();
        assertThat(root.resolve("a.wav")).hasContent("newer");

        SftpClient.CloseableHandle gap = open("a.wav");
        sftp.write(gap, 0, utf8("new"));
        refused(SftpConstants.SSH_FX_FAILURE, () -> sftp.write(gap, 10, utf8("gap")));
        refused(SftpConstants.SSH_FX_FAILURE, () -> sftp.write(gap, 3, utf8("late")));
        refused(SftpConstants.SSH_FX_FAILURE, gap::close);
        assertThat(root.resolve("a.wav")).hasContent("newer");

        SftpClient.CloseableHandle cut = open("b.wav");
        sftp.write(cut, 0, utf8("half"));
        session.close(true);
        server.close();
        assertThat(uploaded()).containsExactly("a.wav");
        try (var left = Files.list(root)) {
            assertThat(left).containsExactly(root.resolve("a.wav"));
        }
    }

    private SftpClient.CloseableHandle open(String path) throws IOException {
        return sftp.open(
                path,
                Set.of(
                        SftpClient.OpenMode.Write,
                        SftpClient.OpenMode.Create,
                        SftpClient.OpenMode.Truncate));
    }

    @Test
    void aFileThatIsTooLargeLeavesNothing() throws IOException {
        refused(
                SftpConstants.SSH_FX_FAILURE,
                () -> sftp.put(new ByteArrayInputStream(new byte[LARGEST + 1]), "large.wav"));
        assertThat(uploaded()).doesNotContain("large.wav");
    }

    private SshConnection ours() throws IOException {
        SshConnection ssh =
                SshConnection.to(
                        new ScpTarget(
                                USER,
                                "127.0.0.1",
                                server.address().getPort(),
                                Optional.of(PASSWORD),
                                Optional.empty(),
                                ScpTarget.Trust.ANY));
        ssh.open();
        return ssh;
    }

    @Test
    void hashesAreToldOfWhatIsThere() throws IOException {
        put("yes/ü b.wav", "hello");
        try (SshConnection ssh = ours()) {
            assertThat(ssh.hashes(List.of("yes/ü b.wav", "none.wav", "../outside.wav", "yes")))
                    .contains(Map.of("yes/ü b.wav", Sha256.of(utf8("hello"))));
        }
    }

    @Test
    void anArchiveIsUnpackedAndWhatItMayNotHoldIsNamed() throws IOException {
        try (SshConnection ssh = ours()) {
            try (TarSession tar = ssh.tar("in")) {
                tar.send("yes/a.wav", 5, bytes("hello"));
                tar.finish();
            }
            assertThat(root.resolve("in/yes/a.wav")).hasContent("hello");
            try (TarSession tar = ssh.tar("in")) {
                tar.send("b.wav", 3, bytes("and"));
                tar.send("../../c.wav", 5, bytes("world"));
                tar.send("d.wav", 3, bytes("yes"));
                assertThatIOException()
                        .isThrownBy(tar::finish)
                        .withMessageContaining("status 2: tar: in/../../c.wav: no place for a");
                assertThat(tar.complaints())
                        .isEqualTo(
                                Map.of("../../c.wav", "no place for a file in the upload folder"));
            }
        }
        assertThat(uploaded()).containsExactly("in/b.wav", "in/d.wav", "in/yes/a.wav");
    }

    @Test
    void bytesThatNobodyKeepsGetAnAnswer() throws IOException {
        try (SshConnection ssh = ours()) {
            ssh.echo(0);
            ssh.echo(200_000);
        }
        assertThat(root).isEmptyDirectory();
    }
}
