package dev.edgewise.serve.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The tokens of which a request must bring one (RFC 6750). Only their digests are kept.
public final class Tokens {

    /// What RFC 6750 lets a token be made of.
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final List<byte[]> digests;

    private Tokens(List<byte[]> digests) {
        this.digests = digests;
    }

    /// The tokens in a file's `bytes`, one a line; empty lines and those that begin with `#` don't
    /// count.
    ///
    /// @throws IOException naming the file, and the line if one is no token, but never the token
    public static Tokens read(Path file, byte[] bytes) throws IOException {
        List<byte[]> digests = new ArrayList<>();
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (!FORM.matcher(line).matches()) {
                throw new IOException(
                        file
                                + ": line "
                                + (i + 1)
                                + " is no token, expected letters, digits and -._~+/ only");
            }
            digests.add(digest(line));
        }
        if (digests.isEmpty()) {
            throw new IOException(file + ": has no token, expected one a line");
        }
        return new Tokens(digests);
    }

    /// Whether `token` is one of them. The time that it takes tells nothing of them but their
    /// number.
    public boolean has(String token) {
        byte[] asked = digest(token);
        boolean found = false;
        for (byte[] digest : digests) {
            found |= MessageDigest.isEqual(digest, asked);
        }
        return found;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
