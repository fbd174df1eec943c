package dev.edgewise.serve.guard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A PEM file (RFC 7468): certificates, or a private key, between lines that say which.
///
/// @param file for messages
record PemFile(Path file, String text) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    /// DER of what PKCS#8 puts before an RSA key: version 0, and the algorithm rsaEncryption.
    private static final byte[] RSA =
            HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private record Block(String label, byte[] der) {}

    static PemFile of(Path file, byte[] bytes) {
        return new PemFile(file, new String(bytes, StandardCharsets.US_ASCII));
    }

    /// All certificates in the file.
    List<X509Certificate> certificates() throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks()) {
            if (block.label.equals("CERTIFICATE")) {
                certificates.add(certificate(block.der));
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
                    return privateKey(block.der);
                }
                case "RSA PRIVATE KEY" -> {
                    byte[] key = element(0x04, block.der);
                    return privateKey(element(0x30, concatenated(RSA, key)));
                }
                case "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY" ->
                        throw new IOException(
                                file
                                        + ": has an "
                                        + block.label
                                        + ", expected a PRIVATE KEY: openssl pkcs8 -topk8 -nocrypt"
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
                continue; // Then it is a key for another algorithm.
            }
        }
        throw new IOException(file + ": has a broken private key, or none of RSA, EC or EdDSA");
    }

    private List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            try {
                blocks.add(
                        new Block(
                                matcher.group(1),
                                Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": is broken PEM", e);
            }
        }
        return blocks;
    }

    /// An element of DER (X.690) with a definite length.
    private static byte[] element(int tag, byte[] content) {
        byte[] length = ByteBuffer.allocate(5).put((byte) 0x84).putInt(content.length).array();
        return concatenated(new byte[] {(byte) tag}, concatenated(length, content));
    }

    private static byte[] concatenated(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }
}
