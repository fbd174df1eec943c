package dev.edgewise.bench;

import dev.edgewise.audio.DemoClips;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Ten minutes of full load over eight connections: the memory that the server holds each half
/// minute. From minute two on it is to stay flat, and it is to stay small.
public final class SoakBenchmark {

    private static final int CONNECTIONS = 8;
    private static final int STEP_SECONDS = 30;
    private static final int STEPS = 20;
    private static final int SETTLED_STEPS = 4;
    private static final double GROWTH_BOUND = 1.05;
    private static final double BOUND_MIB = 200;

    private SoakBenchmark() {}

    public static void main(String[] args) throws IOException {
        byte[] clip = DemoClips.bytes(DemoClips.paths().getFirst());
        try (FullLoad load = new FullLoad(CONNECTIONS, clip);
                ServerProcess server = ServerProcess.start(List.of())) {
            System.out.printf(Locale.ROOT, "%8s %10s %10s%n", "seconds", "answers/s", "memory MiB");
            double settled = 0;
            double most = 0;
            for (int step = 1; step <= STEPS; step++) {
                double rate = load.run(server.url() + "/v1/recognize", STEP_SECONDS).perSecond();
                double memory = server.residentMiB();
                System.out.printf(
                        Locale.ROOT, "%8d %10.0f %10.1f%n", step * STEP_SECONDS, rate, memory);
                most = Math.max(most, memory);
                if (step == SETTLED_STEPS) {
                    settled = memory;
                    most = memory;
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    """
                    most after minute 2, against that at minute 2  %8.3f, to be at most %.2f
                    most after minute 2                            %8.1f MiB, to be at most %.0f
                    """,
                    most / settled,
                    GROWTH_BOUND,
                    most,
                    BOUND_MIB);
        }
    }
}
