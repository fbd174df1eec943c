package dev.edgewise.dataset;

import dev.edgewise.recognize.Split;
import dev.edgewise.recognize.Splits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Looks for what is wrong with a data set.
final class Verification {

    /// A clip whose RMS is lower, relative to full scale, is silent: -60 dB.
    static final double QUIETEST_RMS = 1e-3;

    /// A clip whose peak is lower is silent: -46 dB.
    static final double QUIETEST_PEAK = 5e-3;

    /// A clip with a larger share of samples at full scale is clipped.
    static final double MOST_AT_FULL_SCALE = 0.01;

    /// Something that is wrong.
    ///
    /// @param where a recording, a list's entry or a speaker
    record Finding(String where, Problem problem, String reason) {}

    private final Recordings recordings;
    private final List<Finding> findings = new ArrayList<>();

    private Verification(Recordings recordings) {
        this.recordings = recordings;
    }

    /// What is wrong with `recordings`, sorted by kind and name.
    ///
    /// @throws DataSetException if a list can't be read
    static List<Finding> of(Recordings recordings) throws DataSetException {
        Verification verification = new Verification(recordings);
        verification.eachAlone();
        verification.audioTwice();
        verification.speakers();
        verification.lists();
        verification.differences();
        return verification.findings.stream()
                .sorted(Comparator.comparing(Finding::problem).thenComparing(Finding::where))
                .toList();
    }

    private void add(String where, Problem problem, String reason) {
        findings.add(new Finding(where, problem, reason));
    }

    private void eachAlone() {
        for (Recordings.Item item : recordings.clips()) {
            switch (item.found()) {
                case Examined.Broken clip -> add(clip.name(), Problem.BROKEN, clip.reason());
                case Examined.Sound clip -> {
                    if (silent(clip)) {
                        add(
                                clip.name(),
                                Problem.SILENT,
                                String.format(
                                        Locale.ROOT,
                                        "RMS %s, peak %s",
                                        decibels(clip.rms()),
                                        decibels(clip.peak())));
                    } else if (clip.atFullScale() > MOST_AT_FULL_SCALE) {
                        add(
                                clip.name(),
                                Problem.CLIPPED,
                                String.format(
                                        Locale.ROOT,
                                        "%.1f %% of the samples at full scale",
                                        100 * clip.atFullScale()));
                    }
                }
            }
        }
        for (Examined noise : recordings.noise()) {
            if (noise instanceof Examined.Broken broken) {
                add(broken.name(), Problem.BROKEN, broken.reason());
            }
        }
        for (Path file : recordings.layout().unlabelled()) {
            add(
                    String.valueOf(file.getFileName()),
                    Problem.UNLABELLED,
                    "lies beside the words' folders");
        }
    }

    private static boolean silent(Examined.Sound clip) {
        return clip.rms() < QUIETEST_RMS || clip.peak() < QUIETEST_PEAK;
    }

    private static String decibels(double amplitude) {
        return amplitude == 0
                ? "0 (digital silence)"
                : String.format(Locale.ROOT, "%.1f dB", 20 * Math.log10(amplitude));
    }

    /// All that is silent sounds alike, and is told of already.
    private void audioTwice() {
        Map<String, Recordings.Item> first = new HashMap<>();
        for (Recordings.Item item : recordings.clips()) {
            if (!(item.found() instanceof Examined.Sound clip) || silent(clip)) {
                continue;
            }
            Recordings.Item other = first.putIfAbsent(clip.audio(), item);
            if (other == null) {
                continue;
            }
            String same = other.found().name();
            boolean conflict = !other.word().equals(item.word());
            boolean leak = other.split() != item.split();
            if (conflict) {
                add(clip.name(), Problem.CONFLICT, "the same audio as " + same);
            }
            if (leak) {
                add(
                        clip.name(),
                        Problem.LEAK,
                        String.format(
                                Locale.ROOT,
                                "for %s, and the same audio as %s, for %s",
                                words(item.split()),
                                same,
                                words(other.split())));
            }
            if (!conflict && !leak) {
                add(clip.name(), Problem.DUPLICATE, "the same audio as " + same);
            }
        }
    }

    private static String words(Split split) {
        return split.name().toLowerCase(Locale.ROOT);
    }

    private void speakers() {
        Map<String, Map<Split, Integer>> sides = new TreeMap<>();
        for (Recordings.Item item : recordings.clips()) {
            item.speaker()
                    .ifPresent(
                            speaker ->
                                    sides.computeIfAbsent(speaker, s -> new TreeMap<>())
                                            .merge(item.split(), 1, Integer::sum));
        }
        sides.forEach(
                (speaker, clips) -> {
                    if (clips.size() > 1) {
                        add(
                                speaker,
                                Problem.SPEAKER,
                                clips.entrySet().stream()
                                        .map(
                                                side ->
                                                        Amounts.count(side.getValue(), "clip")
                                                                + " for "
                                                                + words(side.getKey()))
                                        .collect(Collectors.joining(", ")));
                    }
                });
    }

    private void lists() throws DataSetException {
        Set<String> there =
                recordings.clips().stream()
                        .map(item -> item.found().name())
                        .collect(Collectors.toSet());
        Map<String, String> listed = new LinkedHashMap<>();
        for (String list : List.of(Splits.VALIDATION_LIST, Splits.TEST_LIST)) {
            for (String clip : entries(recordings.layout().folder().resolve(list))) {
                if (!there.contains(clip)) {
                    add(clip, Problem.ABSENT, "in " + list);
                }
                if (listed.putIfAbsent(clip, list) != null) {
                    add(clip, Problem.LEAK, "in both lists");
                }
            }
        }
    }

    private static Set<String> entries(Path list) throws DataSetException {
        if (!Files.exists(list)) {
            return Set.of();
        }
        try {
            return Files.readAllLines(list, StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        } catch (IOException e) {
            throw Layout.unreadable(list, e);
        }
    }

    private void differences() {
        List<Examined.Sound> sounds = recordings.sounds();
        int rate = commonest(sounds, Examined.Sound::sampleRate);
        int millis = commonest(sounds, Verification::millis);
        for (Examined.Sound clip : sounds) {
            if (millis(clip) != millis) {
                add(
                        clip.name(),
                        Problem.LENGTH,
                        String.format(
                                Locale.ROOT,
                                "%.3f s, most have %.3f s",
                                clip.seconds(),
                                millis / 1e3));
            }
            if (clip.sampleRate() != rate) {
                add(
                        clip.name(),
                        Problem.RATE,
                        String.format(
                                Locale.ROOT, "%,d Hz, most have %,d Hz", clip.sampleRate(), rate));
            }
        }
    }

    private static int millis(Examined.Sound clip) {
        return (int) Math.round(1e3 * clip.seconds());
    }

    private static int commonest(
            List<Examined.Sound> sounds, Function<Examined.Sound, Integer> value) {
        return sounds.stream()
                .collect(Collectors.groupingBy(value, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
    }
}
