package dev.edgewise.recognize;

import dev.edgewise.audio.Clip;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Recognises many clips on several threads. Answers come in the order of the clips, each as
/// soon as those before it are there; no more clips are in memory at once than there are
/// threads.
public final class Batch {

    /// How many answers a thread may be ahead of the first that is missing.
    private static final int AHEAD = 16;

    /// What became of a clip.
    public sealed interface Answer {}

    /// A clip and the word in it.
    ///
    /// @param name the clip's
    /// @param audio how long the clip is
    public record Recognized(String name, Prediction prediction, Duration audio)
            implements Answer {}

    /// A clip that couldn't be read or recognised.
    ///
    /// @param name the clip's
    /// @param reason one line that names it
    public record Failed(String name, String reason) implements Answer {}

    private Batch() {}

    /// Recognises `clips` with `recognizer`, at most `threads` at once, and hands the answers to
    /// `answers` on the calling thread.
    public static void run(
            Recognizer recognizer,
            List<ClipSource> clips,
            int threads,
            Consumer<? super Answer> answers) {
        if (threads == 1 || clips.size() == 1) {
            clips.forEach(clip -> answers.accept(answer(recognizer, clip)));
            return;
        }
        ExecutorService pool =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("clip-", 0).factory());
        try {
            Deque<Future<Answer>> waiting = new ArrayDeque<>();
            for (ClipSource clip : clips) {
                if (waiting.size() == threads * AHEAD) {
                    answers.accept(first(waiting));
                }
                waiting.add(pool.submit(() -> answer(recognizer, clip)));
                while (!waiting.isEmpty() && waiting.getFirst().isDone()) {
                    answers.accept(first(waiting));
                }
            }
            while (!waiting.isEmpty()) {
                answers.accept(first(waiting));
            }
        } finally {
            pool.shutdownNow();
            // The caller may close the recognizer now: that must not happen under a running thread.
            pool.close();
        }
    }

    private static Answer answer(Recognizer recognizer, ClipSource source) {
        try {
            Clip clip = source.reading().read();
            return new Recognized(source.name(), recognizer.recognize(clip), clip.duration());
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            return new Failed(
                    source.name(),
                    reason.contains(source.name()) ? reason : source.name() + ": " + reason);
        }
    }

    private static Answer first(Deque<Future<Answer>> waiting) {
        try {
            return waiting.removeFirst().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clips were recognised", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a clip could not be recognised", e.getCause());
        }
    }
}
