package dev.edgewise.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgewise.audio.AudioException;
import dev.edgewise.audio.Clip;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static final Clip CLIP = Clip.of(new float[8000], 16_000);
    private static final Recognizer SURE =
            clip -> new Prediction(List.of(new Prediction.Score("yes", 1)));

    @Test
    void answersComeInTheOrderOfTheClipsWhicheverIsReadFirst() {
        CountDownLatch secondIsRead = new CountDownLatch(1);
        List<ClipSource> clips =
                List.of(
                        new ClipSource(
                                "first",
                                () -> {
                                    await(secondIsRead);
                                    return CLIP;
                                }),
                        new ClipSource(
                                "second",
                                () -> {
                                    secondIsRead.countDown();
                                    return CLIP;
                                }));
        assertThat(names(run(clips, 2))).containsExactly("first", "second");
    }

    @Test
    void thousandsOfClipsAllHaveTheirAnswer() {
        List<ClipSource> clips =
                IntStream.range(0, 3000)
                        .mapToObj(i -> new ClipSource("clip " + i, () -> CLIP))
                        .toList();
        assertThat(names(run(clips, 3)))
                .containsExactlyElementsOf(clips.stream().map(ClipSource::name).toList());
    }

    @Test
    void aClipThatCannotBeReadFailsAloneAndIsNamed() {
        List<ClipSource> clips =
                List.of(
                        new ClipSource("good", () -> CLIP),
                        new ClipSource(
                                "bad",
                                () -> {
                                    throw new AudioException("holds no samples");
                                }),
                        new ClipSource("better", () -> CLIP));
        List<Batch.Answer> answers = run(clips, 2);
        assertThat(names(answers)).containsExactly("good", "bad", "better");
        assertThat(answers.get(1)).isEqualTo(new Batch.Failed("bad", "bad: holds no samples"));
    }

    @Test
    void anAnswerSaysHowLongTheClipIs() {
        Batch.Answer answer = run(List.of(new ClipSource("half a second", () -> CLIP)), 1).get(0);
        assertThat(((Batch.Recognized) answer).audio()).hasMillis(500);
    }

    @Test
    void whenTheTakerOfAnswersFailsNoThreadRunsOn() {
        AtomicInteger running = new AtomicInteger();
        Recognizer recognizer =
                clip -> {
                    running.incrementAndGet();
                    try {
                        return SURE.recognize(clip);
                    } finally {
                        running.decrementAndGet();
                    }
                };
        List<ClipSource> clips =
                IntStream.range(0, 500).mapToObj(i -> new ClipSource("" + i, () -> CLIP)).toList();
        assertThatThrownBy(
                        () ->
                                Batch.run(
                                        recognizer,
                                        clips,
                                        2,
                                        answer -> {
                                            throw new IllegalStateException("taken away");
                                        }))
                .hasMessage("taken away");
        assertThat(running).hasValue(0);
    }

    private static List<Batch.Answer> run(List<ClipSource> clips, int threads) {
        List<Batch.Answer> answers = new ArrayList<>();
        Batch.run(SURE, clips, threads, answers::add);
        return answers;
    }

    private static List<String> names(List<Batch.Answer> answers) {
        return answers.stream()
                .map(
                        answer ->
                                switch (answer) {
                                    case Batch.Recognized clip -> clip.name();
                                    case Batch.Failed clip -> clip.name();
                                })
                .toList();
    }

    private static void await(CountDownLatch latch) throws AudioException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AudioException("interrupted");
        }
    }
}
