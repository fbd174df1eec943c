package dev.edgewise.measure.load;

import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.SampleException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// A load's requests as JSON Lines, in the order in which they ended: from them every figure of
/// the load can be computed again. Any number of threads send; one writes.
///
/// A line has `version`, the number of its `load` (a search for the capacity makes several), and
/// the components of [Shot] and [Outcome] in snake case. A request that was never sent has the
/// status `DROPPED` and no `sent_nanos`.
public final class ShotLog implements AutoCloseable {

    private static final int VERSION = 1;
    private static final int BUFFER = 1 << 16;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path path;
    private final OutputStream out;
    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
    private int loads;
    private @Nullable Exception failure;

    private sealed interface Line {

        int load();

        String item();

        long intendedNanos();

        long timeoutNanos();

        record Sent(int load, Shot shot) implements Line {

            @Override
            public String item() {
                return shot.item();
            }

            @Override
            public long intendedNanos() {
                return shot.intendedNanos();
            }

            @Override
            public long timeoutNanos() {
                return shot.timeoutNanos();
            }
        }

        record Dropped(int load, String item, long intendedNanos, long timeoutNanos)
                implements Line {}
    }

    private ShotLog(Path path, OutputStream out) {
        this.path = path;
        this.out = out;
    }

    /// Starts a file; one that exists is emptied.
    ///
    /// @throws SampleException naming the file if it can't be written
    public static ShotLog create(Path path) throws SampleException {
        try {
            return new ShotLog(
                    path, new BufferedOutputStream(new FileOutputStream(path.toFile()), BUFFER));
        } catch (IOException e) {
            throw new SampleException(path + ": can't be written (" + e.getMessage() + ")", e);
        }
    }

    /// What takes down the next load.
    public LoadWatch next() {
        int load = loads++;
        return new LoadWatch() {
            @Override
            public void ended(Shot shot) {
                lines.add(new Line.Sent(load, shot));
            }

            @Override
            public void dropped(String item, long intendedNanos, long timeoutNanos) {
                lines.add(new Line.Dropped(load, item, intendedNanos, timeoutNanos));
            }
        };
    }

    /// Writes what has ended since.
    public void write() {
        for (Line line = lines.poll(); line != null; line = lines.poll()) {
            if (failure == null) {
                try {
                    out.write(json(line));
                } catch (IOException | JacksonException e) {
                    failure = e;
                }
            }
        }
    }

    private static byte[] json(Line line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberProperty("version", VERSION);
            json.writeNumberProperty("load", line.load());
            json.writeStringProperty("item", line.item());
            json.writeNumberProperty("intended_nanos", line.intendedNanos());
            json.writeNumberProperty("timeout_nanos", line.timeoutNanos());
            switch (line) {
                case Line.Sent sent -> write(json, sent.shot());
                case Line.Dropped _ -> json.writeStringProperty("status", "DROPPED");
            }
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Shot shot) {
        Outcome outcome = shot.outcome();
        json.writeNumberProperty("sent_nanos", shot.sentNanos());
        json.writeBooleanProperty("held", shot.held());
        json.writeStringProperty("status", shot.status().name());
        json.writeNumberProperty("nanos", outcome.nanos());
        json.writeObjectPropertyStart("phase_nanos");
        outcome.phaseNanos().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeNumberProperty("bytes_out", outcome.bytesOut());
        json.writeNumberProperty("bytes_in", outcome.bytesIn());
        json.writeStringProperty("detail", outcome.detail());
    }

    /// Why the file isn't whole, in a line; empty if it is. On a full disk it holds what was
    /// written before.
    public Optional<String> failure() {
        return Optional.ofNullable(failure)
                .map(e -> path + ": writing failed (" + e.getMessage() + ")");
    }

    @Override
    public void close() {
        write();
        try (out) {
            out.flush();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
    }
}
