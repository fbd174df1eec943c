package dev.edgewise.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The SHA-256 of a file's bytes (FIPS 180-4), by which two ends know that they have the same.
///
/// @param hex its 64 hexadecimal digits, in lower case
public record Sha256(String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern FIELD =
            Pattern.compile("(?:^|[,\\s])sha-256=:([A-Za-z0-9+/]{43}=):");

    public Sha256 {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "a SHA-256 has 64 hexadecimal digits, got '" + hex + "'");
        }
    }

    /// Of what `bytes` hold.
    public static Sha256 of(byte[] bytes) {
        return ofDigest(digest().digest(bytes));
    }

    /// Of the file at `path`.
    public static Sha256 of(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return of(in);
        }
    }

    /// Of all that `in` gives.
    public static Sha256 of(InputStream in) throws IOException {
        MessageDigest digest = digest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return of(digest);
    }

    /// Of what `digest` was given.
    public static Sha256 of(MessageDigest digest) {
        return ofDigest(digest.digest());
    }

    private static Sha256 ofDigest(byte[] digest) {
        return new Sha256(HexFormat.of().formatHex(digest));
    }

    /// What is given a file's bytes, to be asked for their hash.
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The hash in `text`, if it is one.
    public static Optional<Sha256> parse(String text) {
        return HEX.matcher(text).matches() ? Optional.of(new Sha256(text)) : Optional.empty();
    }

    /// The hash in the value of an HTTP field `Repr-Digest` (RFC 9530); empty if there is none.
    public static Optional<Sha256> ofField(String value) {
        Matcher matcher = FIELD.matcher(value);
        return matcher.find()
                ? Optional.of(ofDigest(Base64.getDecoder().decode(matcher.group(1))))
                : Optional.empty();
    }

    /// As the value of an HTTP field `Repr-Digest` (RFC 9530).
    public String field() {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return "sha-256=:" + Base64.getEncoder().encodeToString(bytes) + ":";
    }

    @Override
    public String toString() {
        return hex;
    }
}
