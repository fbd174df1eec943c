package dev.edgewise.study;

import dev.edgewise.http.HttpConnection;
import dev.edgewise.measure.BlockOrder;
import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.SampleWriter;
import dev.edgewise.measure.Stage;
import dev.edgewise.measure.WarmUp;
import dev.edgewise.model.ModelCard;
import dev.edgewise.remote.LinkProbe;
import dev.edgewise.remote.MeasuredLink;
import dev.edgewise.report.Progress;
import dev.edgewise.report.ProgressBar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// The experiment of the report, as the settings have it: the same clips go to the four [Place]s in
/// random interleaved blocks, a request at a time, over a link that is measured first.
public final class Study {

    private final StudySettings settings;
    private final OutputFolder output;
    private final Progress progress;
    private final List<Sample> samples = new ArrayList<>();
    private Map<Place, WarmUp> warmUps = new EnumMap<>(Place.class);
    private Optional<MeasuredLink> link = Optional.empty();

    /// @param output gets the samples as they are made
    /// @param progress shows how far it is
    public Study(StudySettings settings, OutputFolder output, Progress progress) {
        this.settings = settings;
        this.output = output;
        this.progress = progress;
    }

    /// Runs the study. When the thread is interrupted, or something fails on the way, the result
    /// holds what was measured until then.
    ///
    /// @throws IOException in one line, if nothing was measured at all
    /// @throws InterruptedException if the thread was interrupted before anything was measured
    public StudyResult run() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("edgewise-compare");
        try {
            Random random = new Random(settings.seed());
            ClipSet clips =
                    ClipSet.gather(
                            settings.clips(),
                            settings.requests(),
                            random,
                            Files.createDirectory(work.resolve("clips")));
            return run(clips, random, work);
        } finally {
            delete(work);
        }
    }

    private StudyResult run(ClipSet clips, Random random, Path work)
            throws IOException, InterruptedException {
        Ending ending = new Ending.Complete();
        Map<String, String> versions = new LinkedHashMap<>();
        try (Site site = site(clips, work)) {
            ModelCard card = site.model().card();
            versions.put("edgewise", settings.version());
            versions.put("model", card.name() + ", version " + card.version());
            versions.put("model sha-256", site.model().hash());
            versions.put("clips", clips.source());
            measure(site, clips, random);
        } catch (IOException e) {
            ending = new Ending.Failed(String.valueOf(e.getMessage()));
            if (!anythingMeasured()) {
                throw e;
            }
        } catch (InterruptedException e) {
            ending = new Ending.Interrupted();
            if (!anythingMeasured()) {
                throw e;
            }
        }
        return new StudyResult(
                settings,
                clips,
                link,
                warmUps,
                samples,
                RunContext.capture(
                        Clock.systemUTC(), settings.seed(), versions, settings.note()),
                ending);
    }

    private Site site(ClipSet clips, Path work) throws IOException, InterruptedException {
        try (ProgressBar bar = progress.start("starting the servers", 0)) {
            return new Site(settings, clips, work);
        }
    }

    private void measure(Site site, ClipSet clips, Random random)
            throws IOException, InterruptedException {
        try (ProgressBar bar = progress.start("measuring the link", 0);
                HttpConnection probe = site.probe()) {
            link = Optional.of(new LinkProbe(probe, System::nanoTime).measure());
        }
        int blocks = BlockOrder.blocksFor(settings.requests());
        List<BlockOrder.Block> plan =
                BlockOrder.plan(Place.ids(), clips.names(), settings.requests(), blocks, random);
        try (SampleWriter writer = output.samples()) {
            Meter meter = new Meter(writer);
            Rounds rounds =
                    new Rounds(
                            site.targets(),
                            site.upload(),
                            settings.deadline(),
                            System::nanoTime,
                            meter::take);
            try (ProgressBar bar = progress.start("warming up", 0)) {
                meter.bar = Optional.of(bar);
                rounds.check(clips.names().getFirst());
                warmUps = rounds.warmUp(clips.names(), random);
            }
            try (ProgressBar bar =
                    progress.start(
                            "measuring", (long) settings.requests() * Place.values().length)) {
                meter.bar = Optional.of(bar);
                rounds.measure(plan);
            }
        }
    }

    /// Keeps each sample, here and on disk, and moves the bar.
    private final class Meter {

        private final SampleWriter writer;
        private Optional<ProgressBar> bar = Optional.empty();

        Meter(SampleWriter writer) {
            this.writer = writer;
        }

        void take(Sample sample) throws IOException {
            samples.add(sample);
            writer.write(sample);
            boolean request = !sample.place().equals(Rounds.UPLOAD);
            boolean counts = request && sample.stage() != Stage.COLD;
            bar.ifPresent(b -> b.step(counts ? 1 : 0, request ? sample.place() : "uploading"));
        }
    }

    private boolean anythingMeasured() {
        return samples.stream().anyMatch(sample -> sample.stage() == Stage.MEASURED);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
