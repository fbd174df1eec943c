package dev.edgewise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// OpenSSH's server on loopback, which lets the user who runs the tests in with a key of its own,
/// until it is closed.
public final class Sshd implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    private static final int TRIES = 600;

    private final Path folder;
    private final int port;
    private final Process process;

    private Sshd(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /// Starts one; where there is none, the test is skipped and says so.
    ///
    /// @param folder for its files
    /// @param more lines of its configuration
    public static Sshd start(Path folder, String... more) throws Exception {
        if (!Files.isExecutable(PROGRAM)) {
            String reason = "skipped: no " + PROGRAM + " on this machine (Debian: openssh-server)";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        for (String key : List.of("host", "user")) {
            new ProcessBuilder(
                            "ssh-keygen",
                            "-q",
                            "-t",
                            "ecdsa",
                            "-N",
                            "",
                            "-f",
                            folder.resolve(key).toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        }
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path config =
                Files.writeString(
                        folder.resolve("sshd_config"),
                        """
                        Port %d
                        ListenAddress 127.0.0.1
                        HostKey %s
                        AuthorizedKeysFile %s
                        PasswordAuthentication no
                        StrictModes no
                        UsePAM no
                        PidFile none
                        Subsystem sftp internal-sftp
                        %s
                        """
                                .formatted(
                                        port,
                                        folder.resolve("host"),
                                        folder.resolve("user.pub"),
                                        String.join("\n", more)));
        Process process =
                new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("sshd.log").toFile())
                        .start();
        Sshd sshd = new Sshd(folder, port, process);
        sshd.await();
        return sshd;
    }

    private void await() throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new AssertionError(Files.readString(folder.resolve("sshd.log")), e);
                }
                Thread.sleep(100);
            }
        }
        throw new AssertionError("sshd doesn't listen");
    }

    /// `USER@HOST:PORT`.
    public String address() {
        return System.getProperty("user.name") + "@127.0.0.1:" + port;
    }

    /// The private key that it lets in.
    public Path key() {
        return folder.resolve("user");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
