package dev.edgewise.files.ssh;

import dev.edgewise.files.UploadFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.AbstractKeyPairProvider;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;

/// An SSH server that offers one thing: files into and out of an upload folder, by SCP, SFTP or in
/// an
/// archive. No shell, no other command ([Commands]), no forwarding.
public final class ScpServer implements AutoCloseable {

    /// Who may come in, and how the server shows who it is.
    ///
    /// @param host the address that it listens on
    /// @param port the port; 0 takes any that is free
    /// @param user the only user name that is let in
    /// @param password lets in who knows it
    /// @param authorizedKeys lets in the keys in this file, which has OpenSSH's form and may change
    /// @param hostKey the file of the server's key, made when there is none; without a file the key
    /// is made anew at each start and never leaves the memory
    public record Settings(
            String host,
            int port,
            String user,
            Optional<String> password,
            Optional<Path> authorizedKeys,
            Optional<Path> hostKey) {

        public Settings {
            if (password.isEmpty() && authorizedKeys.isEmpty()) {
                throw new IllegalArgumentException(
                        "scp-port: a password or authorized keys are needed, got neither");
            }
            if (password.isPresent() && password.get().isEmpty()) {
                throw new IllegalArgumentException("scp-password-file: the password is empty");
            }
        }
    }

    private static final int KEY_BITS = 256;
    private static final int MOST_ATTEMPTS = 6;
    private static final int IO_THREADS = 2;
    private static final Duration IDLE = Duration.ofMinutes(5);

    private static final long GRACE_SECONDS = 10;

    private final SshServer ssh;
    private final Transfers transfers;

    private ScpServer(SshServer ssh, Transfers transfers) {
        this.ssh = ssh;
        this.transfers = transfers;
    }

    /// Starts a server for `folder`.
    ///
    /// @throws IOException naming the file or the address that can't be used
    public static ScpServer start(Settings settings, UploadFolder folder) throws IOException {
        Transfers transfers = new Transfers();
        SshServer ssh = SshServer.setUpDefaultServer();
        ssh.setHost(settings.host());
        ssh.setPort(settings.port());
        ssh.setKeyPairProvider(hostKey(settings));
        ssh.setUserAuthFactories(ways(settings, ssh));
        ssh.setKeyboardInteractiveAuthenticator(null);
        ssh.setChannelFactories(List.of(ChannelSessionFactory.INSTANCE));
        ssh.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        Commands commands = new Commands(folder, transfers);
        ssh.setShellFactory(channel -> commands.none());
        ssh.setSubsystemFactories(List.of(commands));
        ssh.setCommandFactory((channel, line) -> commands.of(line));
        CoreModuleProperties.TCP_NODELAY.set(ssh, true);
        CoreModuleProperties.NIO_WORKERS.set(ssh, IO_THREADS);
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(ssh, MOST_ATTEMPTS);
        CoreModuleProperties.IDLE_TIMEOUT.set(ssh, IDLE);
        try {
            ssh.start();
        } catch (IOException e) {
            throw new IOException(
                    "scp: "
                            + settings.host()
                            + ":"
                            + settings.port()
                            + ": can't listen: "
                            + e.getMessage(),
                    e);
        }
        return new ScpServer(ssh, transfers);
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(ssh.getHost(), ssh.getPort());
    }

    /// Begins no more transfers, finishes those that run, for up to ten seconds, and ends all
    /// sessions. A file that is not whole by then leaves nothing behind.
    @Override
    public void close() {
        if (!ssh.isStarted()) {
            return;
        }
        try {
            transfers.close(GRACE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            ssh.stop(true);
        } catch (IOException e) {
            // It is closed as well as it can be.
        }
    }

    private static List<UserAuthFactory> ways(Settings settings, SshServer ssh) throws IOException {
        List<UserAuthFactory> ways = new ArrayList<>();
        if (settings.authorizedKeys().isPresent()) {
            Path file = settings.authorizedKeys().get();
            checkKeys(file);
            AuthorizedKeysAuthenticator keys = new AuthorizedKeysAuthenticator(file);
            ssh.setPublickeyAuthenticator(
                    (user, key, session) ->
                            user.equals(settings.user()) && keys.authenticate(user, key, session));
            ways.add(UserAuthPublicKeyFactory.INSTANCE);
        }
        if (settings.password().isPresent()) {
            byte[] expected = digest(settings.user(), settings.password().get());
            ssh.setPasswordAuthenticator(
                    (user, password, session) ->
                            MessageDigest.isEqual(expected, digest(user, password)));
            ways.add(UserAuthPasswordFactory.INSTANCE);
        }
        return ways;
    }

    private static void checkKeys(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file + ": can't be read");
        }
        try {
            List<AuthorizedKeyEntry> keys = AuthorizedKeyEntry.readAuthorizedKeys(file);
            if (keys.isEmpty()) {
                throw new IOException(file + ": holds no key");
            }
            for (AuthorizedKeyEntry key : keys) {
                if (KeyUtils.getPublicKeyEntryDecoder(key.getKeyType()) == null) {
                    throw new IOException(
                            file
                                    + ": holds a key of type "
                                    + key.getKeyType()
                                    + ", which is not supported: make one of type ecdsa or rsa");
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": not a file of authorized keys", e);
        }
    }

    /// Of equal length whatever was tried, so that a comparison of two takes the same time.
    private static byte[] digest(String user, String password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(user.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return digest.digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static KeyPairProvider hostKey(Settings settings) throws IOException {
        try {
            if (settings.hostKey().isEmpty()) {
                KeyPair pair =
                        KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, KEY_BITS);
                return KeyPairProvider.wrap(pair);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has elliptic curves", e);
        }
        Path file = settings.hostKey().get();
        AbstractKeyPairProvider provider = new FileKeyPairProvider(file);
        if (Files.notExists(file)) {
            SimpleGeneratorHostKeyProvider maker = new SimpleGeneratorHostKeyProvider(file);
            maker.setAlgorithm(KeyUtils.EC_ALGORITHM);
            maker.setKeySize(KEY_BITS);
            provider = maker;
        }
        if (!hasKey(provider) || !Files.isRegularFile(file)) {
            throw new IOException(file + ": can't be used as the host key");
        }
        return provider;
    }

    private static boolean hasKey(KeyPairProvider provider) {
        try {
            return provider.loadKeys(null).iterator().hasNext();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
