package dev.edgewise.train;

import dev.edgewise.evaluate.ClipSelection;
import java.util.ArrayList;
import java.util.List;

/// What a network tells apart: words, then `_unknown_` for any other, then `_silence_`.
///
/// @param unknown whether other words have a label
/// @param silence whether no word at all has one
record Labels(List<String> words, boolean unknown, boolean silence) {

    Labels {
        words = List.copyOf(words);
    }

    /// Their names, in the order of the network's outputs.
    List<String> names() {
        List<String> names = new ArrayList<>(words);
        if (unknown) {
            names.add(ClipSelection.UNKNOWN);
        }
        if (silence) {
            names.add(ClipSelection.SILENCE);
        }
        return names;
    }

    int indexOfUnknown() {
        return words.size();
    }

    int indexOfSilence() {
        return words.size() + (unknown ? 1 : 0);
    }
}
