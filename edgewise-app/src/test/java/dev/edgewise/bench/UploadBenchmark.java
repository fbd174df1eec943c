package dev.edgewise.bench;

import dev.edgewise.Command;
import dev.edgewise.ServerProcess;
import dev.edgewise.files.ssh.ScpTarget;
import dev.edgewise.http.Access;
import dev.edgewise.report.Progress;
import dev.edgewise.upload.Destination;
import dev.edgewise.upload.FolderUpload;
import dev.edgewise.upload.UploadEnding;
import dev.edgewise.upload.UploadResult;
import dev.edgewise.upload.UploadSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// A folder of small files over the emulated link of the report, in each way that there is: what
/// the time goes to, and how many times as long as in an archive it takes. Server and link are
/// processes; each way is used for a few files first, because what has just started is slow.
public final class UploadBenchmark {

    private static final int FILES = 300;
    private static final int FILES_BEFORE = 20;
    private static final int BYTES = 4000;
    private static final String LINK = "report";
    private static final String USER = "edgewise";
    private static final String PASSWORD = "benchmark";

    private UploadBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path work = Files.createTempDirectory("edgewise-upload");
        Path uploads = Files.createDirectory(work.resolve("uploads"));
        Path password = Files.writeString(work.resolve("password"), PASSWORD);
        Path few = folder(work.resolve("few"), FILES_BEFORE);
        Path all = folder(work.resolve("all"), FILES);
        try (ServerProcess server =
                new ServerProcess(
                        work,
                        Map.of(),
                        "--model=tutorial-cnn",
                        "--data=" + uploads,
                        "--scp-port=0",
                        "--scp-password-file=" + password)) {
            Process link = link(server.url().getAuthority(), server.said("scp on "));
            try {
                BufferedReader said = link.inputReader(StandardCharsets.UTF_8);
                URI http = URI.create("http://" + address(said));
                URI ssh = URI.create("ssh://" + address(said));
                for (UploadSettings settings : ways(few, http, ssh, "before-")) {
                    run(settings);
                }
                List<UploadResult> results = new ArrayList<>();
                for (UploadSettings settings : ways(all, http, ssh, "")) {
                    results.add(run(settings));
                }
                print(results);
            } finally {
                link.destroy();
            }
        }
    }

    private static Path folder(Path folder, int files) throws IOException {
        Files.createDirectory(folder);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < files; i++) {
            byte[] noise = new byte[BYTES];
            random.nextBytes(noise);
            Files.write(folder.resolve(String.format(Locale.ROOT, "%03d.wav", i)), noise);
        }
        return folder;
    }

    private static Process link(String http, String scp) throws IOException {
        return new ProcessBuilder(
                        Command.line(
                                "link",
                                LINK,
                                "--listen=127.0.0.1:0",
                                "--target=" + http,
                                "--listen=127.0.0.1:0",
                                "--target=" + scp))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String address(BufferedReader said) throws IOException {
        String line = String.valueOf(said.readLine());
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    private static List<UploadSettings> ways(Path folder, URI http, URI ssh, String prefix) {
        ScpTarget target =
                new ScpTarget(
                        USER,
                        ssh.getHost(),
                        ssh.getPort(),
                        Optional.of(PASSWORD),
                        Optional.empty(),
                        ScpTarget.Trust.ANY);
        Map<Destination, Boolean> ways = new LinkedHashMap<>();
        Destination.Protocol scp = Destination.Protocol.SCP;
        ways.put(new Destination.Ssh(target, scp, prefix + "scp"), false);
        ways.put(new Destination.Ssh(target, Destination.Protocol.SFTP, prefix + "sftp"), false);
        ways.put(new Destination.Http(http, prefix + "http", Access.OPEN), false);
        ways.put(new Destination.Http(http, prefix + "http-archive", Access.OPEN), true);
        ways.put(new Destination.Ssh(target, scp, prefix + "archive"), true);
        List<UploadSettings> settings = new ArrayList<>();
        ways.forEach(
                (to, archive) -> settings.add(new UploadSettings(folder, to, archive, false, 1)));
        return settings;
    }

    private static UploadResult run(UploadSettings settings) throws IOException {
        UploadResult result =
                new FolderUpload(settings, Progress.none(System.err), System::nanoTime)
                        .run()
                        .orElseThrow();
        if (!(result.ending() instanceof UploadEnding.Complete) || !result.lost().isEmpty()) {
            throw new IOException(result.ending() + " " + result.lost());
        }
        return result;
    }

    private static void print(List<UploadResult> results) {
        System.out.printf(
                Locale.ROOT,
                "%d files of %d bytes over the emulated link %s; times in s%n%n%-26s",
                FILES,
                BYTES,
                LINK,
                "");
        List<String> names = List.copyOf(results.getFirst().parts().byName().keySet());
        names.forEach(name -> System.out.printf(Locale.ROOT, " %11s", name));
        System.out.printf(Locale.ROOT, " %9s %9s %8s%n", "total", "a file/ms", "ratio");
        double archive = results.getLast().parts().total();
        for (UploadResult result : results) {
            System.out.printf(Locale.ROOT, "%-26s", result.way());
            result.parts()
                    .byName()
                    .forEach((_, nanos) -> System.out.printf(Locale.ROOT, " %11.3f", nanos / 1e9));
            System.out.printf(
                    Locale.ROOT,
                    " %9.3f %9.2f %8.1f%n",
                    result.parts().total() / 1e9,
                    result.parts().total() / 1e6 / result.stored(),
                    result.parts().total() / archive);
        }
        UploadResult last = results.getLast();
        System.out.printf(
                Locale.ROOT,
                "%nlink as measured: round trip %.2f ms, up %.1f Mbit/s%n",
                last.roundTrip().orElseThrow().toNanos() / 1e6,
                last.upMbits().orElse(Double.NaN));
    }
}
