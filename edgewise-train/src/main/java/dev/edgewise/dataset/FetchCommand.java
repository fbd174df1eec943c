package dev.edgewise.dataset;

import dev.edgewise.cli.Terminal;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `edgewise dataset fetch`: the original recordings from their publisher.
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fetches a data set: Speech Commands v0.02 (Pete Warden, Google, CC BY 4.0; 2.43 GB,"
                    + " 106,000 clips) from its publisher, or another tar.gz archive of a folder of"
                    + " WAV files a word.",
            "",
            "A fetch that breaks off is continued by the same command. The archive's SHA-256 is"
                    + " checked, and nothing in it gets out of DIR; links are refused. DIR is"
                    + " there whole or not at all.",
            ""
        },
        footer = {
            "",
            "Proxies are taken from http_proxy, https_proxy, all_proxy and no_proxy.",
            "",
            "Example:",
            "  edgewise dataset fetch --to speech_commands",
            "  edgewise train tutorial-cnn --data speech_commands"
        })
final class FetchCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            defaultValue = "speech_commands",
            description = "The folder to make. Default: ${DEFAULT-VALUE}.")
    private Path folder;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Where the archive is. Default: Speech Commands v0.02 at"
                            + " download.tensorflow.org.")
    private @Nullable String url;

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description =
                    "The archive's SHA-256. Default: the published one for Speech Commands, no"
                            + " check for another URL.")
    private @Nullable String sha256;

    @Override
    public Integer call() throws IOException {
        Archive archive = archive();
        try (CtrlC ctrlC = CtrlC.of(spec.qualifiedName())) {
            return fetch(archive, ctrlC.stop());
        }
    }

    private int fetch(Archive archive, Stop stop) throws IOException {
        try (FetchProgress progress =
                new FetchProgress(Terminal.ofStandardError().progress(true))) {
            tell(archive, fetch(archive, stop, progress));
            return ExitCode.OK;
        } catch (Stop.Stopped e) {
            long left = Fetch.left(folder);
            System.err.println(
                    spec.qualifiedName()
                            + ": stopped"
                            + (left > 0
                                    ? "; "
                                            + Amounts.bytes(left)
                                            + " are kept, the same command goes on from there"
                                    : ""));
            return CtrlC.INTERRUPTED;
        }
    }

    private Fetch.Result fetch(Archive archive, Stop stop, FetchProgress progress)
            throws IOException {
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(Duration.ofSeconds(30))
                        .proxy(
                                Proxies.of(
                                        System.getenv(), ProxySelector.getDefault(), archive.url()))
                        .build()) {
            return new Fetch(
                            archive,
                            folder,
                            client,
                            Download.Patience.USUAL,
                            Unpacking.Limits.USUAL,
                            stop,
                            progress)
                    .run();
        }
    }

    private void tell(Archive archive, Fetch.Result result) {
        if (result.before()) {
            System.out.printf(Locale.ROOT, "%s: there already, fetched from %s%n", folder, archive);
            return;
        }
        if (archive.sha256().isEmpty()) {
            System.err.println(
                    "not checked, for want of --sha256; the archive's SHA-256 is "
                            + result.sha256());
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %s; edgewise dataset info counts the recordings%n",
                folder,
                Amounts.count(result.files(), "file"));
    }

    private Archive archive() {
        try {
            Optional<String> sum = Optional.ofNullable(sha256).map(s -> s.toLowerCase(Locale.ROOT));
            if (url == null) {
                Archive known = Archive.SPEECH_COMMANDS;
                return sum.isEmpty() ? known : new Archive(known.url(), known.bytes(), sum);
            }
            return new Archive(URI.create(url), OptionalLong.empty(), sum);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
