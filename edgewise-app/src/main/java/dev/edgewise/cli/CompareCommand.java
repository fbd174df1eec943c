package dev.edgewise.cli;

import dev.edgewise.files.ssh.ScpTarget;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.link.LinkProfile;
import dev.edgewise.measure.statistics.Margin;
import dev.edgewise.measure.statistics.Until;
import dev.edgewise.model.ModelStore;
import dev.edgewise.report.Progress;
import dev.edgewise.study.Ending;
import dev.edgewise.study.Extent;
import dev.edgewise.study.OutputFolder;
import dev.edgewise.study.Remote;
import dev.edgewise.study.Study;
import dev.edgewise.study.StudyJson;
import dev.edgewise.study.StudyRun;
import dev.edgewise.study.StudySettings;
import dev.edgewise.study.StudyText;
import dev.edgewise.study.UploadWay;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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

/// `edgewise compare`: the study.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Measures whether offloading pays.",
            "",
            "Recognises the same clips in this process, on a server beside it, and on a remote"
                    + " server, by path after an upload and with the audio in the request. One"
                    + " request at a time, in random interleaved blocks, in which all models and"
                    + " links that are asked for take part. Writes a page, the figures and every"
                    + " sample. Ctrl-C ends it early and keeps what was measured."
        },
        footer = {
            "",
            "Examples: the report's study, emulated; the same against a real server",
            "  edgewise compare",
            "  edgewise compare recordings --remote http://192.0.2.7:8080",
            "",
            "Example: two models over three links, in one run",
            "  edgewise compare --model tutorial-cnn --model bc-resnet --link report,lte,dsl"
        })
final class CompareCommand implements Callable<Integer> {

    private static final int COLUMNS = 80;
    private static final int REQUESTS = 700;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Parameters(
            paramLabel = "CLIPS",
            arity = "0..1",
            description =
                    "a WAV file or a folder of them; without it the synthetic clips that ship with"
                            + " the program")
    @Nullable Path clips;

    @Option(
            names = "--link",
            paramLabel = "PROFILE|SPEC",
            description =
                    "the emulated link to a remote server on this machine: a name (see edgewise"
                            + " link --help), several as report,lte,dsl, or numbers:"
                            + " rtt=40ms,down=12M,up=3M. Can be given several times (default:"
                            + " report)")
    List<String> links = List.of();

    @Option(
            names = "--remote",
            paramLabel = "URL",
            description =
                    "a real remote server (edgewise serve --data) instead; can be given several"
                            + " times")
    List<String> remotes = List.of();

    @Option(
            names = "--scp",
            paramLabel = "USER@HOST:PORT",
            description =
                    "upload to the remote server by SCP, into the folder that it serves; without"
                            + " it by HTTP")
    @Nullable String scp;

    @Option(
            names = "--scp-password-file",
            paramLabel = "FILE",
            description = "a file whose first line is the password for scp; without it keys let in")
    @Nullable Path scpPasswordFile;

    @Option(
            names = "--upload",
            paramLabel = "scp|http|archive",
            description =
                    "how clips get there before they are asked for by path: a block's files one"
                            + " after the other in an SSH session, a PUT each, or all in one"
                            + " request (default: scp; with --remote and without --scp: http)")
    @Nullable UploadWay upload;

    @Option(
            names = "--requests",
            paramLabel = "N",
            description =
                    "requests that are measured at each place, after warm-up; at least 10"
                            + " (default: 700)")
    @Nullable Integer requests;

    @Option(
            names = "--until",
            paramLabel = "2%%|1ms|5m|2%%,5m",
            converter = UntilForm.class,
            description =
                    "instead, measure until the 95 %% interval of the difference is so narrow (a"
                            + " share of the edge's mean or a time), or for so long; with both,"
                            + " whichever comes first. Several models and links go on until all"
                            + " are that narrow")
    @Nullable Until until;

    @Option(
            names = "--resume",
            description =
                    "go on with the run in --out that was broken off, after its last whole block;"
                            + " give the same options again")
    boolean resume;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "edgewise-compare",
            description = "where page, figures and samples go (default: ${DEFAULT-VALUE})")
    Path out;

    @Option(names = "--json", description = "print the figures as one JSON object")
    boolean json;

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE",
            defaultValue = ModelStore.STUDY,
            description =
                    "a model that ships, or an ONNX file; can be given several times (default:"
                            + " ${DEFAULT-VALUE})")
    List<String> models;

    @Option(
            names = "--margin",
            paramLabel = "5%|2ms",
            converter = MarginForm.class,
            description =
                    "a smaller difference doesn't matter: a share of the edge's mean or a time"
                            + " (default: the larger of 5%% and 1ms)")
    Margin margin = Margin.DEFAULT;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the order of places and clips (default: ${DEFAULT-VALUE})")
    long seed;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "a line for the context: a VPN, say")
    String note;

    @Mixin AccessOptions access;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        StudySettings settings = settings();
        OutputFolder output = resume ? OutputFolder.ofBrokenRun(out) : OutputFolder.open(out);
        Progress progress = Terminal.ofStandardError().progress(true);
        Study study = new Study(settings, output, progress);
        try (Interruption _ = Interruption.of(PATIENCE, study::stop)) {
            return run(study, output);
        }
    }

    private int run(Study study, OutputFolder output) throws IOException {
        try {
            return told(study.run(), output);
        } catch (InterruptedException e) {
            return Interruption.beforeAnything(spec);
        }
    }

    private int told(StudyRun run, OutputFolder output) throws IOException {
        PrintWriter to = spec.commandLine().getOut();
        if (json) {
            to.println(StudyJson.text(run));
        } else {
            to.print(StudyText.of(run, COLUMNS));
            to.println();
            to.println("The page: " + output.page());
        }
        to.flush();
        return switch (run.ending()) {
            case Ending.Complete _, Ending.Narrow _, Ending.TimeUp _ -> Main.DONE;
            case Ending.Interrupted _, Ending.Unknown _ -> Main.INTERRUPTED;
            case Ending.Failed failed -> throw new IOException(failed.why() + output.kept());
        };
    }

    private StudySettings settings() throws IOException {
        if (!links.isEmpty() && !remotes.isEmpty()) {
            throw wrong("--link and --remote: one of them, not both");
        }
        if (remotes.isEmpty() && (scp != null || scpPasswordFile != null)) {
            throw wrong("--scp and --scp-password-file need --remote");
        }
        if (remotes.isEmpty() && access.given()) {
            throw wrong("--header, --token-file and --tls-... need --remote");
        }
        if (remotes.size() > 1 && scp != null) {
            throw wrong("--scp: where to, with " + remotes.size() + " remote servers?");
        }
        if (scp != null && upload != null && upload != UploadWay.SCP) {
            throw wrong("--scp: where to by SCP, with --upload " + name(upload) + "?");
        }
        if (scp == null && upload == UploadWay.SCP && !remotes.isEmpty()) {
            throw wrong("--upload scp needs --scp: where to");
        }
        if (scp == null && scpPasswordFile != null) {
            throw wrong("--scp-password-file needs --scp");
        }
        List<Remote> where = new ArrayList<>();
        for (LinkProfile link : profiles()) {
            where.add(new Remote.Emulated(link, upload == null ? UploadWay.SCP : upload));
        }
        List<String> servers = new ArrayList<>();
        for (String remote : remotes) {
            Remote.Real real = real(remote);
            where.add(real);
            servers.add(real.server().getAuthority());
        }
        once("--remote", servers);
        return new StudySettings(
                Optional.ofNullable(clips),
                once("--model", models),
                where,
                extent(),
                margin,
                seed,
                resume,
                note,
                OwnProcess.program(),
                Main.VERSION);
    }

    private static String name(UploadWay way) {
        return way.name().toLowerCase(Locale.ROOT);
    }

    private Extent extent() {
        if (until != null && requests != null) {
            throw wrong("--requests and --until: one of them, not both");
        }
        try {
            return until == null
                    ? new Extent.Requests(requests == null ? REQUESTS : requests)
                    : new Extent.Known(until);
        } catch (IllegalArgumentException e) {
            throw wrong("--" + e.getMessage());
        }
    }

    private List<LinkProfile> profiles() {
        List<LinkProfile> profiles = new ArrayList<>();
        for (String text : links.isEmpty() && remotes.isEmpty() ? List.of("report") : links) {
            // A spec has commas of its own.
            for (String one : text.contains("=") ? List.of(text) : List.of(text.split(",", -1))) {
                try {
                    profiles.add(LinkProfile.parse(one));
                } catch (IllegalArgumentException e) {
                    throw wrong("--link: " + e.getMessage());
                }
            }
        }
        once("--link", profiles.stream().map(LinkProfile::name).toList());
        return profiles;
    }

    private List<String> once(String option, List<String> values) {
        for (String value : values) {
            if (Collections.frequency(values, value) > 1) {
                throw wrong(option + ": " + value + " is given twice");
            }
        }
        return values;
    }

    private Remote.Real real(String url) throws IOException {
        try {
            URI server = HttpConnection.address(url);
            if (scp == null) {
                return new Remote.Real(
                        server,
                        access.access(),
                        Optional.empty(),
                        upload == null ? UploadWay.HTTP : upload);
            }
            ScpTarget target = ScpTarget.parse(scp);
            return new Remote.Real(
                    server,
                    access.access(),
                    Optional.of(
                            scpPasswordFile == null
                                    ? target
                                    : target.withPassword(PasswordFile.read(scpPasswordFile))),
                    UploadWay.SCP);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
