package dev.edgewise.bench;

import dev.edgewise.audio.DemoClips;
import dev.edgewise.measure.statistics.WarmUp;
import dev.edgewise.model.ModelStore;
import dev.edgewise.recognize.LocalRecognizer;
import dev.edgewise.recognize.Recognizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// What the server makes of the cores, with eight connections that never wait and 32 kB of audio in
/// each request: its processor time an answer against that of a clip in process, and its answers a
/// second, with the load generator beside it on the same cores, against the clips a second that as
/// many workers recognise in process. Both take turns in one run.
public final class ThroughputBenchmark {

    private static final double CPU_BOUND = 1.25;
    private static final double RATE_BOUND = 0.75;
    private static final int CONNECTIONS = 8;
    private static final int ROUNDS = 9;
    private static final int SECONDS = 3;
    private static final int MOST_WARM_UP = 30;

    private ThroughputBenchmark() {}

    public static void main(String[] args) throws IOException {
        byte[] clip = DemoClips.bytes(DemoClips.paths().getFirst());
        int cores = Runtime.getRuntime().availableProcessors();
        try (FullLoad load = new FullLoad(CONNECTIONS, clip)) {
            for (String model : ModelStore.SHIPPED) {
                try (ServerProcess server = ServerProcess.start(List.of(), "--model", model);
                        Recognizer recognizer = new LocalRecognizer(ModelStore.open(model, 1))) {
                    measure(model, server, load, new Workshop(recognizer, clip, cores));
                }
            }
        }
    }

    private static void measure(String model, ServerProcess server, FullLoad load, Workshop shop)
            throws IOException {
        String warm = warmUp(server, load);
        shop.run(SECONDS);
        SplittableRandom random = new SplittableRandom(1);
        double[] serverCpu = new double[ROUNDS];
        double[] serverRate = new double[ROUNDS];
        double[] shopCpu = new double[ROUNDS];
        double[] shopRate = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            boolean serverFirst = random.nextBoolean();
            for (boolean turn : new boolean[] {serverFirst, !serverFirst}) {
                if (turn) {
                    long before = server.cpuNanos();
                    FullLoad.Answers answers = load.run(server.url() + "/v1/recognize", SECONDS);
                    serverCpu[i] = (server.cpuNanos() - before) / 1e6 / answers.count();
                    serverRate[i] = answers.perSecond();
                } else {
                    Workshop.Done done = shop.run(SECONDS);
                    shopCpu[i] = done.cpuMillisPerClip();
                    shopRate[i] = done.perSecond();
                }
            }
        }
        double[] cpu = medians(serverCpu, shopCpu);
        double[] rate = medians(serverRate, shopRate);
        System.out.printf(
                Locale.ROOT,
                """
                %s, %d connections, load by %s; server %s
                server, processor time an answer   %8.3f ms
                in process, processor time a clip  %8.3f ms
                ratio of the medians (%d rounds of %d s, in turn) %8.3f, to be at most %.2f
                server, answers a second           %8.0f
                in process, clips a second         %8.0f
                ratio of the medians (%d rounds of %d s, in turn) %8.3f, to be at least %.2f
                server, memory under that load     %8.0f MiB
                """,
                model,
                CONNECTIONS,
                load.generator(),
                warm,
                cpu[0],
                cpu[1],
                ROUNDS,
                SECONDS,
                cpu[0] / cpu[1],
                CPU_BOUND,
                rate[0],
                rate[1],
                ROUNDS,
                SECONDS,
                rate[0] / rate[1],
                RATE_BOUND,
                server.residentMiB());
    }

    private static double[] medians(double[] first, double[] second) {
        return new double[] {ServerProcess.median(first), ServerProcess.median(second)};
    }

    /// Loads the server until its rate has settled; says when that was.
    private static String warmUp(ServerProcess server, FullLoad load) throws IOException {
        List<Double> times = new ArrayList<>();
        WarmUp warm = WarmUp.of(times);
        while (!warm.steady() && times.size() < MOST_WARM_UP) {
            times.add(1e3 / load.run(server.url() + "/v1/recognize", 1).perSecond());
            warm = WarmUp.of(times);
        }
        return warm.reason();
    }
}
