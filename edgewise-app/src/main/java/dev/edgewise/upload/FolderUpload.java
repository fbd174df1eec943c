package dev.edgewise.upload;

import dev.edgewise.files.Sha256;
import dev.edgewise.files.ssh.SshConnection;
import dev.edgewise.http.HttpConnection;
import dev.edgewise.measure.statistics.BlockBootstrap;
import dev.edgewise.measure.statistics.Estimate;
import dev.edgewise.measure.statistics.Series;
import dev.edgewise.remote.Echo;
import dev.edgewise.report.Progress;
import dev.edgewise.report.ProgressBar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Brings a folder's files to a server: asks what is there already, sends the others, asks for
/// their hashes, and measures the link, so that the time can be told in parts. The link is measured
/// last, over the same connection, and its time isn't the upload's.
public final class FolderUpload {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// No link is slower, for the patience with a large file.
    private static final long SLOWEST_BYTES_A_SECOND = 8_000;

    private final UploadSettings settings;
    private final Progress progress;
    private final LongSupplier nanoTime;
    private volatile boolean stopped;
    private volatile @Nullable Journal journal;
    private volatile @Nullable Carrier carrier;

    /// @param nanoTime `System::nanoTime`
    public FolderUpload(UploadSettings settings, Progress progress, LongSupplier nanoTime) {
        this.settings = settings;
        this.progress = progress;
        this.nanoTime = nanoTime;
    }

    /// Ends it after the file that is under way, or before anything is sent; for another thread.
    public void stop() {
        stopped = true;
        Journal writing = journal;
        if (writing != null) {
            writing.stop();
        }
    }

    /// Ends it at once.
    public void cut() {
        Carrier open = carrier;
        if (open != null) {
            open.close();
        }
    }

    /// Uploads the folder.
    ///
    /// @return what came of it; empty if it was stopped before it was known what is there
    /// @throws IOException in one line if the folder can't be read or the server can't be used at
    /// all
    public Optional<UploadResult> run() throws IOException {
        try {
            LocalFolder folder = LocalFolder.read(settings.folder(), progress, () -> stopped);
            try (Carrier way = carrier(folder)) {
                carrier = way;
                return Optional.of(run(folder, way));
            }
        } catch (Stopped e) {
            return Optional.empty();
        }
    }

    private UploadResult run(LocalFolder folder, Carrier way) throws IOException {
        Laps laps = new Laps(nanoTime);
        Map<String, Sha256> there = there(folder, way, laps);
        List<LocalFile> missing =
                folder.files().stream()
                        .filter(file -> !file.hash().equals(there.get(file.path())))
                        .toList();
        laps.end(Laps.Lap.LOOKING);
        long toSend = missing.stream().mapToLong(LocalFile::size).sum();
        try (ProgressBar bar =
                progress.startBytes("upload", folder.bytes() - toSend, folder.bytes())) {
            Journal written = new Journal(bar, nanoTime);
            journal = written;
            if (stopped) {
                written.stop();
            }
            UploadEnding ending = send(missing, way, written, laps);
            Optional<SensedLink> link =
                    ending instanceof UploadEnding.Complete ? sense(way) : Optional.empty();
            return result(folder, written, missing.size(), laps, link, ending);
        }
    }

    private Map<String, Sha256> there(LocalFolder folder, Carrier way, Laps laps)
            throws IOException {
        try {
            goOn();
            way.open();
            laps.end(Laps.Lap.HANDSHAKE);
            goOn();
            return way.hashes(folder.files()).orElse(Map.of());
        } catch (IOException e) {
            // Who was told to stop and didn't is cut off.
            goOn();
            throw e;
        }
    }

    private void goOn() throws Stopped {
        if (stopped) {
            throw new Stopped();
        }
    }

    private static UploadEnding send(
            List<LocalFile> files, Carrier way, Journal written, Laps laps) {
        try {
            way.send(files, written);
            laps.end(Laps.Lap.SENDING);
            verify(way, written);
            laps.end(Laps.Lap.VERIFYING);
        } catch (IOException e) {
            laps.end(Laps.Lap.SENDING);
            if (!written.stopped()) {
                return new UploadEnding.Failed(String.valueOf(e.getMessage()));
            }
        }
        return written.stopped() ? new UploadEnding.Interrupted() : new UploadEnding.Complete();
    }

    private static void verify(Carrier way, Journal written) throws IOException {
        List<LocalFile> unverified = written.unverified();
        if (!unverified.isEmpty()) {
            way.hashes(unverified).ifPresent(written::verify);
        }
    }

    /// All files are there by then: without the link, their time has fewer parts.
    private Optional<SensedLink> sense(Carrier way) {
        try {
            Echo echo = way.echo();
            return Optional.of(
                    SensedLink.of(
                            bytes -> {
                                goOn();
                                return echo.send(bytes);
                            },
                            nanoTime));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private UploadResult result(
            LocalFolder folder,
            Journal written,
            int missing,
            Laps laps,
            Optional<SensedLink> link,
            UploadEnding ending) {
        Series times = written.times();
        return new UploadResult(
                settings.to().text(),
                way(),
                settings.archive(),
                folder.files().size(),
                folder.files().size() - missing,
                written.verified() + written.unverified().size(),
                written.verified(),
                written.bytes(),
                written.waits(),
                written.lost(),
                laps.parts(written.bytes(), written.waits(), link),
                times.isEmpty() || settings.archive() ? Optional.empty() : Optional.of(mean(times)),
                link.map(SensedLink::roundTrip),
                link.map(SensedLink::bitsPerSecond)
                        .filter(Double::isFinite)
                        .map(bits -> OptionalDouble.of(bits / 1e6))
                        .orElse(OptionalDouble.empty()),
                ending);
    }

    private Estimate mean(Series times) {
        return new BlockBootstrap(new SplittableRandom(settings.seed())).mean(times.inBlocks());
    }

    private String way() {
        return switch (settings.to()) {
            case Destination.Http _ ->
                    settings.archive() ? "archives over HTTP" : "HTTP, a PUT for each file";
            case Destination.Ssh ssh ->
                    settings.archive() ? "an archive over SSH" : ssh.protocol().toString();
        };
    }

    private Carrier carrier(LocalFolder folder) throws IOException {
        return switch (settings.to()) {
            case Destination.Http http -> {
                Duration more = Duration.ofSeconds(folder.largest() / SLOWEST_BYTES_A_SECOND);
                HttpCarrier carrier =
                        new HttpCarrier(
                                new HttpConnection(
                                        http.server(), http.access(), PATIENCE.plus(more)),
                                http.folder());
                yield settings.archive() ? new HttpArchive(carrier) : carrier;
            }
            case Destination.Ssh ssh ->
                    new SshCarrier(
                            SshConnection.to(ssh.target()),
                            ssh.folder(),
                            settings.readBack(),
                            sender(ssh));
        };
    }

    private SshCarrier.Sender sender(Destination.Ssh ssh) {
        if (settings.archive()) {
            return new TarSender(ssh.folder());
        }
        return switch (ssh.protocol()) {
            case SCP -> new ScpSender(ssh.folder());
            case SFTP -> new SftpSender(ssh.folder());
        };
    }
}
