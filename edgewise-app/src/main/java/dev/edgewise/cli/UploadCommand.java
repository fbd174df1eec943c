package dev.edgewise.cli;

import dev.edgewise.files.ssh.ScpTarget;
import dev.edgewise.measure.RunContext;
import dev.edgewise.upload.Destination;
import dev.edgewise.upload.FolderUpload;
import dev.edgewise.upload.UploadEnding;
import dev.edgewise.upload.UploadJson;
import dev.edgewise.upload.UploadResult;
import dev.edgewise.upload.UploadSettings;
import dev.edgewise.upload.UploadText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
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

/// `edgewise upload`: a folder, to a server.
@Command(
        name = "upload",
        mixinStandardHelpOptions = true,
        description = {
            "Uploads the files of a folder, and tells what the time went to.",
            "",
            "What is there already with the same SHA-256 is skipped, so that the same command goes"
                    + " on after a break. What was sent is verified by its SHA-256. Ctrl-C keeps"
                    + " what is there."
        },
        footer = {
            "",
            "Examples: to a server of ours, a request a file; in archives",
            "  edgewise upload recordings http://192.0.2.7:8080/yes",
            "  edgewise upload recordings http://192.0.2.7:8080/yes --archive",
            "",
            "Example: to any server with SSH",
            "  edgewise upload recordings sftp://me@192.0.2.7/recordings"
        })
final class UploadCommand implements Callable<Integer> {

    /// How it is seen that files are there.
    enum Verify {
        HASH,
        READ
    }

    private static final long SEED = 1;
    private static final String NOTHING_SENT = "stopped before anything was sent";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Parameters(index = "0", paramLabel = "DIR", description = "the folder")
    Path folder;

    @Parameters(
            index = "1",
            paramLabel = "URL",
            description =
                    "where to: http://HOST:PORT/FOLDER (edgewise serve --data),"
                            + " scp://USER@HOST:PORT/FOLDER or sftp://USER@HOST:PORT/FOLDER; the"
                            + " folder there may be left out")
    String url;

    @Option(
            names = "--archive",
            description = "many files in one stream (tar), so that none waits for an answer")
    boolean archive;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "a file whose first line is the password for scp and sftp")
    @Nullable Path passwordFile;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "a private key for scp and sftp, ECDSA or RSA (default: those in ~/.ssh)")
    @Nullable Path key;

    @Option(
            names = "--verify",
            paramLabel = "hash|read",
            defaultValue = "hash",
            description =
                    "by hashes that are made there, or, where nobody there makes them, by reading"
                            + " the files back as well (default: ${DEFAULT-VALUE})")
    Verify verify = Verify.HASH;

    @Mixin AccessOptions access;

    @Option(names = "--json", description = "print the result as one JSON object")
    boolean json;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        FolderUpload upload =
                new FolderUpload(
                        new UploadSettings(
                                folder, destination(), archive, verify == Verify.READ, SEED),
                        Terminal.ofStandardError().progress(true),
                        System::nanoTime);
        try (Interruption _ = Interruption.of(PATIENCE, upload::stop, upload::cut)) {
            Optional<UploadResult> result = upload.run();
            if (result.isPresent()) {
                return told(result.get());
            }
            spec.commandLine().getErr().println(Main.failure(spec, NOTHING_SENT));
            return Main.INTERRUPTED;
        }
    }

    private int told(UploadResult result) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, String> context =
                    RunContext.capture(
                                    Clock.systemUTC(), SEED, Map.of("edgewise", Main.VERSION), "")
                            .entries();
            out.println(UploadJson.text(result, context));
        } else {
            out.print(UploadText.of(result, Terminal.COLUMNS));
        }
        out.flush();
        String there =
                (result.certain() ? "" : "at most ")
                        + (result.skipped() + result.stored())
                        + " of "
                        + result.files()
                        + " files are there; the same command goes on";
        return switch (result.ending()) {
            case UploadEnding.Complete() -> complete(result);
            case UploadEnding.Interrupted() -> {
                spec.commandLine().getErr().println(Main.failure(spec, "stopped: " + there));
                yield Main.INTERRUPTED;
            }
            case UploadEnding.Failed(String why) -> throw new IOException(why + " (" + there + ")");
        };
    }

    private static int complete(UploadResult result) throws IOException {
        int lost = result.lost().size();
        if (lost == 0) {
            return Main.DONE;
        }
        throw new IOException(
                result.lost().getFirst()
                        + (lost == 1 ? "" : " (and " + (lost - 1) + " more that are not there)"));
    }

    private Destination destination() throws IOException {
        try {
            return switch (Destination.parse(url)) {
                case Destination.Http http -> {
                    if (passwordFile != null || key != null) {
                        throw new IllegalArgumentException(
                                "--password-file and --key are for scp:// and sftp://");
                    }
                    yield new Destination.Http(http.server(), http.folder(), access.access());
                }
                case Destination.Ssh _ when access.given() ->
                        throw new IllegalArgumentException(
                                "--header, --token-file and --tls-... are for http:// and https://");
                case Destination.Ssh ssh ->
                        new Destination.Ssh(letIn(ssh.target()), ssh.protocol(), ssh.folder());
            };
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private ScpTarget letIn(ScpTarget target) throws IOException {
        if (passwordFile != null) {
            return target.withPassword(PasswordFile.read(passwordFile));
        }
        return key == null ? target : target.withKey(key);
    }
}
