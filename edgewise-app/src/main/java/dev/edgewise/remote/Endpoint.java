package dev.edgewise.remote;

import dev.edgewise.http.Deadlines;
import dev.edgewise.oip.ModelStatistics;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A place on a server that answers one kind of request, found and ready to be asked.
/// Immutable.
public sealed interface Endpoint permits RecognizeEndpoint, InferenceEndpoint {

    /// Where requests go.
    String address();

    /// What answers: a model's name and version as the server tells them; empty if it doesn't.
    String model();

    /// What is sent, in words.
    String inputs();

    /// What can be sent, at least one.
    List<String> items();

    /// A connection, which isn't opened yet.
    ///
    /// @param deadlines end requests that take too long
    /// @param faults are told of everything that isn't an answer
    LineTarget connect(Deadlines deadlines, Faults faults);

    /// What the server has counted until now of the model that answers; empty where it doesn't
    /// count, or doesn't tell.
    ///
    /// @throws IOException if the server can't be asked
    Optional<ModelStatistics> statistics() throws IOException, InterruptedException;
}
