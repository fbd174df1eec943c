package dev.edgewise.bench;

import dev.edgewise.SharedData;
import dev.edgewise.audio.DemoClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How long `./edgewise recognize` of one clip takes from start to answer, as a ratio to a Java
/// main that does nothing, on the same JDK.
public final class StartBenchmark {

    private static final double BOUND = 8;
    private static final int ROUNDS = 40;

    private StartBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path clip = Files.createTempFile("edgewise-start", ".wav");
        try (EmptyMain empty = EmptyMain.compile()) {
            Files.write(clip, DemoClips.bytes(DemoClips.paths().getFirst()));
            String edgewise = SharedData.projectRoot().resolve("edgewise").toString();
            InTurn.print(
                    "./edgewise recognize CLIP, start to answer",
                    "an empty Java main",
                    InTurn.measure(
                            () -> EmptyMain.timed(edgewise, "recognize", clip.toString()),
                            empty::run,
                            new InTurn.Size(ROUNDS, 1, 2)),
                    BOUND);
        } finally {
            Files.deleteIfExists(clip);
        }
    }
}
