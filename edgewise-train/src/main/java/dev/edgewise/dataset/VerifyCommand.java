package dev.edgewise.dataset;

import dev.edgewise.cli.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `edgewise dataset verify`: what is wrong.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Listens to all recordings of a data set and names those that are:",
            "  broken     can't be read; if there is one, the exit code is 1",
            "  silent     RMS below -60 dB of full scale, or peak below -46 dB",
            "  clipped    more than 1 %% of the samples at full scale",
            "  duplicate  the same audio (rate and samples) as another clip;",
            "             under two words a label conflict, on two sides a leak",
            "Named, too, are speakers on two sides, clips in both lists, entries of"
                    + " lists without a file, and WAV files without a word.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 nothing is broken, 1 something is, 2 wrong usage.",
            "",
            "Example:",
            "  edgewise dataset verify speech_commands"
        })
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The data set.")
    private Path folder;

    @Option(
            names = "--notes",
            description =
                    "Name also clips of another length or rate than most have; they are counted"
                            + " anyway.")
    private boolean notes;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object: counts, and all findings with where, problem and"
                            + " reason.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Recordings recordings = InfoCommand.read(folder);
        List<Verification.Finding> findings = Verification.of(recordings);
        Map<Problem, Integer> counts = new EnumMap<>(Problem.class);
        findings.forEach(finding -> counts.merge(finding.problem(), 1, Integer::sum));
        if (json) {
            System.out.println(json(recordings, findings, counts));
        } else {
            for (Verification.Finding finding : findings) {
                if (notes || !finding.problem().isNote()) {
                    System.out.println(
                            Terminal.printable(
                                    finding.where()
                                            + ": "
                                            + finding.problem()
                                            + ": "
                                            + finding.reason()));
                }
            }
            System.out.println(summary(recordings, counts));
        }
        return counts.containsKey(Problem.BROKEN) ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private String summary(Recordings recordings, Map<Problem, Integer> counts) {
        String what =
                folder
                        + ": "
                        + Amounts.count(recordings.clips().size(), "clip")
                        + (recordings.noise().isEmpty()
                                ? ""
                                : " and "
                                        + Amounts.count(
                                                recordings.noise().size(), "noise recording"));
        return what
                + ": "
                + (counts.isEmpty()
                        ? "nothing found"
                        : counts.entrySet().stream()
                                .map(count -> count.getKey().counted(count.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    private String json(
            Recordings recordings,
            List<Verification.Finding> findings,
            Map<Problem, Integer> counts) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("folder", folder.toString());
        root.put("clips", recordings.clips().size());
        root.put("noise", recordings.noise().size());
        ObjectNode numbers = root.putObject("counts");
        for (Problem problem : Problem.values()) {
            numbers.put(key(problem), counts.getOrDefault(problem, 0));
        }
        ArrayNode all = root.putArray("findings");
        for (Verification.Finding finding : findings) {
            ObjectNode node = all.addObject();
            node.put("where", finding.where());
            node.put("problem", key(finding.problem()));
            node.put("reason", finding.reason());
        }
        return JsonMapper.shared().writeValueAsString(root);
    }

    private static String key(Problem problem) {
        return problem.name().toLowerCase(Locale.ROOT);
    }
}
