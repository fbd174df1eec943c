package dev.edgewise.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/// Who one end of a connection is: its certificate, those that lead from it to its root, and its
/// private key.
///
/// @param chain its own certificate first
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {

    public TlsIdentity {
        chain = List.copyOf(chain);
    }

    /// The identity in two files.
    ///
    /// @throws IOException naming the file that can't be used
    public static TlsIdentity of(PemFile certificates, PemFile key) throws IOException {
        TlsIdentity identity = new TlsIdentity(certificates.certificates(), key.privateKey());
        try {
            if (!identity.belongsTogether()) {
                throw new IOException(
                        key.file() + ": is not the key of the certificate " + certificates.file());
            }
            return identity;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    certificates.file() + ": can't be used for TLS: " + e.getMessage(), e);
        }
    }

    private boolean belongsTogether() throws GeneralSecurityException {
        X509Certificate certificate = chain.getFirst();
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
