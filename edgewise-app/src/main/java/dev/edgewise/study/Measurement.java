package dev.edgewise.study;

import dev.edgewise.http.HttpConnection;
import dev.edgewise.measure.BlockOrder.Block;
import dev.edgewise.measure.EnergyMeter;
import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.statistics.WarmUp;
import dev.edgewise.remote.LinkProbe;
import dev.edgewise.remote.MeasuredLink;
import dev.edgewise.report.Progress;
import dev.edgewise.report.ProgressBar;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// A session of a study on a site that is there: the links, the warm-up, the blocks.
final class Measurement {

    private final StudySettings settings;
    private final Site site;
    private final List<String> clips;
    private final Progress progress;
    private final Meters meters;
    private final Optional<Narrowing> narrowing;
    private final Recorder recorder;
    private final Rounds rounds;
    private final Map<String, WarmUp> warmUps = new LinkedHashMap<>();

    Measurement(StudySettings settings, Site site, StudyFile file, Progress progress) {
        this.settings = settings;
        this.site = site;
        this.clips = file.clips().files().stream().map(ClipFile::name).toList();
        this.progress = progress;
        meters = new Meters(site.servers(), EnergyMeter.ofThisMachine());
        narrowing =
                switch (settings.extent()) {
                    case Extent.Requests _ -> Optional.empty();
                    case Extent.Known known ->
                            Optional.of(
                                    new Narrowing(site.cells(), known.until(), settings.seed()));
                };
        recorder = new Recorder(meters, narrowing);
        rounds =
                new Rounds(
                        site.targets(),
                        site.shortcuts(),
                        site::upload,
                        file.clips()::bytes,
                        file.asked().deadline(),
                        System::nanoTime,
                        recorder);
    }

    /// The blocks of a whole run.
    Iterator<Block> plan() {
        List<String> arms = site.targets().keySet().stream().map(Arm::name).toList();
        return settings.extent().plan(arms, clips, random(3));
    }

    /// Sees that every arm answers, and measures the links.
    ///
    /// @param broken what this goes on with
    Session begin(RunContext context, Optional<BrokenRun> broken)
            throws IOException, InterruptedException {
        rounds.check(clips.getFirst());
        Map<String, MeasuredLink> links = new LinkedHashMap<>();
        for (String remote : site.remotes()) {
            try (ProgressBar _ = progress.start("measuring the link " + remote, 0);
                    HttpConnection probe = site.probe(remote)) {
                links.put(remote, new LinkProbe(probe, System::nanoTime).measure());
            }
        }
        return new Session(
                broken.map(BrokenRun::blocks).orElse(0),
                broken.map(BrokenRun::thrownAway).orElse(0),
                context,
                links,
                meters.whyNoEnergy(),
                Map.of());
    }

    /// Warms up; what is sent from now on is written to `files`.
    void warmUp(RunFiles files, Optional<BrokenRun> broken)
            throws IOException, InterruptedException {
        recorder.writeTo(files, broken.map(BrokenRun::endNanos).orElse(0L));
        try (ProgressBar bar = progress.start("warming up", 0)) {
            recorder.show(bar);
            rounds.warmUp(clips, random(2), warmUps);
        }
    }

    /// The session with what is known of it by now.
    Session known(Session begun) {
        return begun.with(warmUps, meters.whyNoEnergy());
    }

    /// Whether something was measured.
    boolean measured() {
        return recorder.measured();
    }

    /// Measures what is left of the plan.
    Ending measure(Optional<BrokenRun> broken) throws IOException, InterruptedException {
        Iterator<Block> left = plan();
        long there = 0;
        for (int block = broken.map(BrokenRun::blocks).orElse(0); block > 0; block--) {
            there += left.next().items().size();
        }
        Optional<Ending> over = broken.flatMap(this::over);
        try (ProgressBar bar = bar(there)) {
            recorder.show(bar);
            while (over.isEmpty() && left.hasNext()) {
                Block block = left.next();
                rounds.measure(block);
                over = narrowing.flatMap(known -> known.after(block.number() + 1));
            }
        }
        return over.orElseGet(Ending.Complete::new);
    }

    /// What was measured before is looked at again as it was then.
    private Optional<Ending> over(BrokenRun broken) {
        return narrowing.flatMap(known -> known.replay(broken.kept(), broken.blocks()));
    }

    private ProgressBar bar(long there) {
        int arms = site.targets().size();
        return switch (settings.extent()) {
            case Extent.Requests requests -> {
                Duration left =
                        recorder.forecast().of((int) (requests.count() - there), clips.size());
                yield progress.start(
                        "measuring, about " + Sentences.duration(left),
                        there * arms,
                        (long) requests.count() * arms);
            }
            case Extent.Known known ->
                    progress.start(
                            "measuring, at most " + Sentences.duration(known.until().most()), 0);
        };
    }

    private SplittableRandom random(int purpose) {
        return new SplittableRandom(settings.seed() * 31 + purpose);
    }
}
