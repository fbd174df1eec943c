package dev.edgewise.evaluate;

import dev.edgewise.measure.statistics.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A fifth of the speakers, and how well they are recognised. No speaker is in two folds; a hash
/// of his name says in which he is. Clips without speech are left out.
///
/// @param speakers how many there are
/// @param accuracy of their clips, those that are right
public record SpeakerFold(int speakers, Proportion accuracy) {

    static final int FOLDS = 5;

    /// The folds that have speakers.
    static List<SpeakerFold> of(List<Answer> answers) {
        List<SpeakerFold> folds = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            Set<String> speakers = new TreeSet<>();
            long right = 0;
            long clips = 0;
            for (Answer answer : answers) {
                String speaker = answer.clip().speaker();
                if (answer.clip().spoken() && Speakers.part(speaker, "fold", FOLDS) == fold) {
                    speakers.add(speaker);
                    clips++;
                    right += answer.isRight() ? 1 : 0;
                }
            }
            if (clips > 0) {
                folds.add(new SpeakerFold(speakers.size(), new Proportion(right, clips)));
            }
        }
        return folds;
    }
}
