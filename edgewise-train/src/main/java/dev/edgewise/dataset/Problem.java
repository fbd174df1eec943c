package dev.edgewise.dataset;

import java.util.Locale;

/// What can be wrong with a recording, the worst first.
enum Problem {
    BROKEN("broken", "broken"),
    SILENT("silent", "silent"),
    CLIPPED("clipped", "clipped"),
    /// The same audio under two words.
    CONFLICT("label conflict", "label conflicts"),
    /// The same audio on two sides, or a clip that the lists put on two.
    LEAK("leak", "leaks"),
    /// The same audio twice under one word.
    DUPLICATE("duplicate", "duplicates"),
    /// A speaker on more than one side.
    SPEAKER("speaker on two sides", "speakers on two sides"),
    /// In a list, but not there.
    ABSENT("listed but absent", "listed but absent"),
    /// A WAV file without a word.
    UNLABELLED("without a word", "without a word"),
    LENGTH("of another length", "of another length"),
    RATE("of another rate", "of another rate");

    private final String one;
    private final String many;

    Problem(String one, String many) {
        this.one = one;
        this.many = many;
    }

    /// Whether it may well be meant so.
    boolean isNote() {
        return this == LENGTH || this == RATE;
    }

    /// `2 leaks`.
    String counted(int count) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }

    @Override
    public String toString() {
        return one;
    }
}
