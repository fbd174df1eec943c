package dev.edgewise.study;

import dev.edgewise.measure.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One model over one link: four places, which are compared with each other.
///
/// @param arms one a place, in their order
record StudyCell(String model, String remote, List<Arm> arms) {

    StudyCell {
        arms = List.copyOf(arms);
    }

    /// A cell for each model over each link.
    ///
    /// @param models their names within the run
    /// @param remotes likewise
    static List<StudyCell> all(List<String> models, List<String> remotes) {
        List<StudyCell> cells = new ArrayList<>();
        for (String model : models) {
            for (String remote : remotes) {
                List<Arm> arms = new ArrayList<>();
                for (Place place : Place.values()) {
                    String link = place.remote() && remotes.size() > 1 ? "@" + remote : "";
                    String what = models.size() > 1 ? "/" + model : "";
                    arms.add(
                            new Arm(
                                    place,
                                    model,
                                    place.remote() ? remote : "",
                                    place.id() + link + what));
                }
                cells.add(new StudyCell(model, remote, arms));
            }
        }
        return cells;
    }

    /// The arm at `place`.
    Arm arm(Place place) {
        return arms.stream().filter(arm -> arm.place() == place).findFirst().orElseThrow();
    }

    /// The samples of this cell's arms, under their places' own names.
    List<Sample> own(List<Sample> samples) {
        Map<String, String> own = new HashMap<>();
        for (Arm arm : arms) {
            own.put(arm.name(), arm.place().id());
            if (arm.place() == Place.REMOTE_PATH) {
                own.put(arm.uploads(), Rounds.UPLOAD);
            }
        }
        List<Sample> found = new ArrayList<>();
        for (Sample sample : samples) {
            String place = own.get(sample.place());
            if (place != null) {
                found.add(place.equals(sample.place()) ? sample : sample.at(place));
            }
        }
        return found;
    }
}
