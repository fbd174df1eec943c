package dev.edgewise.evaluate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Sorts speakers into parts, so that all clips of a speaker are in the same one. The name alone
/// decides: a speaker stays in his part whoever else is there.
final class Speakers {

    private Speakers() {}

    /// The part of `speaker`, from 0 to `parts` - 1.
    ///
    /// @param purpose parts for different purposes are independent of each other
    static int part(String speaker, String purpose, int parts) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((purpose + "/" + speaker).getBytes(StandardCharsets.UTF_8));
            return Math.floorMod(ByteBuffer.wrap(hash).getLong(), parts);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
