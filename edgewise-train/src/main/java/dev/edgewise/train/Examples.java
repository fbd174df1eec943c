package dev.edgewise.train;

import java.util.Arrays;

/// Clips as a network sees them: for each its features and the number of its word. One clip's
/// features follow the other's.
final class Examples {

    private final int width;
    private float[] features = new float[0];
    private int[] words = new int[0];
    private int size;

    /// No clips yet; each will have `width` features.
    Examples(int width) {
        this.width = width;
    }

    /// Adds as many clips as there are words; `batch` holds their features.
    void add(float[] batch, int... wordsOfBatch) {
        if (batch.length != wordsOfBatch.length * width) {
            throw new IllegalArgumentException(
                    "features: expected "
                            + wordsOfBatch.length
                            + " x "
                            + width
                            + " values, got "
                            + batch.length);
        }
        int needed = size + wordsOfBatch.length;
        if (needed > words.length) {
            int room = Math.max(needed, 2 * words.length);
            features = Arrays.copyOf(features, Math.multiplyExact(room, width));
            words = Arrays.copyOf(words, room);
        }
        System.arraycopy(batch, 0, features, size * width, batch.length);
        System.arraycopy(wordsOfBatch, 0, words, size, wordsOfBatch.length);
        size = needed;
    }

    /// How many clips there are.
    int size() {
        return size;
    }

    /// Whether there is a clip of `word`.
    boolean has(int word) {
        return Arrays.stream(words, 0, size).anyMatch(other -> other == word);
    }

    /// How many features each has.
    int width() {
        return width;
    }

    /// The features of the clips whose numbers stand in `order` from `from` to `to`.
    float[] features(int[] order, int from, int to) {
        float[] chosen = new float[(to - from) * width];
        for (int i = from; i < to; i++) {
            System.arraycopy(features, order[i] * width, chosen, (i - from) * width, width);
        }
        return chosen;
    }

    /// The words of the same clips.
    int[] words(int[] order, int from, int to) {
        int[] chosen = new int[to - from];
        for (int i = from; i < to; i++) {
            chosen[i - from] = words[order[i]];
        }
        return chosen;
    }
}
