package dev.edgewise.study;

import dev.edgewise.report.Diagram;
import java.util.List;

/// The set-up of a study as a drawing, with where each clock starts and stops.
final class SetUp {

    private SetUp() {}

    static Diagram of(StudyResult result) {
        boolean emulated = result.askedLink().isPresent();
        String remoteMachine = emulated ? "this machine" : "remote";
        String edgeMachine = emulated ? "this machine" : "edge";
        List<Diagram.Lane> lanes =
                List.of(
                        new Diagram.Lane("edge-http", "server, loopback", edgeMachine),
                        new Diagram.Lane("edge", "client and model", edgeMachine),
                        new Diagram.Lane(
                                "link",
                                emulated ? "emulated" : "as it is",
                                emulated ? "this machine" : ""),
                        new Diagram.Lane("remote", "server", remoteMachine));
        List<Diagram.Step> steps =
                List.of(
                        new Diagram.Work(1, "recognise in process"),
                        new Diagram.Part("edge-http: by path"),
                        new Diagram.Message(1, 0, "path"),
                        new Diagram.Work(0, "read, decode, predict"),
                        new Diagram.Message(0, 1, "word"),
                        new Diagram.Part("remote-path: a block's clips first, then each by path"),
                        new Diagram.Message(
                                1, 3, "the block's clips, by " + result.remote().upload()),
                        new Diagram.Message(3, 1, "stored"),
                        new Diagram.Message(1, 3, "path"),
                        new Diagram.Work(3, "read, decode, predict"),
                        new Diagram.Message(3, 1, "word"),
                        new Diagram.Part("remote-body: the audio in the request"),
                        new Diagram.Message(1, 3, "clip"),
                        new Diagram.Work(3, "decode, predict"),
                        new Diagram.Message(3, 1, "word"));
        return new Diagram(
                lanes,
                steps,
                List.of(
                        new Diagram.Clock("request = total", 1, 0, 0),
                        new Diagram.Clock("request = total", 1, 2, 4),
                        new Diagram.Clock("prediction", 0, 3, 3),
                        new Diagram.Clock("upload", 1, 6, 7),
                        new Diagram.Clock("request", 1, 8, 10),
                        new Diagram.Clock("prediction", 3, 9, 9),
                        new Diagram.Clock("request = total", 1, 12, 14),
                        new Diagram.Clock("prediction", 3, 13, 13)));
    }
}
