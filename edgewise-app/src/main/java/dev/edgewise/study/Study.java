package dev.edgewise.study;

import dev.edgewise.http.HttpConnection;
import dev.edgewise.measure.BlockOrder;
import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.SampleWriter;
import dev.edgewise.measure.Stage;
import dev.edgewise.measure.WarmUp;
import dev.edgewise.remote.LinkProbe;
import dev.edgewise.remote.MeasuredLink;
import dev.edgewise.report.Progress;
import dev.edgewise.report.ProgressBar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One experiment. It sets the places up, measures the link, warms up, measures in blocks, and
/// leaves a folder with the samples, the figures and a page.
///
/// [#run] works in the thread that calls it; [#stop] may be called by another.
public final class Study {

    private final StudySettings settings;
    private final OutputFolder output;
    private final Progress progress;
    private final Object lock = new Object();
    private @Nullable Thread runner;
    private @Nullable Site running;
    private boolean stopped;

    /// @param output gets the samples as they are made, and then what was found
    /// @param progress where it is told how far it has come
    public Study(StudySettings settings, OutputFolder output, Progress progress) {
        this.settings = settings;
        this.output = output;
        this.progress = progress;
    }

    /// Ends the study soon: [#run] then returns with what was measured.
    public void stop() {
        synchronized (lock) {
            stopped = true;
            if (running != null) {
                running.hurry();
            }
            if (runner != null) {
                runner.interrupt();
            }
        }
    }

    /// Runs it, and writes samples, figures and page.
    ///
    /// @throws IOException in one line if nothing was measured, or the results can't be written
    /// @throws InterruptedException if it was stopped before there was a sample
    public StudyRun run() throws IOException, InterruptedException {
        synchronized (lock) {
            runner = Thread.currentThread();
        }
        try (WorkFolder work = WorkFolder.create()) {
            ClipSet clips =
                    ClipSet.gather(
                            settings.clips(),
                            settings.requests(),
                            random(1),
                            Files.createDirectory(work.path().resolve("clips")));
            Asked asked = Asked.of(settings);
            try (Site site = site(asked, clips, work.path())) {
                enter(site);
                return run(asked, site, clips);
            } finally {
                enter(null);
            }
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            // A process that is ending refuses new shutdown hooks, which libraries call an error.
            if (isStopped()) {
                throw stopped(e);
            }
            throw e;
        } finally {
            synchronized (lock) {
                runner = null;
            }
        }
    }

    private Site site(Asked asked, ClipSet clips, Path work)
            throws IOException, InterruptedException {
        try (ProgressBar _ = progress.start("starting the servers", 0)) {
            return new Site(settings, asked.names(), clips, work);
        }
    }

    private StudyRun run(Asked asked, Site site, ClipSet clips)
            throws IOException, InterruptedException {
        RunContext context =
                RunContext.capture(
                        Clock.systemUTC(),
                        settings.seed(),
                        versions(site.models(), clips),
                        settings.note());
        Recorder recorder = new Recorder();
        Rounds rounds =
                new Rounds(
                        site.targets(),
                        site.shortcuts(),
                        site::upload,
                        settings.deadline(),
                        System::nanoTime,
                        recorder);
        rounds.check(clips.names().getFirst());
        StudyFile begun =
                new StudyFile(
                        asked,
                        clips.facts(),
                        site.models().facts(),
                        List.of(new Session(context, links(asked, site), Map.of())),
                        new Ending.Unknown());
        return finish(measured(begun, site, rounds, clips, recorder));
    }

    /// Measures until it ends, however that is.
    ///
    /// @return what is known then
    private StudyFile measured(
            StudyFile begun, Site site, Rounds rounds, ClipSet clips, Recorder recorder)
            throws IOException {
        Map<String, WarmUp> found = new LinkedHashMap<>();
        Ending ending = new Ending.Complete();
        try (SampleWriter writer = output.begin(begun)) {
            recorder.writer = writer;
            warmUp(rounds, clips, recorder, found);
            output.write(begun.with(begun.last().warmed(found)));
            measure(site, rounds, clips, recorder);
        } catch (InterruptedException e) {
            ending = new Ending.Interrupted();
        } catch (IOException e) {
            ending =
                    isStopped()
                            ? new Ending.Interrupted()
                            : new Ending.Failed(site.lastWords().orElse(oneLine(e)));
            if (ending instanceof Ending.Failed failed && !recorder.measured) {
                throw new IOException(failed.why(), e);
            }
        }
        return begun.with(begun.last().warmed(found)).ended(ending);
    }

    private Map<String, MeasuredLink> links(Asked asked, Site site) throws IOException {
        Map<String, MeasuredLink> links = new LinkedHashMap<>();
        for (String remote : asked.names()) {
            try (ProgressBar _ = progress.start("measuring the link " + remote, 0);
                    HttpConnection probe = site.probe(remote)) {
                links.put(remote, new LinkProbe(probe, System::nanoTime).measure());
            }
        }
        return links;
    }

    private void warmUp(Rounds rounds, ClipSet clips, Recorder recorder, Map<String, WarmUp> found)
            throws IOException, InterruptedException {
        try (ProgressBar bar = progress.start("warming up", 0)) {
            recorder.bar = bar;
            rounds.warmUp(clips.names(), random(2), found);
        }
    }

    private void measure(Site site, Rounds rounds, ClipSet clips, Recorder recorder)
            throws IOException, InterruptedException {
        long steps = (long) settings.requests() * site.targets().size();
        try (ProgressBar bar = progress.start("measuring", steps)) {
            recorder.bar = bar;
            rounds.measure(plan(site, clips));
        }
    }

    /// In peace: an interrupt that ended the measurement, or comes now, must not break a file.
    private StudyRun finish(StudyFile ended) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            output.write(ended);
            return output.finish();
        } catch (IOException e) {
            // What ended the study, a full disk perhaps, explains this as well.
            throw ended.ending() instanceof Ending.Failed failed
                    ? new IOException(failed.why(), e)
                    : e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<BlockOrder.Block> plan(Site site, ClipSet clips) {
        return BlockOrder.plan(
                site.targets().keySet().stream().map(Arm::name).toList(),
                clips.names(),
                settings.requests(),
                BlockOrder.blocksFor(settings.requests()),
                random(3));
    }

    private Map<String, String> versions(ModelSet models, ClipSet clips) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("edgewise", settings.version());
        List<ModelFacts> all = models.facts();
        for (ModelFacts model : all) {
            String which = all.size() == 1 ? "" : " " + model.name();
            versions.put("model" + which, model.card());
            versions.put("model" + which + " sha-256", model.sha256());
        }
        versions.put("clips", clips.source());
        versions.putAll(Libraries.versions());
        return versions;
    }

    private SplittableRandom random(int purpose) {
        return new SplittableRandom(settings.seed() * 31 + purpose);
    }

    private void enter(@Nullable Site site) throws InterruptedException {
        synchronized (lock) {
            running = site;
            if (site != null && stopped) {
                throw new InterruptedException("stopped");
            }
        }
    }

    private boolean isStopped() {
        synchronized (lock) {
            return stopped;
        }
    }

    private static InterruptedException stopped(Throwable e) {
        InterruptedException stopped = new InterruptedException("stopped before it had begun");
        stopped.initCause(e);
        return stopped;
    }

    private static String oneLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }

    /// Writes each sample, and shows how far it has come.
    private static final class Recorder implements Rounds.Sink {

        private @Nullable SampleWriter writer;
        private @Nullable ProgressBar bar;
        private boolean measured;

        @Override
        public void accept(Sample sample) throws IOException {
            if (writer != null) {
                writer.write(sample);
            }
            measured |= sample.stage() == Stage.MEASURED;
            if (bar != null) {
                boolean upload = sample.place().startsWith(Rounds.UPLOAD);
                boolean counts = sample.stage() != Stage.COLD && !upload;
                bar.step(counts ? 1 : 0, upload ? "uploaded" : sample.place());
            }
        }
    }
}
