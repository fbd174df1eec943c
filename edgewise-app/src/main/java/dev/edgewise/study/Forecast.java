package dev.edgewise.study;

import dev.edgewise.measure.Sample;
import dev.edgewise.measure.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// About how long measuring will take, from what the warm-up took.
final class Forecast {

    private final Map<String, List<Long>> requests = new HashMap<>();
    private final Map<String, List<Long>> files = new HashMap<>();

    void accept(Sample sample) {
        if (sample.stage() == Stage.WARM_UP) {
            boolean upload = sample.place().startsWith(Rounds.UPLOAD);
            long nanos = upload ? (long) Times.phase(sample, "file") : sample.outcome().nanos();
            (upload ? files : requests)
                    .computeIfAbsent(sample.place(), place -> new ArrayList<>())
                    .add(nanos);
        }
    }

    /// @param count of requests at each place, in blocks of [Extent#BLOCK]
    /// @param clips that there are: in a block each is uploaded once
    Duration of(int count, int clips) {
        double nanos = 0;
        for (List<Long> times : requests.values()) {
            nanos += median(times) * count;
        }
        int uploads = Math.min(clips, Extent.BLOCK) * count / Extent.BLOCK;
        for (List<Long> times : files.values()) {
            nanos += median(times) * uploads;
        }
        return Duration.ofNanos((long) nanos);
    }

    private static double median(List<Long> times) {
        List<Long> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
