package dev.edgewise.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Makes contexts for TLS, for either end.
public final class TlsContext {

    private static final char[] NO_PASSWORD = {};

    private TlsContext() {}

    /// A context for whoever is `own` and trusts what the certificates in `trusted` have signed.
    ///
    /// @param own nothing for a client that nobody asks who it is
    /// @param trusted whom the Java runtime trusts if empty
    /// @throws IOException naming the file that can't be used
    public static SSLContext of(Optional<TlsIdentity> own, Optional<PemFile> trusted)
            throws IOException {
        List<X509Certificate> roots =
                trusted.isPresent() ? trusted.get().certificates() : List.of();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    own.isPresent() ? keys(own.get()) : null,
                    roots.isEmpty() ? null : trust(roots),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS: can't be set up: " + e.getMessage(), e);
        }
    }

    private static KeyManager[] keys(TlsIdentity own) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(
                "own", own.key(), NO_PASSWORD, own.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        return keys.getKeyManagers();
    }

    private static TrustManager[] trust(List<X509Certificate> roots)
            throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        for (int i = 0; i < roots.size(); i++) {
            store.setCertificateEntry("ca" + i, roots.get(i));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
