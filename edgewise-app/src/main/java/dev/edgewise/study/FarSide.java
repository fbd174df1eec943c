package dev.edgewise.study;

import dev.edgewise.http.Access;
import dev.edgewise.measure.ProcessUsage;
import dev.edgewise.remote.RecognizeTarget;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A remote place that is there.
///
/// @param server its address, through the link
/// @param access how to get in there
/// @param upload how clips get there
/// @param prefix before the clips' names there
/// @param usage what the server's process uses
/// @param served what the server calls a model of the study
record FarSide(
        URI server,
        Access access,
        Upload upload,
        String prefix,
        Supplier<ProcessUsage> usage,
        UnaryOperator<String> served) {

    /// Asked by the path of a clip that was uploaded before.
    RecognizeTarget byPath(Connections connections, String model) {
        return RecognizeTarget.byPath(
                connections.client(server, access, served.apply(model)), prefix);
    }

    /// Asked with a clip of `clips` in the request.
    RecognizeTarget withBody(Connections connections, String model, Path clips) {
        return RecognizeTarget.withBody(
                connections.client(server, access, served.apply(model)), clips);
    }
}
