package dev.edgewise.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// A PEM file (RFC 7468): certificates, or a private key, between lines that say which.
///
/// @param file for messages
public record PemFile(Path file, String text) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    /// A block of the file, its content as it stands there, in Base64.
    private record Block(String label, String content) {}

    /// The file with these `bytes`.
    public static PemFile of(Path file, byte[] bytes) {
        return new PemFile(file, new String(bytes, StandardCharsets.US_ASCII));
    }

    /// The file at `path`.
    ///
    /// @throws IOException naming it if it can't be read
    public static PemFile read(Path path) throws IOException {
        try {
            return of(path, Files.readAllBytes(path));
        } catch (IOException e) {
            throw new IOException(path + ": can't be read", e);
        }
    }

    /// All certificates in the file.
    List<X509Certificate> certificates() throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks()) {
            if (block.label.equals("CERTIFICATE")) {
                certificates.add(certificate(der(block)));
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + ": has no certificate, expected PEM: BEGIN CERTIFICATE");
        }
        return certificates;
    }

    private X509Certificate certificate(byte[] der) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IOException(file + ": has a broken certificate", e);
        }
    }

    /// The first private key in the file.
    PrivateKey privateKey() throws IOException {
        for (Block block : blocks()) {
            switch (block.label) {
                case "PRIVATE KEY" -> {
                    return privateKey(der(block));
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY" ->
                        throw new IOException(
                                file
                                        + ": the key is in the form "
                                        + block.label
                                        + ", expected PRIVATE KEY: openssl pkcs8 -topk8 -nocrypt"
                                        + " makes it one");
                default -> {
                    // Certificates and parameters may lie beside it.
                }
            }
        }
        throw new IOException(file + ": has no private key, expected PEM: BEGIN PRIVATE KEY");
    }

    private PrivateKey privateKey(byte[] pkcs8) throws IOException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                // Then it is a key for another algorithm.
            }
        }
        throw new IOException(file + ": has a broken private key, or none of RSA, EC or EdDSA");
    }

    private List<Block> blocks() {
        return BLOCK.matcher(text)
                .results()
                .map(found -> new Block(found.group(1), found.group(2)))
                .toList();
    }

    private byte[] der(Block block) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(block.content);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": is broken PEM", e);
        }
    }
}
