package dev.edgewise.files.ssh;

import dev.edgewise.files.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/// An SSH connection to a server, and what can be done over it: files by SCP, by SFTP and in an
/// archive, hashes of what is there, and messages that nobody keeps. One thread uses it; another
/// may close it, which ends whatever it waits for.
public final class SshConnection implements AutoCloseable {

    /// For an answer that needs no work.
    static final Duration PATIENCE = Duration.ofSeconds(15);

    /// For an answer that needs some.
    static final Duration LONG_PATIENCE = Duration.ofMinutes(10);

    /// A server that says nothing is asked whether it is there, and given up after three times.
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final int MOST_HEARTBEATS = 3;

    /// What other ends discard, in pieces that all of them take.
    private static final int PIECE = 32 << 10;

    /// Whatever the answer to it, it is one.
    private static final String ALIVE = "keepalive@openssh.com";

    /// How `xargs` says that a file or another wasn't there.
    private static final int SOME_FAILED = 123;

    private final ScpTarget target;
    private final SshClient ssh;
    private @Nullable ClientSession session;

    private SshConnection(ScpTarget target, SshClient ssh) {
        this.target = target;
        this.ssh = ssh;
    }

    /// A connection to `target`, which isn't opened yet.
    ///
    /// @throws IOException naming the key's file if it can't be read
    public static SshConnection to(ScpTarget target) throws IOException {
        SshClient ssh = SshClient.setUpDefaultClient();
        ssh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        switch (target.trust()) {
            case ANY -> ssh.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            case KNOWN_OR_NEW ->
                    ssh.setServerKeyVerifier(
                            new KnownHostsServerKeyVerifier(
                                    AcceptAllServerKeyVerifier.INSTANCE,
                                    Path.of(
                                            System.getProperty("user.home"),
                                            ".ssh",
                                            "known_hosts")));
        }
        UserAuthFactory way = UserAuthPublicKeyFactory.INSTANCE;
        if (target.password().isPresent()) {
            way = UserAuthPasswordFactory.INSTANCE;
            ssh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            ssh.addPasswordIdentity(target.password().get());
        } else if (target.key().isPresent()) {
            Path key = target.key().get();
            if (!Files.isReadable(key)) {
                throw new IOException(key + ": can't be read");
            }
            ssh.setKeyIdentityProvider(new FileKeyPairProvider(key));
        }
        ssh.setUserAuthFactories(List.of(way));
        CoreModuleProperties.TCP_NODELAY.set(ssh, true);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(ssh, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(ssh, MOST_HEARTBEATS);
        CoreModuleProperties.IDLE_TIMEOUT.set(ssh, LONG_PATIENCE);
        ssh.start();
        return new SshConnection(target, ssh);
    }

    /// Connects, and is let in.
    ///
    /// @throws IOException naming the target if nobody is there, or doesn't let in
    public void open() throws IOException {
        ClientSession opened;
        try {
            opened =
                    ssh.connect(target.user(), target.host(), target.port())
                            .verify(PATIENCE)
                            .getSession();
        } catch (IOException e) {
            throw unopened("can't connect", e);
        }
        try {
            opened.auth().verify(PATIENCE);
            session = opened;
        } catch (IOException e) {
            opened.close(true);
            throw unopened("not let in", e);
        }
    }

    /// Begins to send files by SCP into `folder`.
    ///
    /// @param folder in the home folder there, or absolute; "" for the home folder
    public ScpSession scp(String folder) throws IOException {
        try {
            return ScpSession.open(session(), folder);
        } catch (IOException e) {
            throw failed("upload failed", e);
        }
    }

    /// Begins to send files by SFTP into `folder`.
    public SftpSession sftp(String folder) throws IOException {
        try {
            return SftpSession.open(session(), folder);
        } catch (IOException e) {
            throw failed("no SFTP there", e);
        }
    }

    /// Begins to send an archive that is unpacked in `folder`.
    public TarSession tar(String folder) throws IOException {
        try {
            return TarSession.open(session(), folder);
        } catch (IOException e) {
            throw failed("upload failed", e);
        }
    }

    /// Asks for the hashes of the files at `paths`, as `sha256sum` there tells them.
    ///
    /// @return those of the files that are there, by path; empty if there is no such command
    public Optional<Map<String, Sha256>> hashes(List<String> paths) throws IOException {
        try (SshCommand command = SshCommand.start(session(), HashCommand.LINE)) {
            Thread.ofVirtual().name("names").start(() -> write(paths, command.in()));
            String said = new String(command.out().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Sha256> hashes = new HashMap<>();
            // Not by lines(): a name may hold a carriage return.
            Arrays.stream(said.split("\n"))
                    .flatMap(line -> HashLine.parse(line).stream())
                    .forEach(line -> hashes.put(line.path(), line.hash()));
            OptionalInt status = command.end(LONG_PATIENCE);
            boolean told =
                    status.isPresent()
                            && (status.getAsInt() == 0 || status.getAsInt() == SOME_FAILED);
            return told || !hashes.isEmpty() ? Optional.of(hashes) : Optional.empty();
        } catch (IOException e) {
            throw failed("can't ask for hashes", e);
        }
    }

    /// Beside the reading of answers: who only wrote, would wait for who only writes.
    private static void write(List<String> paths, OutputStream to) {
        try (OutputStream out = new BufferedOutputStream(to)) {
            for (String path : paths) {
                out.write(path.getBytes(StandardCharsets.UTF_8));
                out.write(0);
            }
        } catch (IOException e) {
            // Who reads the answers finds that they end too early.
            return;
        }
    }

    /// Sends `bytes` bytes that the other end discards (`SSH_MSG_IGNORE`, RFC 4253), and waits
    /// until
    /// it has.
    public void echo(int bytes) throws IOException {
        try {
            byte[] noise = new byte[PIECE];
            SplittableRandom random = new SplittableRandom(bytes);
            for (int left = bytes; left > 0; left -= PIECE) {
                random.nextBytes(noise);
                session().sendIgnoreMessage(Arrays.copyOf(noise, Math.min(left, PIECE)));
            }
            Buffer question = session().createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
            question.putString(ALIVE);
            question.putBoolean(true);
            session().request(ALIVE, question, LONG_PATIENCE);
        } catch (IOException e) {
            throw failed("the connection was lost", e);
        }
    }

    /// Ends what [#open()] began, which may be called again then.
    void disconnect() {
        ClientSession open = session;
        session = null;
        if (open != null) {
            open.close(true);
        }
    }

    private ClientSession session() throws IOException {
        ClientSession open = session;
        if (open == null) {
            throw new IOException("isn't connected");
        }
        return open;
    }

    /// What ended an upload, in a line that names the target.
    public IOException lost(IOException e) {
        ClientSession open = session;
        return open == null || open.isOpen()
                ? failed("upload failed", e)
                : new IOException("ssh " + target + ": the connection was lost", e);
    }

    private IOException unopened(String what, IOException e) {
        String refused =
                target.password().isPresent()
                        ? "it refuses the password"
                        : "it takes none of the keys";
        return new IOException(
                "ssh " + target + ": " + what + ": " + SshTrouble.words(e, PATIENCE, refused), e);
    }

    /// A line that names the target.
    IOException failed(String what, IOException e) {
        if (e instanceof SshRefusal) {
            return e;
        }
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new IOException("ssh " + target + ": " + what + ": " + reason, e);
    }

    @Override
    public void close() {
        ssh.stop();
    }
}
