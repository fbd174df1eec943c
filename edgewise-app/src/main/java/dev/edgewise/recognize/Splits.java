package dev.edgewise.recognize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who says what a folder's clips are for: `validation_list.txt` and `testing_list.txt` in it,
/// which name clips (`yes/a.wav`, one a line) that are not for training; where there is neither,
/// [Split#of].
public final class Splits {

    /// The file that names the clips for validation.
    public static final String VALIDATION_LIST = "validation_list.txt";

    /// The file that names the clips for testing.
    public static final String TEST_LIST = "testing_list.txt";

    private final boolean listed;
    private final Set<String> validation;
    private final Set<String> test;

    private Splits(boolean listed, Set<String> validation, Set<String> test) {
        this.listed = listed;
        this.validation = validation;
        this.test = test;
    }

    /// Reads the lists in `folder`, if there are some.
    ///
    /// @throws IOException if one is there and can't be read
    public static Splits of(Path folder) throws IOException {
        Path validation = folder.resolve(VALIDATION_LIST);
        Path test = folder.resolve(TEST_LIST);
        return new Splits(
                Files.exists(validation) || Files.exists(test), lines(validation), lines(test));
    }

    /// Whether the folder has a list.
    public boolean listed() {
        return listed;
    }

    /// What `clip` is for.
    ///
    /// @param clip its word and its file: `yes/a.wav`
    public Split of(String clip) {
        if (!listed) {
            return Split.of(clip.substring(clip.lastIndexOf('/') + 1));
        }
        if (validation.contains(clip)) {
            return Split.VALIDATION;
        }
        return test.contains(clip) ? Split.TEST : Split.TRAINING;
    }

    private static Set<String> lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Set.of();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.map(String::strip).collect(Collectors.toSet());
        }
    }
}
