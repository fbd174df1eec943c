package dev.edgewise.serve.guard;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Makes what TLS needs of PEM files.
public final class TlsKeys {

    private static final char[] NO_PASSWORD = {};

    private TlsKeys() {}

    /// TLS by `files`, which follows them.
    ///
    /// @throws IOException with one line that names the file that can't be used
    public static Reloaded<SSLContext> follow(TlsFiles files, Consumer<Notice> notices)
            throws IOException {
        return new Reloaded<>(files.all(), contents -> context(files, contents), notices);
    }

    private static SSLContext context(TlsFiles files, List<byte[]> contents) throws IOException {
        List<X509Certificate> chain =
                PemFile.of(files.certificates(), contents.get(0)).certificates();
        PrivateKey key = PemFile.of(files.key(), contents.get(1)).privateKey();
        try {
            if (!belongTogether(key, chain.getFirst())) {
                throw new IOException(
                        files.key()
                                + ": is not the key of the certificate "
                                + files.certificates());
            }
            KeyStore own = empty();
            own.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(clients(files.clientCa(), contents));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    files.certificates() + ": can't be used for TLS: " + e.getMessage(), e);
        }
    }

    private static KeyStore clients(Optional<Path> file, List<byte[]> contents)
            throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        if (file.isPresent()) {
            List<X509Certificate> trusted = PemFile.of(file.get(), contents.get(2)).certificates();
            for (int i = 0; i < trusted.size(); i++) {
                store.setCertificateEntry("ca" + i, trusted.get(i));
            }
        }
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        Signature signature =
                Signature.getInstance(
                        switch (key.getAlgorithm()) {
                            case "RSA" -> "SHA256withRSA";
                            case "EC" -> "SHA256withECDSA";
                            default -> "EdDSA";
                        });
        byte[] signed = certificate.getSignature();
        signature.initSign(key);
        signature.update(signed);
        byte[] proof = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(signed);
        return signature.verify(proof);
    }
}
