package dev.edgewise.telemetry;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A line of JSON for each request, written by one thread that nobody waits for. Where lines come
/// faster than they can be written they are left out, and counted. A file that was renamed or
/// deleted is begun anew, so that `logrotate` needs nothing more; what can't be written, because
/// the disk is full say, is left out, counted, and said once.
final class AccessLog implements AutoCloseable {

    private static final String STANDARD_OUTPUT = "-";
    private static final int WAITING = 1 << 14;
    private static final int AT_ONCE = 256;
    private static final long PAUSE_NANOS = 50_000_000;
    private static final long CLOSING_MILLIS = 5_000;

    private record Line(Served request, String trace) {}

    private final Path file;
    private final Consumer<String> complaints;
    private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(WAITING);
    private final LongAdder lost = new LongAdder();
    private final Thread writer = new Thread(this::write, "access-log");
    private volatile boolean closing;
    private FileChannel channel;
    private @Nullable Object identity;
    private boolean complained;

    private AccessLog(Path file, Consumer<String> complaints) throws IOException {
        this.file = file;
        this.complaints = complaints;
        channel = open();
    }

    /// @param file `-` is standard output
    /// @throws IOException naming the file, if it can't be written
    static AccessLog open(Path file, Consumer<String> complaints) throws IOException {
        AccessLog log;
        try {
            log = new AccessLog(file, complaints);
        } catch (IOException e) {
            throw new IOException(file + ": can't be written: " + reason(e), e);
        }
        log.writer.setDaemon(true);
        log.writer.start();
        return log;
    }

    /// Adds the line of a request, or leaves it out; never waits.
    void add(Served request, String trace) {
        if (!waiting.offer(new Line(request, trace))) {
            lost.increment();
        }
    }

    /// How many lines were left out.
    long lost() {
        return lost.sum();
    }

    private void write() {
        List<Line> lines = new ArrayList<>();
        while (true) {
            boolean last = closing;
            waiting.drainTo(lines, AT_ONCE);
            if (!lines.isEmpty()) {
                write(lines);
                lines.clear();
            } else if (last) {
                return;
            } else {
                // Looking now and then costs a request less than being woken by it.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void write(List<Line> lines) {
        AccessLines text = new AccessLines();
        lines.forEach(line -> text.add(line.request, line.trace));
        try {
            reopenIfMoved();
            writeWhole(text.bytes());
            complained = false;
        } catch (IOException e) {
            lost.add(lines.size());
            if (!complained) {
                complained = true;
                complaints.accept(
                        file
                                + ": the access log can't be written, so lines are left out: "
                                + reason(e));
            }
        }
    }

    /// Leaves no half line behind in a file.
    private void writeWhole(ByteBuffer bytes) throws IOException {
        long before = isStandardOutput() ? 0 : channel.size();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            if (!isStandardOutput() && channel.size() > before) {
                channel.truncate(before);
            }
            throw e;
        }
    }

    private void reopenIfMoved() throws IOException {
        if (!isStandardOutput() && (!Files.exists(file) || !Objects.equals(identity, identity()))) {
            channel.close();
            channel = open();
        }
    }

    private FileChannel open() throws IOException {
        if (isStandardOutput()) {
            // Java's own System.out says nothing of what it couldn't write.
            return new FileOutputStream(FileDescriptor.out).getChannel();
        }
        FileChannel opened =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        identity = identity();
        return opened;
    }

    private @Nullable Object identity() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private boolean isStandardOutput() {
        return file.toString().equals(STANDARD_OUTPUT);
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException
                ? "no such folder"
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /// Writes what waits, for a few seconds at most.
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        try {
            writer.join(CLOSING_MILLIS);
            if (!isStandardOutput()) {
                channel.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            complaints.accept(file + ": " + reason(e));
        }
    }
}
