package dev.edgewise.recognize;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/// What a clip is for. Speech Commands tells by a hash of the speaker, so that no speaker is on two
/// sides and a clip stays on its side when the data set grows
/// (<https://arxiv.org/abs/1804.03209>, section 7.3, and the README of the data set).
public enum Split {
    TRAINING,
    VALIDATION,
    TEST;

    private static final Pattern CLIP_OF_SPEAKER = Pattern.compile("_nohash_.*$");
    private static final int LARGEST = (1 << 27) - 1;
    private static final double VALIDATION_PERCENT = 10;
    private static final double TEST_PERCENT = 10;

    /// The side of the clip in file `name` ("026290a7_nohash_0.wav").
    public static Split of(String name) {
        double percent = percent(name);
        if (percent < VALIDATION_PERCENT) {
            return VALIDATION;
        }
        return percent < VALIDATION_PERCENT + TEST_PERCENT ? TEST : TRAINING;
    }

    /// Who speaks in the clip in file `name`: what stands before `_nohash_`, or the whole name.
    public static String speaker(String name) {
        return CLIP_OF_SPEAKER.matcher(name).replaceAll("");
    }

    /// Where in [0, 100] the hash of the clip's speaker lies: SHA-1 of the name without
    /// `_nohash_...`, mod 2^27, as a share of 2^27 - 1.
    static double percent(String name) {
        String speaker = speaker(name);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1")
                            .digest(speaker.getBytes(StandardCharsets.UTF_8));
            return (new BigInteger(1, hash).intValue() & LARGEST) * (100.0 / LARGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
