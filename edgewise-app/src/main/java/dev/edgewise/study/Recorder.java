package dev.edgewise.study;

import dev.edgewise.measure.Sample;
import dev.edgewise.measure.Stage;
import dev.edgewise.report.ProgressBar;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes each sample and what a block cost, and shows how far it has come.
final class Recorder implements Rounds.Sink {

    private final Meters meters;
    private final Optional<Narrowing> narrowing;
    private final Forecast forecast = new Forecast();
    private @Nullable RunFiles files;
    private @Nullable ProgressBar bar;
    private long laterNanos;
    private boolean measured;

    /// @param narrowing hears of each sample as well
    Recorder(Meters meters, Optional<Narrowing> narrowing) {
        this.meters = meters;
        this.narrowing = narrowing;
    }

    /// Writes to `to` from now on.
    ///
    /// @param later by so many nanoseconds, since another session measured before
    void writeTo(RunFiles to, long later) {
        files = to;
        laterNanos = later;
    }

    /// Steps `to` from now on.
    void show(ProgressBar to) {
        bar = to;
    }

    /// Whether something was measured.
    boolean measured() {
        return measured;
    }

    Forecast forecast() {
        return forecast;
    }

    @Override
    public void accept(Sample sample) throws IOException {
        Sample own = sample.later(laterNanos);
        if (files != null) {
            files.write(own);
        }
        measured |= own.stage() == Stage.MEASURED;
        boolean upload = own.place().startsWith(Rounds.UPLOAD);
        meters.accept(own, upload);
        forecast.accept(own);
        narrowing.ifPresent(n -> n.accept(own));
        if (bar != null) {
            boolean counts = own.stage() != Stage.COLD && !upload;
            bar.step(counts ? 1 : 0, upload ? "uploaded" : own.place());
        }
    }

    @Override
    public void begins(Arm arm) {
        meters.begin(arm);
    }

    @Override
    public void ends(Arm arm, int block) throws IOException {
        Resources used = meters.end(arm, block);
        if (files != null) {
            files.write(used);
        }
    }
}
