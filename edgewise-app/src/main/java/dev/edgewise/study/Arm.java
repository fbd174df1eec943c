package dev.edgewise.study;

import java.util.List;

/// A place with a model and, if it is a remote one, what it is reached over: what takes part in
/// every block of a run.
///
/// @param model by its name within the run
/// @param remote the remote place's name within the run; empty at the edge
/// @param name what its samples are called: its place, and what differs within the run, such as
/// `remote-body@lte/bc-resnet`
record Arm(Place place, String model, String remote, String name) {

    /// The arms of cells; those at the edge belong to all cells of their model.
    static List<Arm> all(List<StudyCell> cells) {
        return cells.stream().flatMap(cell -> cell.arms().stream()).distinct().toList();
    }

    /// What its sessions of uploads are called in samples: `upload@lte/bc-resnet`.
    String uploads() {
        return Rounds.UPLOAD + name.substring(place.id().length());
    }
}
