package dev.edgewise.load;

import dev.edgewise.http.Deadlines;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.Target;
import dev.edgewise.measure.load.Arrivals;
import dev.edgewise.measure.load.CapacitySearch;
import dev.edgewise.measure.load.ClosedLoop;
import dev.edgewise.measure.load.ConstantArrivals;
import dev.edgewise.measure.load.LoadResult;
import dev.edgewise.measure.load.OpenLoop;
import dev.edgewise.measure.load.PoissonArrivals;
import dev.edgewise.measure.load.RampArrivals;
import dev.edgewise.measure.statistics.WarmUp;
import dev.edgewise.oip.ModelStatistics;
import dev.edgewise.remote.Endpoint;
import dev.edgewise.remote.Faults;
import dev.edgewise.remote.LineTarget;
import dev.edgewise.report.Progress;
import dev.edgewise.report.ProgressBar;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One load: finds the server, warms it up, sends requests by the plan, and tells what came of
/// them. Used once.
public final class Load {

    private static final Duration GUESS = Duration.ofSeconds(2);
    private static final Duration REHEARSAL = Duration.ofSeconds(2);
    private static final double FIRST_SHARE = 0.5;

    private final LoadSettings settings;
    private final Progress progress;
    private final Clock clock;
    private final Faults faults = new Faults();
    private final List<LineTarget> lines = new ArrayList<>();
    private volatile @Nullable Thread runner;

    /// @param progress shows the load while it runs
    /// @param clock dates it
    public Load(LoadSettings settings, Progress progress, Clock clock) {
        this.settings = settings;
        this.progress = progress;
        this.clock = clock;
    }

    /// Ends it early, from another thread: what was measured until then is its result.
    public void stop() {
        Thread running = runner;
        if (running != null) {
            running.interrupt();
        }
    }

    /// Runs it. It should be called on a platform thread, which keeps the time.
    ///
    /// @throws IOException in one line if the server can't be loaded like that
    /// @throws InterruptedException if it was stopped before anything was measured
    public LoadReport run() throws IOException, InterruptedException {
        runner = Thread.currentThread();
        Endpoint endpoint = settings.search().find();
        RunContext context = context(endpoint);
        try (Deadlines deadlines = new Deadlines();
                ProgressBar bar = progress.start("load", 0)) {
            for (int i = 0; i < settings.used(); i++) {
                lines.add(endpoint.connect(deadlines, faults));
            }
            return run(endpoint, context, bar);
        } finally {
            lines.forEach(Target::close);
            runner = null;
        }
    }

    private LoadReport run(Endpoint endpoint, RunContext context, ProgressBar bar)
            throws IOException, InterruptedException {
        LineTarget first = lines.getFirst();
        Outcome cold = first.send(endpoint.items().getFirst(), settings.timeout());
        for (LineTarget line : lines) {
            open(line);
        }
        Optional<WarmUp> warmUp = WarmingUp.run(first, endpoint.items(), settings.timeout());
        if (warmUp.isPresent()) {
            rehearse(endpoint.items());
        }
        Optional<ModelStatistics> before = endpoint.statistics();
        faults.clear();
        Done done;
        OwnCost.Meter meter = new OwnCost.Meter();
        Records records = Records.begin(settings, clock);
        try (records;
                Ticker _ = new Ticker(records, bar, shownLength())) {
            done = send(endpoint.items(), records);
        }
        OwnCost cost = meter.read();
        boolean partial = Thread.interrupted();
        Optional<ModelStatistics> after = before.isPresent() ? after(endpoint) : before;
        return new LoadReport(
                settings,
                endpoint.address(),
                endpoint.model(),
                endpoint.inputs(),
                done.result(),
                cold.answered() ? OptionalDouble.of(cold.nanos() / 1e6) : OptionalDouble.empty(),
                warmUp,
                records.slices(),
                Phases.of(done.result(), before, after),
                faults.kinds(),
                done.found(),
                cost,
                partial,
                records.failures(),
                context);
    }

    /// Sends for a while as the plan says, without counting: what one request at a time doesn't
    /// need, many at once do.
    private void rehearse(List<String> items) throws InterruptedException {
        Duration half = settings.length().dividedBy(2);
        Duration length = half.compareTo(REHEARSAL) < 0 ? half : REHEARSAL;
        RandomGenerator random = new SplittableRandom(settings.seed() + 1);
        switch (settings.plan()) {
            case Plan.Steady(double rate, boolean poisson) ->
                    rehearse(arrivals(rate, poisson, random), length, items);
            case Plan.Ramp(double from, _, boolean poisson) ->
                    rehearse(arrivals(from, poisson, random), length, items);
            case Plan.Single _, Plan.Capacity _ -> {}
        }
    }

    private void rehearse(Arrivals arrivals, Duration length, List<String> items)
            throws InterruptedException {
        new OpenLoop(settings.timeout()).run(arrivals, length, items, List.copyOf(lines));
    }

    private record Done(LoadResult result, Optional<CapacitySearch.Found> found) {}

    private Done send(List<String> items, Records records) throws IOException {
        OpenLoop open = new OpenLoop(settings.timeout());
        List<Target> targets = List.copyOf(lines);
        Duration length = settings.length();
        SplittableRandom random = new SplittableRandom(settings.seed());
        return switch (settings.plan()) {
            case Plan.Steady(double rate, boolean poisson) ->
                    loaded(
                            open.run(
                                    arrivals(rate, poisson, random),
                                    length,
                                    items,
                                    targets,
                                    records.next()));
            case Plan.Ramp(double from, double to, boolean poisson) ->
                    loaded(
                            open.run(
                                    new RampArrivals(
                                            from,
                                            to,
                                            length,
                                            poisson ? Optional.of(random) : Optional.empty()),
                                    length,
                                    items,
                                    targets,
                                    records.next()));
            case Plan.Single() ->
                    loaded(
                            new ClosedLoop(settings.timeout())
                                    .run(length, items, targets, records.next()));
            case Plan.Capacity capacity -> capacity(capacity, items, targets, records, random);
        };
    }

    private static Done loaded(LoadResult result) {
        return new Done(result, Optional.empty());
    }

    private Done capacity(
            Plan.Capacity plan,
            List<String> items,
            List<Target> targets,
            Records records,
            SplittableRandom random)
            throws IOException {
        LoadResult most =
                new ClosedLoop(settings.timeout()).run(GUESS, items, targets, records.next());
        if (most.answeredPerSecond() == 0) {
            throw new IOException(
                    settings.search().url()
                            + ": answers nothing"
                            + faults.kinds().values().stream()
                                    .findFirst()
                                    .map(fault -> ": " + fault.first())
                                    .orElse(""));
        }
        OpenLoop open = new OpenLoop(settings.timeout());
        CapacitySearch.Found found =
                new CapacitySearch(
                                plan.objective(),
                                settings.length(),
                                (rate, length) -> {
                                    LoadResult result =
                                            open.run(
                                                    arrivals(rate, plan.poisson(), random.split()),
                                                    length,
                                                    items,
                                                    targets,
                                                    records.next());
                                    if (Thread.interrupted()) {
                                        throw new InterruptedException();
                                    }
                                    return result;
                                })
                        .from(most.answeredPerSecond() * FIRST_SHARE);
        LoadResult shown =
                found.best()
                        .map(CapacitySearch.Trial::result)
                        .orElse(
                                found.trials().isEmpty()
                                        ? most
                                        : found.trials().getLast().result());
        return new Done(shown, Optional.of(found));
    }

    private static Arrivals arrivals(double rate, boolean poisson, RandomGenerator random) {
        return poisson ? new PoissonArrivals(rate, random) : new ConstantArrivals(rate);
    }

    private void open(LineTarget line) throws IOException, InterruptedException {
        try {
            line.open(settings.timeout());
        } catch (HttpFailure e) {
            throw new IOException(
                    e.getMessage()
                            + " (connection "
                            + (lines.indexOf(line) + 1)
                            + " of "
                            + lines.size()
                            + ")",
                    e);
        }
    }

    /// What is left of a load that fails to be asked is its phases, and no more.
    private static Optional<ModelStatistics> after(Endpoint endpoint) throws InterruptedException {
        try {
            return endpoint.statistics();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Duration shownLength() {
        return settings.plan() instanceof Plan.Capacity ? Duration.ZERO : settings.length();
    }

    private RunContext context(Endpoint endpoint) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("edgewise", settings.version());
        versions.put("server", endpoint.address());
        if (!endpoint.model().isEmpty()) {
            versions.put("model", endpoint.model());
        }
        return RunContext.capture(clock, settings.seed(), versions, settings.note());
    }
}
