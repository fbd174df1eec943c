package dev.edgewise.upload;

import dev.edgewise.files.Sha256;
import dev.edgewise.measure.statistics.Series;
import dev.edgewise.report.ProgressBar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// What becomes of each file. One thread writes it; any thread may ask for a stop.
final class Journal {

    private final ProgressBar bar;
    private final LongSupplier nanoTime;
    private final Series.Builder times = Series.builder();
    private final List<LocalFile> unverified = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private volatile boolean stopped;
    private long began;
    private int verified;
    private long bytes;
    private long waits;

    /// @param bar counts bytes
    Journal(ProgressBar bar, LongSupplier nanoTime) {
        this.bar = bar;
        this.nanoTime = nanoTime;
    }

    void stop() {
        stopped = true;
    }

    /// Whether no further file is to be begun.
    boolean stopped() {
        return stopped;
    }

    /// A file is begun.
    void begin() {
        began = nanoTime.getAsLong();
    }

    /// So many times an answer was waited for before anything else could be sent.
    void waited(int times) {
        waits += times;
    }

    /// So many bytes of a file went out.
    void moved(LocalFile file, long count) {
        bytes += count;
        bar.step(count, file.path());
    }

    /// A file that was begun is there.
    ///
    /// @param hash of what is there; empty if that has to be asked for
    void stored(LocalFile file, Optional<Sha256> hash) {
        times.add(verified + unverified.size(), (double) (nanoTime.getAsLong() - began));
        storedWithOthers(file, hash);
    }

    /// A file is there that has no time of its own.
    void storedWithOthers(LocalFile file, Optional<Sha256> hash) {
        if (hash.isEmpty()) {
            unverified.add(file);
        } else {
            verify(file, hash.get());
        }
    }

    /// A file is not there.
    void lost(Unsent why) {
        lost.add(String.valueOf(why.getMessage()));
    }

    private void verify(LocalFile file, Sha256 hash) {
        if (hash.equals(file.hash())) {
            verified++;
        } else {
            lost(file.unsent("what is there has another SHA-256"));
        }
    }

    /// What is there was hashed.
    ///
    /// @param hashes of all that is there of what wasn't verified yet, by path
    void verify(Map<String, Sha256> hashes) {
        for (LocalFile file : unverified) {
            Sha256 hash = hashes.get(file.path());
            if (hash == null) {
                lost(file.unsent("is not there, though it was sent"));
            } else {
                verify(file, hash);
            }
        }
        unverified.clear();
    }

    /// The files that are there and were not verified yet.
    List<LocalFile> unverified() {
        return List.copyOf(unverified);
    }

    int verified() {
        return verified;
    }

    List<String> lost() {
        return List.copyOf(lost);
    }

    /// Bytes that went out, those of files that were lost, too.
    long bytes() {
        return bytes;
    }

    long waits() {
        return waits;
    }

    /// How long each file took that had a time of its own.
    Series times() {
        return times.build();
    }
}
