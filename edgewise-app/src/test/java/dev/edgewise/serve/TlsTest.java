package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.edgewise.TestKeys;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.serve.guard.GuardSettings;
import dev.edgewise.serve.guard.Patience;
import dev.edgewise.serve.guard.TlsFiles;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The server over TLS, with keys that the JDK's keytool makes.
@Timeout(180)
class TlsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path temp;
    private final List<Throwable> notices = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // Each test starts its own.
    private RecognitionServer server;

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    private TlsFiles write(TestKeys keys, Optional<Path> clientCa) throws Exception {
        return new TlsFiles(
                Files.writeString(temp.resolve("cert.pem"), keys.certificate()),
                Files.writeString(temp.resolve("key.pem"), keys.key()),
                clientCa);
    }

    private void start(TlsFiles files) throws IOException {
        GuardSettings guard =
                new GuardSettings(
                        Optional.empty(),
                        Optional.of(files),
                        Patience.USUAL,
                        4096,
                        1 << 24,
                        Duration.ofSeconds(5));
        ServerSettings plain = TestServers.settings(1 << 16, 2, 8, 1);
        server =
                TestServers.start(
                        new ServerSettings(
                                plain.host(), 0, plain.maxBody(), 8, plain.load(), guard),
                        TestCatalog.of(List.of(new FakeModel())),
                        Optional.empty(),
                        "1.2",
                        notices::add);
    }

    private SSLSocket connect(Optional<TestKeys> own, TestKeys... trusted) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        for (int i = 0; i < trusted.length; i++) {
            trust.setCertificateEntry("t" + i, trusted[i].store().getCertificate("a"));
        }
        TrustManagerFactory trusting =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusting.init(trust);
        KeyManagerFactory showing =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        showing.init(own.map(TestKeys::store).orElse(null), TestKeys.PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(showing.getKeyManagers(), trusting.getTrustManagers(), null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write(
                        "GET /v2/health/live HTTP/1.1\r\nHost: a\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        byte[] status = socket.getInputStream().readNBytes(12);
        for (int c = socket.getInputStream().read(); c != '}'; c = socket.getInputStream().read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
        }
        return new String(status, StandardCharsets.US_ASCII);
    }

    private static String shown(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private void awaitNotice(String part) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (notices.stream().noneMatch(e -> String.valueOf(e.getMessage()).contains(part))) {
            assertThat(System.nanoTime())
                    .as("no notice of " + part + ": " + notices)
                    .isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void theKeysFollowTheirFilesAndOpenConnectionsGoOn() throws Exception {
        TestKeys first = TestKeys.make(temp, "first", "RSA");
        TestKeys second = TestKeys.make(temp, "second", "EC");
        TlsFiles files = write(first, Optional.empty());
        start(files);
        assertThat(server.url()).startsWith("https://127.0.0.1:");
        try (SSLSocket kept = connect(Optional.empty(), first)) {
            assertThat(ask(kept)).isEqualTo("HTTP/1.1 200");
            assertThat(shown(kept)).isEqualTo("CN=first");

            Files.writeString(files.certificates(), second.certificate());
            awaitNotice(
                    files.key()
                            + ": is not the key of the certificate "
                            + files.certificates()
                            + "; what was read before stays in use");
            try (SSLSocket still = connect(Optional.empty(), first)) {
                assertThat(ask(still)).isEqualTo("HTTP/1.1 200");
            }
            Files.writeString(files.key(), second.key());
            awaitNotice(files.certificates() + ": has changed, and is used as it is now");
            try (SSLSocket fresh = connect(Optional.empty(), second)) {
                assertThat(ask(fresh)).isEqualTo("HTTP/1.1 200");
                assertThat(shown(fresh)).isEqualTo("CN=second");
            }
            assertThat(ask(kept)).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void onlyClientsWithASignedCertificateAreLetIn() throws Exception {
        TestKeys own = TestKeys.make(temp, "own", "EC");
        TestKeys client = TestKeys.make(temp, "client", "EC");
        TestKeys stranger = TestKeys.make(temp, "stranger", "EC");
        Path ca = Files.writeString(temp.resolve("ca.pem"), client.certificate());
        start(write(own, Optional.of(ca)));
        try (SSLSocket known = connect(Optional.of(client), own)) {
            assertThat(ask(known)).isEqualTo("HTTP/1.1 200");
        }
        for (Optional<TestKeys> other :
                List.of(Optional.<TestKeys>empty(), Optional.of(stranger))) {
            try (SSLSocket unknown = connect(other, own)) {
                assertThatIOException().isThrownBy(() -> ask(unknown).concat(failIfEmpty(unknown)));
            }
        }
    }

    private static String failIfEmpty(SSLSocket socket) throws IOException {
        throw new AssertionError("was let in: " + shown(socket));
    }

    @Test
    void filesThatAreNoGoodAreNamedAtTheStart() throws Exception {
        TestKeys one = TestKeys.make(temp, "one", "EC");
        TestKeys other = TestKeys.make(temp, "other", "EC");
        TlsFiles files = write(one, Optional.empty());
        Path cert = files.certificates();
        Path key = files.key();
        Files.writeString(key, other.key());
        refused(files, key + ": is not the key of the certificate " + cert);
        Files.writeString(key, "nothing");
        refused(files, key + ": has no private key, expected PEM: BEGIN PRIVATE KEY");
        Files.writeString(key, TestKeys.pem("EC PRIVATE KEY", new byte[] {1}));
        refused(
                files,
                key
                        + ": the key is in the form EC PRIVATE KEY, expected PRIVATE KEY: openssl"
                        + " pkcs8 -topk8 -nocrypt makes it one");
        Files.writeString(key, TestKeys.pem("PRIVATE KEY", new byte[] {1}));
        refused(files, key + ": has a broken private key, or none of RSA, EC or EdDSA");
        Files.writeString(key, one.key());
        Files.writeString(cert, TestKeys.pem("CERTIFICATE", new byte[] {1}));
        refused(files, cert + ": has a broken certificate");
        Files.writeString(cert, "");
        refused(files, cert + ": has no certificate, expected PEM: BEGIN CERTIFICATE");
        Files.delete(cert);
        refused(files, cert + ": no such file");
    }

    private void refused(TlsFiles files, String message) {
        assertThatIOException().isThrownBy(() -> start(files)).withMessage(message);
    }
}
