package dev.edgewise.evaluate;

import dev.edgewise.audio.AudioException;
import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.recognize.ClipFolder;
import dev.edgewise.recognize.ClipList;
import dev.edgewise.recognize.ClipSource;
import dev.edgewise.recognize.Split;
import dev.edgewise.recognize.Splits;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The clips that a model is judged by: a folder of clips a word, in the layout of Speech Commands.
///
/// A clip's label is the name of its folder. Where the model has the label `_unknown_`, that is the
/// label of all folders of other words; where it has `_silence_`, that is the label of the noise
/// recordings in `_background_noise_`, cut into seconds. Validation takes the last tenth of each
/// noise recording, training the nine tenths before, testing none. What a model has no label for
/// is left out and counted.
///
/// @param clips those that are judged, of two labels at least
/// @param leftOut how many clips were left out, by folder; clips that lie in no folder of a word
/// are counted under ""
/// @param how what chose the clips, in words
public record ClipSelection(List<LabelledClip> clips, Map<String, Integer> leftOut, String how) {

    /// What a model says to words that it doesn't know.
    public static final String UNKNOWN = "_unknown_";

    /// What a model says where nobody speaks.
    public static final String SILENCE = "_silence_";

    /// The folder of the noise recordings.
    static final String NOISE = "_background_noise_";

    private static final int FEW_NAMES = 8;

    /// Which of a folder's clips are taken.
    public enum Part {
        VALIDATION,
        TEST,
        TRAINING,
        ALL;

        private boolean takes(Split split) {
            return this == ALL || name().equals(split.name());
        }

        /// "validation", as the command line has it.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ClipSelection {
        clips = List.copyOf(clips);
        leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
    }

    /// Chooses among the clips in `folder` by its lists or by the hash of their speakers.
    ///
    /// @param labels the model's
    /// @throws IOException if the folder can't be read, or there is nothing to judge by, with the
    /// reason
    public static ClipSelection of(Path folder, List<String> labels, Part part) throws IOException {
        Splits splits = Splits.of(folder);
        Map<String, Integer> otherParts = new TreeMap<>();
        Builder builder = new Builder(folder, labels);
        for (Path file : files(folder)) {
            String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
            if (!name.contains("/")) {
                builder.leaveOut("");
                continue;
            }
            ClipList.Entry entry;
            try {
                entry = ClipList.Entry.whole(name);
            } catch (IllegalArgumentException e) {
                // A name that no list of clips can hold, such as 12:30.wav.
                builder.leaveOut(name.substring(0, name.lastIndexOf('/')));
                continue;
            }
            if (entry.folder().equals(NOISE) && labels.contains(SILENCE)) {
                builder.addSeconds(name, part);
            } else if (entry.folder().equals(NOISE) || part.takes(splits.of(name))) {
                builder.addOrLeaveOut(entry);
            } else if (label(labels, entry.folder()).isPresent()) {
                otherParts.merge(entry.folder(), 1, Integer::sum);
            }
        }
        String how =
                part == Part.ALL
                        ? "all clips"
                        : part
                                + (splits.listed()
                                        ? ", by the folder's lists"
                                        : ", by the hash of the speaker");
        ClipSelection selection = new ClipSelection(builder.clips, builder.leftOut, how);
        int others = otherParts.values().stream().mapToInt(Integer::intValue).sum();
        if (selection.clips.isEmpty() && others > 0) {
            throw new IOException(
                    "%s: no clip for %s among %d of the model's labels; --split chooses others"
                            .formatted(folder, part, others));
        }
        return selection.checked(folder, labels);
    }

    /// The clips of `list`, which lie in `folder`.
    ///
    /// @param labels the model's
    /// @param name what messages call the list
    /// @throws IOException if a clip isn't there, or there is nothing to judge by, with the reason
    public static ClipSelection of(Path folder, List<String> labels, ClipList list, Path name)
            throws IOException {
        Builder builder = new Builder(folder, labels);
        for (ClipList.Entry entry : list.entries()) {
            if (!Files.exists(folder.resolve(entry.file()))) {
                throw new IOException(
                        name + ": names " + entry.file() + ", which isn't in " + folder);
            }
            builder.addOrLeaveOut(entry);
        }
        Path file = name.getFileName();
        return new ClipSelection(builder.clips, builder.leftOut, "those listed in " + file)
                .checked(folder, labels);
    }

    /// The label that stands for what is spoken in a folder called `folder`, for a model with
    /// `labels`; empty if none does.
    public static Optional<String> label(List<String> labels, String folder) {
        if (labels.contains(folder)) {
            return Optional.of(folder);
        }
        String other = folder.equals(NOISE) ? SILENCE : UNKNOWN;
        boolean word = folder.equals(NOISE) || !folder.startsWith("_");
        return word && labels.contains(other) ? Optional.of(other) : Optional.empty();
    }

    /// How many clips were left out.
    public int leftOutClips() {
        return leftOut.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new IOException(folder + ": no such folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": not a folder; clips are judged a folder at a time");
        }
        return ClipFolder.files(folder);
    }

    private ClipSelection checked(Path folder, List<String> labels) throws IOException {
        List<String> found = clips.stream().map(LabelledClip::label).distinct().toList();
        if (found.isEmpty()) {
            throw new IOException(
                    "%s: no folder is named by one of the model's labels (%s); there are clips in %s"
                            .formatted(folder, some(labels), some(leftOut.keySet())));
        }
        if (found.size() == 1) {
            throw new IOException(
                    "%s: only clips of '%s'; how well labels are told apart takes two of them"
                            .formatted(folder, found.getFirst()));
        }
        return this;
    }

    private static String some(Collection<String> names) {
        List<String> first =
                names.stream()
                        .map(name -> name.isEmpty() ? "no folder" : name)
                        .limit(FEW_NAMES)
                        .toList();
        return String.join(", ", first) + (names.size() > FEW_NAMES ? ", ..." : "");
    }

    private static final class Builder {

        private final Path folder;
        private final List<String> labels;
        private final List<LabelledClip> clips = new ArrayList<>();
        private final Map<String, Integer> leftOut = new TreeMap<>();

        Builder(Path folder, List<String> labels) {
            this.folder = folder;
            this.labels = labels;
        }

        void leaveOut(String name) {
            leftOut.merge(name, 1, Integer::sum);
        }

        void addOrLeaveOut(ClipList.Entry entry) {
            if (label(labels, entry.folder()).isEmpty()) {
                leaveOut(entry.folder());
            } else {
                add(entry);
            }
        }

        private void add(ClipList.Entry entry) {
            ClipSource source = entry.source(folder);
            String file = entry.file().substring(entry.file().lastIndexOf('/') + 1);
            String label = label(labels, entry.folder()).orElseThrow();
            boolean spoken = !label.equals(SILENCE);
            String speaker = spoken ? Split.speaker(file) : entry.file();
            clips.add(new LabelledClip(source, entry.folder(), label, speaker, spoken));
        }

        /// Cuts the noise recording `name` into seconds. One that can't be read is added whole, to
        /// fail when its turn comes, as other clips do.
        void addSeconds(String name, Part part) {
            Clip recording;
            try {
                recording = WavFile.read(folder.resolve(name));
            } catch (AudioException e) {
                add(ClipList.Entry.whole(name));
                return;
            }
            long second = recording.sampleRate();
            long tenth = (long) recording.length() - recording.length() / 10;
            long from = part == Part.VALIDATION ? tenth : 0;
            long to = part == Part.TRAINING ? tenth : part == Part.TEST ? 0 : recording.length();
            for (long at = from; at + second <= to; at += second) {
                add(ClipList.Entry.cut(name, at, 1));
            }
        }
    }
}
