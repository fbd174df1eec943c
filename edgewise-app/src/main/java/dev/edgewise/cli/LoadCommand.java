package dev.edgewise.cli;

import dev.edgewise.http.HttpConnection;
import dev.edgewise.load.Load;
import dev.edgewise.load.LoadJson;
import dev.edgewise.load.LoadPage;
import dev.edgewise.load.LoadReport;
import dev.edgewise.load.LoadSettings;
import dev.edgewise.load.LoadText;
import dev.edgewise.load.Plan;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.load.Objective;
import dev.edgewise.model.WholeFile;
import dev.edgewise.remote.EndpointSearch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `edgewise load`: how a server bears load.
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how a server bears load.",
            "",
            "Sends requests by a schedule that waits for nobody, and tells latency from the moment"
                    + " each was meant to be sent. URL is a server of ours or any that speaks the"
                    + " Open Inference Protocol: http://HOST:PORT, or with /v1, /v2 or"
                    + " /v2/models/NAME behind it. Without such a path it is asked to recognise the"
                    + " demo clips or, where it can't, for its only model. Ctrl-C ends it early and"
                    + " keeps what was measured."
        },
        footer = {
            "",
            "Examples: 200 requests a second; as many as keep p99 under 20 ms; a model",
            "  edgewise load http://127.0.0.1:8080 --rate 200 --duration 12s",
            "  edgewise load http://127.0.0.1:8080 --slo p99=20ms",
            "  edgewise load http://127.0.0.1:8000 --model resnet --input random \\",
            "      --shape image=1,3,224,224 --json -"
        })
final class LoadCommand implements Callable<Integer> {

    /// The highest rate that can be asked for.
    static final double MOST = 1e6;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Whether gaps between requests are drawn or even.
    enum Gaps {
        POISSON,
        CONSTANT
    }

    @Parameters(paramLabel = "URL", arity = "0..1", description = "the server's address")
    @Nullable String url;

    @Option(names = "--rate", paramLabel = "N", description = "requests a second (default: 100)")
    @Nullable Double rate;

    @Option(
            names = "--ramp",
            paramLabel = "A..B",
            converter = RateForm.class,
            description = "a rate that changes evenly from A to B requests a second")
    RateForm.@Nullable Range ramp;

    @Option(names = "--single", description = "one request at a time, a closed loop")
    boolean single;

    @Option(
            names = "--slo",
            paramLabel = "p99=20ms",
            converter = ObjectiveForm.class,
            description = "find the highest rate at which this holds")
    @Nullable Objective objective;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description =
                    "how long, such as 12s; with --slo at each rate, at least (default: 10s, with"
                            + " --slo 5s)")
    @Nullable Duration duration;

    @Option(
            names = "--arrivals",
            paramLabel = "poisson|constant",
            defaultValue = "poisson",
            description = "gaps between requests: as drawn, or even (default: ${DEFAULT-VALUE})")
    Gaps arrivals = Gaps.POISSON;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the schedule and of random inputs (default: ${DEFAULT-VALUE})")
    long seed;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "at most so many requests under way (default: ${DEFAULT-VALUE})")
    int connections;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = TimeSpan.class,
            description =
                    "of each request, from when it was meant to be sent; what isn't answered ranks"
                            + " as that (default: ${DEFAULT-VALUE})")
    Duration timeout = Duration.ZERO;

    @Mixin EndpointOptions endpoint;

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            arity = "0..1",
            fallbackValue = Destination.STDOUT,
            converter = Destination.Form.class,
            description = "the result as one JSON object, to a file or (-, or nothing) printed")
    @Nullable Destination json;

    @Option(names = "--html", paramLabel = "FILE", description = "the result as a page, one file")
    @Nullable Path html;

    @Option(
            names = "--hdr",
            paramLabel = "FILE",
            description = "the latencies second by second, as an HdrHistogram log")
    @Nullable Path hdr;

    @Option(names = "--samples", paramLabel = "FILE", description = "every request, as JSON Lines")
    @Nullable Path samples;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "a line for the context")
    String note = "";

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        LoadSettings settings = settings();
        Optional<WholeFile> jsonFile = json == null ? Optional.empty() : json.file();
        Optional<WholeFile> page =
                html == null ? Optional.empty() : Optional.of(WholeFile.at(html));
        Load load =
                new Load(settings, Terminal.ofStandardError().progress(true), Clock.systemUTC());
        try (Interruption _ = Interruption.of(PATIENCE, load::stop)) {
            return run(load, jsonFile, page);
        }
    }

    private int run(Load load, Optional<WholeFile> jsonFile, Optional<WholeFile> page)
            throws IOException {
        LoadReport report;
        try {
            report = load.run();
        } catch (InterruptedException e) {
            return Interruption.beforeAnything(spec);
        }
        print(report);
        // What can't be written takes nothing from what was printed, or from the other file.
        List<String> lost = new ArrayList<>(report.troubles());
        jsonFile.ifPresent(file -> write(file, LoadJson.text(report) + "\n", lost));
        page.ifPresent(file -> write(file, LoadPage.of(report).html(), lost));
        if (!lost.isEmpty()) {
            throw new IOException(String.join("; ", lost));
        }
        if (report.result().count(Status.ANSWERED) == 0 && !report.partial()) {
            throw new IOException(report.address() + ": not one request was answered");
        }
        return report.partial() ? Main.INTERRUPTED : Main.DONE;
    }

    private void print(LoadReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json != null && json.printed()) {
            out.println(LoadJson.text(report));
        } else {
            out.print(LoadText.of(report, Terminal.COLUMNS));
        }
        out.flush();
    }

    private static void write(WholeFile file, String text, List<String> lost) {
        try {
            file.write(text);
        } catch (IOException e) {
            lost.add(String.valueOf(e.getMessage()));
        }
    }

    private LoadSettings settings() throws IOException {
        if (url == null && json != null && EndpointOptions.isAddress(json.name())) {
            // --json took what was meant as the address.
            url = json.name();
            json = new Destination(Destination.STDOUT);
        }
        if (url == null) {
            url = endpoint.takenAddress();
        }
        if (url == null) {
            throw wrong("Missing required parameter: 'URL'");
        }
        Plan plan = plan();
        Duration length =
                duration != null
                        ? duration
                        : Duration.ofSeconds(plan instanceof Plan.Capacity ? 5 : 10);
        EndpointSearch search = search(url);
        try {
            return new LoadSettings(
                    search,
                    plan,
                    length,
                    timeout,
                    connections,
                    seed,
                    Optional.ofNullable(hdr),
                    Optional.ofNullable(samples),
                    note,
                    Main.VERSION);
        } catch (IllegalArgumentException e) {
            throw wrong("--" + e.getMessage());
        }
    }

    private EndpointSearch search(String address) throws IOException {
        try {
            return endpoint.search(HttpConnection.address(address), seed, timeout);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Plan plan() {
        int chosen =
                (rate != null ? 1 : 0)
                        + (ramp != null ? 1 : 0)
                        + (single ? 1 : 0)
                        + (objective != null ? 1 : 0);
        if (chosen > 1) {
            throw wrong("--rate, --ramp, --single and --slo: one of them");
        }
        boolean poisson = arrivals == Gaps.POISSON;
        if (single) {
            return new Plan.Single();
        }
        if (objective != null) {
            return new Plan.Capacity(objective, poisson);
        }
        if (ramp != null) {
            return new Plan.Ramp(ramp.from(), ramp.to(), poisson);
        }
        double steady = rate == null ? 100 : rate;
        if (!(steady > 0 && steady <= MOST)) {
            throw wrong("--rate: expected above 0 and at most 1000000, got " + rate);
        }
        return new Plan.Steady(steady, poisson);
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
