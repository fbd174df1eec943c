package dev.edgewise.recognize;

import dev.edgewise.audio.AudioException;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.model.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Clips of a data set, named one by one, so that a score can be repeated on the same ones. It is
/// a text file in UTF-8, a clip a line:
///
///     # whatever follows a # at the start of a line is a remark
///     yes/0a7c2a8d_nohash_0.wav
///     _background_noise_/pink_noise.wav	from=864000	gain=0.31
///
/// The first column is a file within the data set's folder, in a folder named by what is spoken
/// in it, with `/` between the names whatever the system. The others, each after a tab, are both
/// optional:
///
/// - `from`: the clip is one second of the recording, which begins with this sample, counted from
///   0 at the recording's own rate. Without it the clip is the whole file.
/// - `gain`: the samples are multiplied by this; 0 gives digital silence. Without it 1.
///
/// No clip may be there twice.
///
/// @param entries the clips, in the order of the list; at least one
public record ClipList(List<Entry> entries) {

    private static final String COLUMN = "\t";
    private static final String FROM = "from=";
    private static final String GAIN = "gain=";

    /// A clip of the list.
    ///
    /// @param file within the data set's folder: `yes/0a7c2a8d_nohash_0.wav`
    /// @param from the first sample of a second of it, or [#WHOLE]
    /// @param gain what its samples are multiplied by; finite, 0 or more
    public record Entry(String file, long from, double gain) {

        /// Stands for the first sample where the clip is the whole file.
        public static final long WHOLE = -1;

        public Entry {
            List<String> names = Arrays.asList(file.split("/", -1));
            if (names.size() < 2
                    || file.startsWith("#")
                    || file.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\')
                    || names.stream().anyMatch(ClipList::leadsElsewhere)) {
                throw new IllegalArgumentException(
                        "a file within a word's folder is needed, such as yes/a.wav, got '"
                                + file
                                + "'");
            }
            if (from < WHOLE) {
                throw new IllegalArgumentException("from: 0 or more is needed, got " + from);
            }
            if (!(gain >= 0) || gain == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("gain: 0 or more is needed, got " + gain);
            }
        }

        /// The whole file.
        public static Entry whole(String file) {
            return new Entry(file, WHOLE, 1);
        }

        /// One second of the file from sample `from` on, `gain` times as loud.
        public static Entry cut(String file, long from, double gain) {
            return new Entry(file, from, gain);
        }

        /// Whether the clip is a part of its file.
        public boolean isCut() {
            return from != WHOLE;
        }

        /// The folder that the file is in: what is spoken.
        public String folder() {
            String[] names = file.split("/", -1);
            return names[names.length - 2];
        }

        /// The clip, to be read from the data set in `folder`. It is called as in the list, with
        /// blanks for tabs.
        public ClipSource source(Path folder) {
            return new ClipSource(line().replace(COLUMN, " "), () -> read(folder.resolve(file)));
        }

        private Clip read(Path path) throws AudioException {
            Clip whole = WavFile.read(path);
            if (!isCut() && gain == 1) {
                return whole;
            }
            float[] samples = whole.samples();
            if (isCut()) {
                if (samples.length - from < whole.sampleRate()) {
                    throw new AudioException(
                            "%s: a second from sample %d on lies beyond its end (%d samples)"
                                    .formatted(path, from, samples.length));
                }
                samples = Arrays.copyOfRange(samples, (int) from, (int) from + whole.sampleRate());
            }
            for (int i = 0; i < samples.length; i++) {
                samples[i] *= (float) gain;
            }
            return Clip.of(samples, whole.sampleRate());
        }

        private String line() {
            return file
                    + (isCut() ? COLUMN + FROM + from : "")
                    + (gain == 1 ? "" : COLUMN + GAIN + gain);
        }

        private static Entry parse(String line) {
            String[] columns = line.split(COLUMN, -1);
            long from = WHOLE;
            double gain = 1;
            for (String column : Arrays.asList(columns).subList(1, columns.length)) {
                try {
                    if (column.startsWith(FROM)) {
                        from = Long.parseUnsignedLong(column.substring(FROM.length()));
                    } else if (column.startsWith(GAIN)) {
                        gain = Double.parseDouble(column.substring(GAIN.length()));
                    } else {
                        throw new IllegalArgumentException(
                                "from=SAMPLE or gain=FACTOR is needed after the tab, got '"
                                        + column
                                        + "'");
                    }
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException("'" + column + "' holds no number", e);
                }
            }
            return new Entry(columns[0].strip(), from, gain);
        }
    }

    public ClipList {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("no clip in the list");
        }
        Set<Entry> seen = new HashSet<>();
        for (Entry entry : entries) {
            if (!seen.add(entry)) {
                throw new IllegalArgumentException(entry.line() + " is there twice");
            }
        }
    }

    /// Reads a list.
    ///
    /// @throws IOException if it can't be read or is no list, naming the line
    public static ClipList read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not a text in UTF-8, expected a list of clips", e);
        } catch (IOException e) {
            throw new IOException(file + ": can't be read: " + e.getMessage(), e);
        }
        Map<Entry, Integer> entries = new LinkedHashMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                Integer before = entries.putIfAbsent(Entry.parse(line), number);
                if (before != null) {
                    throw new IllegalArgumentException("the same clip as in line " + before);
                }
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
            }
        }
        if (entries.isEmpty()) {
            throw new IOException(file + ": no clip in the list");
        }
        return new ClipList(List.copyOf(entries.keySet()));
    }

    /// Writes the list, whole or not at all.
    ///
    /// @param remarks lines that stand first: how the clips were drawn, say
    /// @throws IOException if it can't be written
    public void write(Path file, List<String> remarks) throws IOException {
        WholeFile.at(file).write(text(remarks));
    }

    /// What [#write] writes.
    public String text(List<String> remarks) {
        String head = remarks.stream().map(r -> "# " + r + "\n").collect(Collectors.joining());
        return head + entries.stream().map(e -> e.line() + "\n").collect(Collectors.joining());
    }

    private static boolean leadsElsewhere(String name) {
        return name.isBlank() || name.equals(".") || name.equals("..") || name.contains(":");
    }
}
