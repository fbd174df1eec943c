package dev.edgewise.study;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.Target;
import dev.edgewise.recognize.Recognizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Recognition in this process. The recording is in memory when the clock starts, as it is on a
/// device that has just made it; decoding and predicting are timed.
final class EdgeTarget implements Target {

    private final Recognizer recognizer;
    private final Path folder;

    /// @param recognizer stays the caller's
    /// @param folder that items are paths in
    EdgeTarget(Recognizer recognizer, Path folder) {
        this.recognizer = recognizer;
        this.folder = folder;
    }

    @Override
    public Outcome send(String item, Duration deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long start = System.nanoTime();
        try {
            byte[] wav = Files.readAllBytes(folder.resolve(item));
            start = System.nanoTime();
            Clip clip = WavFile.read(item, wav);
            long decoded = System.nanoTime();
            String word = recognizer.recognize(clip).word();
            long end = System.nanoTime();
            Map<String, Long> phases = new LinkedHashMap<>();
            phases.put("decode", decoded - start);
            phases.put("predict", end - decoded);
            return new Outcome(Status.ANSWERED, end - start, phases, 0, 0, word);
        } catch (IOException e) {
            return Outcome.without(
                    Status.FAILED, System.nanoTime() - start, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {}
}
