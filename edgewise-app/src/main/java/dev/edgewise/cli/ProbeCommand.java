package dev.edgewise.cli;

import dev.edgewise.measure.RunContext;
import dev.edgewise.model.WholeFile;
import dev.edgewise.remote.LinkSpeed;
import dev.edgewise.remote.SpeedTest;
import dev.edgewise.report.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `edgewise probe`: a speed test of the link to a server.
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the link to a server that runs edgewise serve.",
            "",
            "Tells round trip, jitter and the rates down and up, each with its 95 %% interval, in"
                    + " under 10 seconds where a round trip takes less than 0.3 s. The link is kept"
                    + " full for 3 s each way, by as many connections as it takes."
        },
        footer = {
            "",
            "Examples: a server's link, and the same link emulated later",
            "  edgewise probe edge.example",
            "  edgewise probe http://10.0.0.5:8080 --save office.json",
            "  edgewise link office.json --listen 127.0.0.1:9090 --target 127.0.0.1:8080"
        })
final class ProbeCommand implements Callable<Integer> {

    private static final long SEED = 1;

    @Parameters(
            paramLabel = "URL|HOST",
            converter = ServerForm.class,
            description = "the server: http://HOST:PORT, HOST:PORT, or HOST at port 8080")
    URI server;

    @Option(
            names = "--save",
            paramLabel = "FILE.json",
            description = "the link as a profile that edgewise link and --link can emulate")
    @Nullable Path save;

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            converter = Destination.Form.class,
            description = "the result as one JSON object, to a file or (-) printed")
    @Nullable Destination json;

    @Mixin AccessOptions access;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<WholeFile> jsonFile = json == null ? Optional.empty() : json.file();
        Optional<WholeFile> profile =
                save == null ? Optional.empty() : Optional.of(WholeFile.at(save));
        LinkSpeed speed = measure();
        String object =
                ProbeJson.text(
                        server,
                        speed,
                        RunContext.capture(
                                Clock.systemUTC(), SEED, Map.of("edgewise", Main.VERSION), ""));
        PrintWriter out = spec.commandLine().getOut();
        if (json != null && json.printed()) {
            out.println(object);
        } else {
            ProbeText.lines(server, speed).forEach(out::println);
        }
        out.flush();
        if (jsonFile.isPresent()) {
            jsonFile.get().write(object + "\n");
        }
        if (profile.isPresent()) {
            profile.get().write(speed.profile("probe of " + server.getHost()).json() + "\n");
        }
        return Main.DONE;
    }

    private LinkSpeed measure() throws IOException, InterruptedException {
        List<String> steps = SpeedTest.STEPS;
        try (ProgressBar bar =
                Terminal.ofStandardError().progress(true).start("probe", steps.size())) {
            return new SpeedTest(
                            server,
                            access.access(),
                            new SplittableRandom(SEED),
                            next -> bar.step(steps.indexOf(next) == 0 ? 0 : 1, next))
                    .measure();
        }
    }
}
