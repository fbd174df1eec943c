package dev.edgewise.study;

import dev.edgewise.measure.BlockOrder;
import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.SingleStream;
import dev.edgewise.measure.Stage;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.Target;
import dev.edgewise.measure.statistics.WarmUp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/// Sends the clips to the arms: rounds of warm-up until the times are steady, then the measured
/// blocks. Closed loop, one request at a time. At a remote place a block begins with one request
/// more, which meets an idle connection and is kept apart as cold; a block that goes there by path
/// uploads its clips first.
final class Rounds {

    /// Where an upload's session is told from requests.
    static final String UPLOAD = "upload";

    /// More rounds of warm-up than this are not waited for.
    static final int MOST_WARM_UPS = 12;

    private static final int WARM_UP_REQUESTS = 5;

    /// Places that answer in next to no time can be warmed up thoroughly.
    private static final int NEAR_PASSES = 10;

    /// After a signal all processes of a terminal's group end at once; a request may see that
    /// before this process does.
    private static final Duration FOR_A_SIGNAL = Duration.ofMillis(150);

    /// Takes each sample as it is made.
    interface Sink {

        void accept(Sample sample) throws IOException;

        /// An arm is about to begin a measured block.
        default void begins(Arm arm) {}

        /// An arm has ended a measured block.
        default void ends(Arm arm, int block) throws IOException {}
    }

    private final Map<Arm, Target> targets;
    private final List<Target> shortcuts;
    private final Function<Arm, Upload> uploads;
    private final ToLongFunction<String> sizes;
    private final Duration deadline;
    private final LongSupplier nanoTime;
    private final long beginNanos;
    private final SingleStream stream;
    private final Sink sink;

    /// @param targets one for each arm
    /// @param shortcuts warmed up as well, and never measured
    /// @param uploads how an arm's clips get to its remote place
    /// @param sizes of clips in bytes
    /// @param nanoTime `System::nanoTime`
    Rounds(
            Map<Arm, Target> targets,
            List<Target> shortcuts,
            Function<Arm, Upload> uploads,
            ToLongFunction<String> sizes,
            Duration deadline,
            LongSupplier nanoTime,
            Sink sink) {
        this.targets = new LinkedHashMap<>(targets);
        this.shortcuts = List.copyOf(shortcuts);
        this.uploads = uploads;
        this.sizes = sizes;
        this.deadline = deadline;
        this.nanoTime = nanoTime;
        this.beginNanos = nanoTime.getAsLong();
        this.stream = new SingleStream(deadline, nanoTime);
        this.sink = sink;
    }

    /// Asks each arm once, so that what doesn't work at all is known before the first sample.
    ///
    /// @throws IOException with the place's own words
    void check(String clip) throws IOException, InterruptedException {
        for (Map.Entry<Arm, Target> entry : targets.entrySet()) {
            Arm arm = entry.getKey();
            if (arm.place() == Place.REMOTE_PATH) {
                uploads.apply(arm).send(List.of(clip));
            }
            Outcome outcome = entry.getValue().send(clip, deadline);
            if (!outcome.answered()) {
                throw new IOException(outcome.detail());
            }
            if (!outcome.phaseNanos().containsKey("predict")) {
                throw new IOException(
                        arm.name()
                                + ": the server doesn't tell its phases (Server-Timing); is it a"
                                + " server of Edgewise?");
            }
        }
    }

    /// Warms up until every arm is steady, or for [#MOST_WARM_UPS] rounds.
    ///
    /// @param found gets what was found at each arm so far, by its name
    void warmUp(List<String> clips, RandomGenerator random, Map<String, WarmUp> found)
            throws IOException, InterruptedException {
        List<BlockOrder.Block> plan =
                BlockOrder.plan(
                        targets.keySet().stream().map(Arm::name).toList(),
                        clips,
                        WARM_UP_REQUESTS * MOST_WARM_UPS,
                        MOST_WARM_UPS,
                        random);
        Map<String, List<Double>> medians = new HashMap<>();
        for (BlockOrder.Block block : plan) {
            for (Arm arm : order(block)) {
                List<String> items = passes(block, arm.place().remote() ? 1 : NEAR_PASSES);
                List<Sample> samples = run(arm, block.number(), items, Stage.WARM_UP);
                List<Double> own = medians.computeIfAbsent(arm.name(), name -> new ArrayList<>());
                own.add(median(samples));
                found.put(arm.name(), WarmUp.of(own));
            }
            for (Target shortcut : shortcuts) {
                for (String item : passes(block, NEAR_PASSES)) {
                    shortcut.send(item, deadline);
                }
            }
            if (found.values().stream().allMatch(WarmUp::steady)) {
                return;
            }
        }
    }

    private static List<String> passes(BlockOrder.Block block, int passes) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < passes; i++) {
            items.addAll(block.items());
        }
        return items;
    }

    /// Runs a measured block.
    ///
    /// @throws IOException if an upload fails, an arm answers none of a block's requests, or a
    /// sample can't be kept
    void measure(BlockOrder.Block block) throws IOException, InterruptedException {
        for (Arm arm : order(block)) {
            sink.begins(arm);
            run(arm, block.number(), block.items(), Stage.MEASURED);
            sink.ends(arm, block.number());
        }
    }

    private List<Arm> order(BlockOrder.Block block) {
        Map<String, Arm> arms = new HashMap<>();
        targets.keySet().forEach(arm -> arms.put(arm.name(), arm));
        return block.places().stream().map(arms::get).toList();
    }

    private List<Sample> run(Arm arm, int block, List<String> items, Stage stage)
            throws IOException, InterruptedException {
        if (arm.place() == Place.REMOTE_PATH) {
            upload(arm, block, items, stage);
        }
        Target target = targets.get(arm);
        if (target == null) {
            throw new IllegalStateException("no target for " + arm);
        }
        boolean remote = arm.place().remote();
        List<String> all = new ArrayList<>();
        if (remote) {
            all.add(items.getFirst());
        }
        all.addAll(items);
        Stage first = stage == Stage.MEASURED && remote ? Stage.COLD : stage;
        List<Sample> samples = new ArrayList<>();
        stream.run(
                arm.name(),
                new Patient(target),
                block,
                all,
                first,
                stage,
                sample -> {
                    samples.add(sample);
                    sink.accept(sample);
                });
        if (samples.stream().noneMatch(sample -> sample.outcome().answered())) {
            throw new IOException(
                    arm.name()
                            + " answered none of a block's requests: "
                            + samples.getLast().outcome().detail());
        }
        return samples;
    }

    /// A session is a sample of its own; its phase `file` is the session's time by the number of
    /// its files.
    private void upload(Arm arm, int block, List<String> items, Stage stage)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        List<String> clips = List.copyOf(new LinkedHashSet<>(items));
        long start = nanoTime.getAsLong() - beginNanos;
        long nanos = send(arm, clips);
        sink.accept(
                new Sample(
                        arm.uploads(),
                        block,
                        0,
                        clips.size() + " files",
                        stage,
                        start,
                        deadline.toNanos(),
                        new Outcome(
                                Status.ANSWERED,
                                nanos,
                                Map.of("file", nanos / clips.size()),
                                clips.stream().mapToLong(sizes).sum(),
                                0,
                                "")));
    }

    private long send(Arm arm, List<String> clips) throws IOException, InterruptedException {
        try {
            return uploads.apply(arm).send(clips);
        } catch (IOException e) {
            Thread.sleep(FOR_A_SIGNAL);
            throw e;
        }
    }

    /// Waits for a signal after a request that wasn't answered; its time is taken already.
    private record Patient(Target target) implements Target {

        @Override
        public Outcome send(String item, Duration deadline) throws InterruptedException {
            Outcome outcome = target.send(item, deadline);
            if (!outcome.answered()) {
                Thread.sleep(FOR_A_SIGNAL);
            }
            return outcome;
        }

        @Override
        public void close() {
            target.close();
        }
    }

    private static double median(List<Sample> samples) {
        long[] nanos = samples.stream().mapToLong(s -> s.outcome().nanos()).sorted().toArray();
        return Math.max(1, nanos[nanos.length / 2]);
    }
}
