package dev.edgewise.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;

/// Sends files by SCP, as `scp -O -r` does. Any server that has `scp` will do. One thread uses it.
public final class ScpUpload implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ScpTarget target;
    private final SshClient ssh;

    private ScpUpload(ScpTarget target, SshClient ssh) {
        this.target = target;
        this.ssh = ssh;
    }

    /// Uploads to `target`, which is connected to when there is something to send.
    ///
    /// @throws IOException naming the key's file if it can't be read
    public static ScpUpload to(ScpTarget target) throws IOException {
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
        ssh.start();
        return new ScpUpload(target, ssh);
    }

    /// Sends the files at `paths` inside `folder`, with their folders, in one SSH session.
    ///
    /// @param paths with `/` between the names; neighbours in the same folder save round trips
    /// @return how long it took, in nanoseconds: from connecting to the session's end
    /// @throws IOException naming the target and the first file that didn't arrive
    public long send(Path folder, List<String> paths) throws IOException {
        long begin = System.nanoTime();
        try (ClientSession session = session()) {
            send(session, folder, paths);
        }
        return System.nanoTime() - begin;
    }

    @Override
    public void close() {
        ssh.stop();
    }

    private ClientSession session() throws IOException {
        ClientSession session;
        try {
            session =
                    ssh.connect(target.user(), target.host(), target.port())
                            .verify(PATIENCE)
                            .getSession();
        } catch (IOException e) {
            throw failed("can't connect", e);
        }
        try {
            session.auth().verify(PATIENCE);
            return session;
        } catch (IOException e) {
            session.close(true);
            throw failed("not let in", e);
        }
    }

    private void send(ClientSession session, Path folder, List<String> paths) throws IOException {
        try (ChannelExec channel = session.createExecChannel("scp -r -t .")) {
            channel.setRedirectErrorStream(false);
            channel.open().verify(PATIENCE);
            ScpWire wire = new ScpWire(channel.getInvertedOut(), channel.getInvertedIn());
            wire.expectOk();
            ScpSource source = new ScpSource(wire);
            for (String path : paths) {
                send(source, folder, path);
            }
            source.finish();
            channel.getInvertedIn().close();
            Set<ClientChannelEvent> events =
                    channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
            Integer status = channel.getExitStatus();
            if (events.contains(ClientChannelEvent.TIMEOUT) || status == null || status != 0) {
                throw new IOException("scp there ended with status " + status);
            }
        } catch (IOException e) {
            throw failed("upload failed", e);
        }
    }

    private static void send(ScpSource source, Path folder, String path) throws IOException {
        List<String> names = List.of(path.split("/"));
        Path file = folder.resolve(path);
        try (InputStream in = Files.newInputStream(file)) {
            source.send(names.subList(0, names.size() - 1), names.getLast(), Files.size(file), in);
        } catch (ScpRefusal e) {
            throw new IOException(path + ": refused: " + e.getMessage(), e);
        }
    }

    private IOException failed(String what, IOException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new IOException("scp " + target + ": " + what + ": " + reason, e);
    }
}
