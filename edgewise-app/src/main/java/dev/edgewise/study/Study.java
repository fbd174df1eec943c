package dev.edgewise.study;

import dev.edgewise.measure.RunContext;
import dev.edgewise.report.Progress;
import dev.edgewise.report.ProgressBar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One experiment. It sets the places up, measures the links, warms up, measures in blocks, and
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

    /// Ends the study soon: [#run] then returns with what was measured. Once measuring is over it
    /// changes nothing.
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
                            settings.extent().mostClips(),
                            new SplittableRandom(settings.seed() * 31 + 1),
                            Files.createDirectory(work.path().resolve("clips")));
            Asked asked = Asked.of(settings, Deadline.of(settings.remotes(), clips.largestBytes()));
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
            return new Site(settings, asked, clips, work);
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
        StudyFile wanted =
                new StudyFile(
                        asked,
                        clips.facts(),
                        site.models().facts(),
                        List.of(Session.of(context)),
                        new Ending.Unknown());
        Measurement measurement = new Measurement(settings, site, wanted, progress);
        Optional<BrokenRun> broken = Optional.empty();
        if (settings.resume()) {
            broken = Optional.of(BrokenRun.read(output.folder(), wanted, measurement.plan()));
        }
        Session session = measurement.begin(context, broken);
        StudyFile begun =
                broken.map(run -> run.file().resumed(session))
                        .orElseGet(() -> wanted.with(session));
        return finish(measured(begun, broken, measurement, site));
    }

    /// Measures until it ends, however that is.
    ///
    /// @return what is known then
    private StudyFile measured(
            StudyFile begun, Optional<BrokenRun> broken, Measurement measurement, Site site)
            throws IOException {
        Ending ending;
        try (RunFiles files =
                broken.isPresent() ? output.goOn(begun, broken.get()) : output.begin(begun)) {
            measurement.warmUp(files, broken);
            output.write(begun.with(measurement.known(begun.last())));
            ending = measurement.measure(broken);
        } catch (InterruptedException e) {
            ending = new Ending.Interrupted();
        } catch (IOException e) {
            String why = site.lastWords().orElse(oneLine(e));
            ending = isStopped() ? new Ending.Interrupted() : new Ending.Failed(why);
            if (!isStopped() && !measurement.measured() && broken.isEmpty()) {
                throw new IOException(why, e);
            }
        }
        return begun.with(measurement.known(begun.last())).ended(ending);
    }

    /// In peace: an interrupt that ended the measurement must not break a file, and none comes any
    /// more.
    private StudyRun finish(StudyFile ended) throws IOException {
        synchronized (lock) {
            runner = null;
        }
        boolean interrupted = Thread.interrupted();
        try {
            output.write(ended);
            return output.finish();
        } catch (IOException e) {
            // What ended the study, a full disk perhaps, explains this as well.
            throw ended.ending() instanceof Ending.Failed failed
                    ? new IOException(failed.why() + output.kept(), e)
                    : e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
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

    private void enter(@Nullable Site site) throws InterruptedException {
        synchronized (lock) {
            running = site;
            if (site != null && stopped) {
                throw new InterruptedException("stopped");
            }
        }
    }

    /// Whether it was stopped, and can't have ended by itself.
    private boolean isStopped() {
        synchronized (lock) {
            return stopped && runner != null;
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
}
