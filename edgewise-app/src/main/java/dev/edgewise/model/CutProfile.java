package dev.edgewise.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;

/// How long a model takes up to each place where it can be cut.
///
/// The head of each cut is loaded as it would be on the device, optimised, in one thread or as many
/// as asked for. After a warm-up all of them run once a round, in an order drawn anew for each
/// round, so that what drifts meanwhile meets all alike.
public final class CutProfile {

    /// Fewer rounds than this say nothing, so that time runs over rather.
    public static final int FEWEST_ROUNDS = 5;

    /// Places beyond this many are thinned out evenly.
    public static final int MOST_PLACES = 60;

    /// All heads together may have this many bytes: they are in memory at once.
    private static final long MOST_BYTES = 1L << 30;

    /// What to measure.
    ///
    /// @param shapes the shapes of those inputs whose shape the caller chooses, by name
    /// @param all whether places count, too, where more than one tensor crosses
    /// @param runs how many rounds, unless `limit` comes first
    /// @param limit how long it may take
    /// @param threads how many threads share the work of one run
    /// @param seed of the inputs and the order
    public record Settings(
            Map<String, List<Long>> shapes,
            boolean all,
            int runs,
            Duration limit,
            int threads,
            long seed) {}

    /// A place to cut, and what it takes to get there.
    ///
    /// @param tensor where; empty for the whole model
    /// @param crossing how many tensors cross there
    /// @param bytes that they take; for the whole model, its outputs
    /// @param macs multiplications with addition up to there
    /// @param nanos how long each round took, in nanoseconds
    public record Place(String tensor, int crossing, long bytes, long macs, List<Long> nanos) {

        public Place {
            nanos = List.copyOf(nanos);
        }
    }

    /// What was measured.
    ///
    /// @param places in the model's order; the whole model comes last
    /// @param inputBytes what the inputs take: what crosses where nothing is done on the device
    /// @param left how many places there are that weren't measured, because there are so many
    public record Result(List<Place> places, long inputBytes, int left) {

        public Result {
            places = List.copyOf(places);
        }
    }

    private final OnnxFile file;
    private final Settings settings;
    private final LongSupplier clock;
    private final Random random;

    private CutProfile(OnnxFile file, Settings settings, LongSupplier clock) {
        this.file = file;
        this.settings = settings;
        this.clock = clock;
        this.random = new Random(settings.seed());
    }

    /// Measures `file`.
    ///
    /// @param clock a monotonic clock, in nanoseconds
    /// @param round is called after each round
    /// @throws ModelException if it can't be run, or there is no place to cut it
    public static Result measure(
            OnnxFile file, Settings settings, LongSupplier clock, Runnable round)
            throws ModelException {
        return new CutProfile(file, settings, clock).measure(round);
    }

    /// A head that is loaded.
    private record Loaded(Place place, OnnxRun run, OnnxRun.Inputs inputs, List<Long> nanos) {

        void close() {
            inputs.close();
            run.close();
        }
    }

    private Result measure(Runnable round) throws ModelException {
        long deadline = clock.getAsLong() + settings.limit().toNanos();
        Dataflow flow = new Dataflow(file.model());
        Map<String, GraphFacts.TensorFacts> tensors = new HashMap<>();
        GraphFacts facts = GraphFacts.of(file, settings.shapes());
        facts.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
        List<CutPlan> plans = plans(flow, tensors);
        if (plans.isEmpty()) {
            throw new ModelException(
                    file.source()
                            + ": there is no place to cut it"
                            + (settings.all() ? "" : " where one tensor crosses"));
        }
        List<CutPlan> few = thinned(plans);
        Map<String, TensorValue> inputs = RandomInputs.of(file, settings.shapes(), settings.seed());
        List<Loaded> loaded = new ArrayList<>();
        try {
            long bytes = 0;
            Part part = new Part(file, flow);
            for (CutPlan plan : few) {
                ModelProto head = part.head(plan, CutProfile::named);
                bytes += head.getSerializedSize();
                if (bytes > MOST_BYTES) {
                    break;
                }
                Place place =
                        new Place(
                                plan.tensor(),
                                plan.crossing().size(),
                                bytes(plan.crossing(), tensors),
                                macs(plan.made(flow), tensors),
                                List.of());
                loaded.add(load(place, head, inputs));
            }
            int left = plans.size() - loaded.size();
            List<String> outputs = file.outputs().stream().map(Port::name).toList();
            Place whole =
                    new Place(
                            "",
                            outputs.size(),
                            bytes(outputs, tensors),
                            facts.macs().orElse(0),
                            List.of());
            loaded.add(load(whole, file.model(), inputs));
            run(loaded, deadline, round);
            return new Result(
                    loaded.stream()
                            .map(
                                    l ->
                                            new Place(
                                                    l.place.tensor(),
                                                    l.place.crossing(),
                                                    l.place.bytes(),
                                                    l.place.macs(),
                                                    l.nanos))
                            .toList(),
                    inputs.values().stream().mapToLong(TensorValue::size).sum(),
                    left);
        } finally {
            loaded.forEach(Loaded::close);
        }
    }

    /// The cuts that are possible, in the file's order.
    private List<CutPlan> plans(Dataflow flow, Map<String, GraphFacts.TensorFacts> tensors) {
        List<CutPlan> plans = new ArrayList<>();
        for (String tensor : flow.tensors()) {
            try {
                CutPlan plan = CutPlan.at(file, flow, tensor);
                if (tensors.keySet().containsAll(plan.crossing())
                        && (settings.all() || plan.crossing().size() == 1)) {
                    plans.add(plan);
                }
            } catch (ModelException e) {
                // No place to cut: an output, or what nobody reads.
            }
        }
        return plans;
    }

    private static List<CutPlan> thinned(List<CutPlan> plans) {
        if (plans.size() <= MOST_PLACES) {
            return plans;
        }
        List<CutPlan> few = new ArrayList<>();
        for (int i = 0; i < MOST_PLACES; i++) {
            few.add(plans.get((int) ((long) i * (plans.size() - 1) / (MOST_PLACES - 1))));
        }
        return few;
    }

    private static ValueInfoProto named(String tensor) {
        return ValueInfoProto.newBuilder().setName(tensor).build();
    }

    private Loaded load(Place place, ModelProto model, Map<String, TensorValue> inputs)
            throws ModelException {
        OnnxRun run = OnnxRun.load(file.source(), model, settings.threads(), true);
        try {
            Map<String, TensorValue> own = new HashMap<>(inputs);
            own.keySet()
                    .retainAll(
                            model.getGraph().getInputList().stream()
                                    .map(ValueInfoProto::getName)
                                    .toList());
            return new Loaded(place, run, run.inputs(own), new ArrayList<>());
        } catch (ModelException e) {
            run.close();
            throw e;
        }
    }

    private void run(List<Loaded> loaded, long deadline, Runnable round) throws ModelException {
        List<Loaded> order = new ArrayList<>(loaded);
        for (int i = -FEWEST_ROUNDS; i < settings.runs(); i++) {
            Collections.shuffle(order, random);
            boolean measured = i >= 0;
            if (i >= FEWEST_ROUNDS && clock.getAsLong() >= deadline) {
                return;
            }
            for (Loaded head : order) {
                long began = clock.getAsLong();
                head.inputs.run();
                long nanos = clock.getAsLong() - began;
                if (measured) {
                    head.nanos.add(nanos);
                }
            }
            if (measured) {
                round.run();
            }
        }
    }

    private static long bytes(List<String> names, Map<String, GraphFacts.TensorFacts> tensors) {
        return names.stream()
                .map(tensors::get)
                .mapToLong(tensor -> tensor == null ? 0 : tensor.bytes())
                .sum();
    }

    private static long macs(List<String> names, Map<String, GraphFacts.TensorFacts> tensors) {
        return names.stream()
                .map(tensors::get)
                .mapToLong(tensor -> tensor == null ? 0 : tensor.macs())
                .max()
                .orElse(0);
    }
}
