package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.recognize.ClipList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurriculumTest {

    private static final int SECOND = TinyNoise.RATE;
    private static final Labels LABELS = new Labels(List.of("yes", "no"), true, true);
    private static final List<Lesson> WORDS = lessons("yes", 0, 30, "no", 1, 10);
    private static final List<Lesson> OTHERS = lessons("house", 2, 60, "bird", 2, 40);

    @TempDir private static Path folder;
    private static Noises noises;

    @BeforeAll
    static void record() throws IOException {
        noises = new TinyNoise(folder).two();
    }

    @Test
    void anEpochHasAllWordsAndAsManyOthersAndSilencesAsAWordHasClips() {
        Curriculum curriculum = curriculum(1);
        List<Lesson> lessons = curriculum.lessons(curriculum.random(1));
        assertThat(lessons).hasSize(80).hasSize(curriculum.size());
        assertThat(clips(lessons, 0)).containsAll(clips(WORDS, 0)).hasSize(30);
        assertThat(clips(lessons, 1)).containsAll(clips(WORDS, 1)).hasSize(10);
        assertThat(clips(OTHERS, 2)).containsAll(clips(lessons, 2));
        assertThat(clips(lessons, 2)).hasSize(20).doesNotHaveDuplicates();
        assertThat(clips(lessons, 3))
                .hasSize(20)
                .allSatisfy(
                        cut -> {
                            assertThat(cut.isCut()).isTrue();
                            assertThat(cut.gain()).isBetween(0.0, 1.0);
                            assertThat(cut.from() + SECOND).isLessThanOrEqualTo(forTraining(cut));
                        });
    }

    @Test
    void anEpochIsDrawnFromSeedAndNumberAlone() {
        Curriculum whole = curriculum(7);
        List<Lesson> third = new ArrayList<>();
        for (int epoch = 1; epoch <= 3; epoch++) {
            third = whole.lessons(whole.random(epoch));
        }
        Curriculum resumed = curriculum(7);
        assertThat(resumed.lessons(resumed.random(3))).isEqualTo(third);
        assertThat(resumed.lessons(resumed.random(2))).isNotEqualTo(third);
        Curriculum other = curriculum(8);
        assertThat(other.lessons(other.random(3))).isNotEqualTo(third);
    }

    @Test
    void neighbouringEpochsAndSeedsShareNoDraw() {
        Set<Long> draws = new HashSet<>();
        for (long seed = 1; seed <= 3; seed++) {
            for (int epoch = 1; epoch <= 3; epoch++) {
                Curriculum curriculum = curriculum(seed);
                curriculum
                        .lessons(curriculum.random(epoch))
                        .forEach(lesson -> draws.add(lesson.draw()));
            }
        }
        assertThat(draws).hasSize(9 * 80);
    }

    @Test
    void theOrderAndTheOtherWordsAreDrawnAnewEachEpoch() {
        Curriculum curriculum = curriculum(1);
        Set<ClipList.Entry> heard = new HashSet<>();
        List<List<Integer>> orders = new ArrayList<>();
        for (int epoch = 1; epoch <= 30; epoch++) {
            List<Lesson> lessons = curriculum.lessons(curriculum.random(epoch));
            heard.addAll(clips(lessons, 2));
            orders.add(lessons.stream().map(Lesson::label).toList());
        }
        assertThat(heard).containsExactlyInAnyOrderElementsOf(clips(OTHERS, 2));
        assertThat(orders).doesNotHaveDuplicates();
    }

    @Test
    void withFewerOtherWordsThanThatAllOfThemAreLearned() {
        Curriculum curriculum =
                new Curriculum(LABELS, WORDS, lessons("house", 2, 3, "bird", 2, 1), noises, 1, 1);
        assertThat(curriculum.size()).isEqualTo(40 + 4 + 20);
        assertThat(curriculum.lessons(curriculum.random(1))).hasSize(64);
    }

    @Test
    void withoutTheLabelsThereAreWordsAlone() {
        Labels words = new Labels(List.of("yes", "no"), false, false);
        Curriculum curriculum = new Curriculum(words, WORDS, OTHERS, noises, SECOND, 1);
        assertThat(curriculum.lessons(curriculum.random(1)))
                .hasSize(40)
                .allSatisfy(lesson -> assertThat(lesson.label()).isLessThan(2));
    }

    @Test
    void whatIsJudgedByIsTheSameForEveryTraining() {
        List<Lesson> lessons = Curriculum.validation(LABELS, WORDS, OTHERS, noises, SECOND);
        assertThat(lessons).startsWith(WORDS.toArray(new Lesson[0])).hasSize(80);
        assertThat(clips(lessons, 2)).hasSize(20).doesNotHaveDuplicates();
        assertThat(clips(lessons, 3))
                .hasSize(20)
                .allSatisfy(cut -> assertThat(cut.from()).isGreaterThanOrEqualTo(forTraining(cut)));
        assertThat(Curriculum.validation(LABELS, WORDS, OTHERS, noises, SECOND)).isEqualTo(lessons);
    }

    /// Of the last 1.1 s there are not many seconds: were one drawn twice, the list of clips
    /// couldn't be written.
    @Test
    void noSilentClipIsJudgedByTwice() throws IOException {
        Path file = new TinyNoise(folder.resolve("one")).write("a.wav", 11, SECOND);
        Noises one = new Noises(folder.resolve("one"), List.of(file), SECOND);
        List<Lesson> many = lessons("yes", 0, 6_000, "no", 1, 0);
        List<Lesson> lessons = Curriculum.validation(LABELS, many, List.of(), one, SECOND);
        assertThat(new HashSet<>(clips(lessons, 3))).hasSize(3_000);
        assertThat(clips(lessons, 3)).hasSize(3_000);
    }

    private static Curriculum curriculum(long seed) {
        return new Curriculum(LABELS, WORDS, OTHERS, noises, SECOND, seed);
    }

    /// The samples of the cut's recording that are for training.
    private static long forTraining(ClipList.Entry cut) {
        long length = (cut.file().endsWith("short.wav") ? 11 : 20) * (long) SECOND;
        return length - length / 10;
    }

    private static List<ClipList.Entry> clips(List<Lesson> lessons, int label) {
        return lessons.stream()
                .filter(lesson -> lesson.label() == label)
                .map(Lesson::clip)
                .toList();
    }

    private static List<Lesson> lessons(
            String one, int label, int count, String other, int otherLabel, int otherCount) {
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lessons.add(new Lesson(ClipList.Entry.whole(one + "/" + i + ".wav"), label, 0));
        }
        for (int i = 0; i < otherCount; i++) {
            lessons.add(new Lesson(ClipList.Entry.whole(other + "/" + i + ".wav"), otherLabel, 0));
        }
        return lessons;
    }
}
