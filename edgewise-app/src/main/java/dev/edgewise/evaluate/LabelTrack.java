package dev.edgewise.evaluate;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What is said when in a recording, in the format that Audacity exports: a line a label, with
/// start, end and text, separated by tabs, times in seconds. Lines that begin with a backslash say
/// which frequencies were selected, and are passed by. Text is UTF-8.
///
/// @param name what messages call it
/// @param labels in the order of their beginnings
public record LabelTrack(String name, List<Label> labels) {

    private static final long LARGEST = 64 << 20;
    private static final BigDecimal LATEST = BigDecimal.valueOf(1_000_000_000);

    public LabelTrack {
        labels = labels.stream().sorted(Comparator.comparing(Label::from)).toList();
    }

    /// Where the track of an audio file lies unless one says otherwise: beside it, with its
    /// name and `.txt`.
    public static Path beside(Path audio) {
        String name = String.valueOf(audio.getFileName());
        int dot = name.lastIndexOf('.');
        return audio.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".txt");
    }

    /// Reads a track.
    ///
    /// @throws IOException naming the file, and the line that is wrong
    public static LabelTrack read(Path file) throws IOException {
        String name = file.toString();
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".txt")) {
            int dot = lower.lastIndexOf('.');
            boolean without = dot <= lower.lastIndexOf(file.getFileSystem().getSeparator());
            throw new IOException(
                    "%s: %s isn't read as a label track, expected Audacity's .txt: start, end and label in seconds, separated by tabs"
                            .formatted(
                                    name, without ? "a file without .txt" : name.substring(dot)));
        }
        try {
            if (Files.isDirectory(file)) {
                throw new IOException(name + ": is a folder, expected a label track");
            }
            if (Files.size(file) > LARGEST) {
                throw new IOException(name + ": larger than 64 MiB, expected a label track");
            }
            return parse(name, Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new IOException(
                    name
                            + ": no such file; a label track is needed (an empty one if no word is"
                            + " said), beside the audio or named by --labels",
                    e);
        } catch (CharacterCodingException e) {
            throw new IOException(name + ": not a text in UTF-8, expected a label track", e);
        }
    }

    /// Reads a track's text.
    ///
    /// @throws IOException naming the line that is wrong
    static LabelTrack parse(String name, String text) throws IOException {
        List<Label> labels = new ArrayList<>();
        int number = 0;
        String withoutMark = text.startsWith("\ufeff") ? text.substring(1) : text;
        for (String line : withoutMark.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("\\")) {
                labels.add(label(name, line, number));
            }
        }
        return new LabelTrack(name, labels);
    }

    private static Label label(String name, String line, int number) throws IOException {
        String[] columns = line.split("\t", -1);
        if (columns.length < 2) {
            throw wrong(name, number, "expected start, end and label, separated by tabs", line);
        }
        Duration from = time(name, number, columns[0]);
        Duration to = time(name, number, columns[1]);
        if (to.compareTo(from) < 0) {
            throw wrong(name, number, "the end lies before the start", line);
        }
        return new Label(from, to, columns.length > 2 ? columns[2].strip() : "", number);
    }

    private static Duration time(String name, int number, String column) throws IOException {
        String text = column.strip();
        String expected = "expected a time in seconds, with a point";
        try {
            // A long exponent would be expanded to as many digits.
            BigDecimal seconds = new BigDecimal(text.length() > 40 ? "none" : text);
            if (seconds.signum() < 0 || seconds.compareTo(LATEST) > 0) {
                throw wrong(name, number, expected + ", from 0 to 1,000,000,000", column);
            }
            return Duration.ofNanos(Math.round(seconds.doubleValue() * 1e9));
        } catch (NumberFormatException e) {
            throw wrong(name, number, expected, column);
        }
    }

    private static IOException wrong(String name, int number, String what, String got) {
        String shown = got.length() > 60 ? got.substring(0, 60) + "..." : got;
        return new IOException("%s:%d: %s, got '%s'".formatted(name, number, what, shown));
    }

    /// Refuses a label that begins where the audio, which lasts `audio`, is already over: a
    /// track of other audio, most likely.
    ///
    /// @throws IOException naming the line
    void requireWithin(Duration audio) throws IOException {
        for (Label label : labels) {
            if (label.from().compareTo(audio) >= 0) {
                throw new IOException(
                        "%s:%d: '%s' begins at %s, beyond the end of the audio, %s"
                                .formatted(
                                        name,
                                        label.line(),
                                        label.text(),
                                        Times.text(label.from()),
                                        Times.text(audio)));
            }
        }
    }

    /// This track without the labels that begin at `end` or later.
    LabelTrack until(Duration end) {
        return new LabelTrack(
                name, labels.stream().filter(label -> label.from().compareTo(end) < 0).toList());
    }

    /// How many labels begin before an earlier one has ended.
    int overlapping() {
        int overlapping = 0;
        Duration latest = Duration.ZERO;
        for (Label label : labels) {
            overlapping += label.from().compareTo(latest) < 0 ? 1 : 0;
            latest = latest.compareTo(label.to()) > 0 ? latest : label.to();
        }
        return overlapping;
    }
}
