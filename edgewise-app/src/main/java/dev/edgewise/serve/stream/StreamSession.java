package dev.edgewise.serve.stream;

import dev.edgewise.engine.Lease;
import dev.edgewise.engine.Refusal;
import dev.edgewise.serve.http.Json;
import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// One stream: what comes over its WebSocket, and when it ends. The model runs on the thread that
/// reads, so a client that sends faster than the model hears is slowed by TCP, and a stream never
/// holds more than a message.
final class StreamSession implements WsListener, AutoCloseable {

    /// The largest message, in bytes.
    static final int LARGEST_MESSAGE = 1 << 18;

    /// The largest payload of a ping (RFC 6455, section 5.5).
    private static final int LARGEST_CONTROL = 125;

    /// More than the one text that is understood needs.
    private static final int LARGEST_TEXT = 1 << 10;

    private final Lease lease;
    private final String ready;
    private final StreamDetector detector;
    private final Duration longest;
    private final StreamVoice voice;
    private final StreamRecord record;
    private final Consumer<Throwable> complaints;
    private final LongSupplier nanoTime;
    private final Pcm16 pcm = new Pcm16();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private int size;

    /// When something came last, or when the other side was told that the stream ends.
    private volatile long lastNanos;

    private volatile boolean working;

    /// A stream that has heard nothing yet.
    ///
    /// @param lease on the model; let go of with the stream
    /// @param ready the first message
    /// @param longest how much audio may come
    /// @param voice what is said goes through it
    /// @param complaints hears of failures that aren't the client's
    StreamSession(
            Lease lease,
            String ready,
            StreamDetector detector,
            Duration longest,
            StreamVoice voice,
            StreamRecord record,
            Consumer<Throwable> complaints,
            LongSupplier nanoTime) {
        this.lease = lease;
        this.ready = ready;
        this.detector = detector;
        this.longest = longest;
        this.voice = voice;
        this.record = record;
        this.complaints = complaints;
        this.nanoTime = nanoTime;
        lastNanos = nanoTime.getAsLong();
    }

    @Override
    public void onOpen(WsSession session) {
        voice.tell(session, ready);
    }

    @Override
    public void onMessage(WsSession session, BufferData data, boolean last) {
        byte[] bytes = data.readBytes();
        record.came(bytes.length);
        receive(
                session,
                () -> {
                    require(size + bytes.length, LARGEST_MESSAGE);
                    size = last ? 0 : size + bytes.length;
                    tell(session, detector.next(pcm.next(bytes)));
                    if (last && pcm.isHalf()) {
                        throw new StreamEnd(
                                StreamEnd.INVALID, "a message ends within a 16-bit sample");
                    }
                    if (detector.length().compareTo(longest) > 0) {
                        throw new StreamEnd(
                                StreamEnd.POLICY,
                                "longer than " + longest.toMillis() / 1e3 + " s of audio");
                    }
                });
    }

    @Override
    public void onMessage(WsSession session, String part, boolean last) {
        receive(
                session,
                () -> {
                    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                    record.came(bytes.length);
                    text.writeBytes(bytes);
                    require(text.size(), LARGEST_TEXT);
                    if (last) {
                        byte[] message = text.toByteArray();
                        text.reset();
                        if (!Json.isFlag(message, "end")) {
                            throw new StreamEnd(
                                    StreamEnd.UNSUPPORTED,
                                    "expected samples, or the text {\"end\": true}");
                        }
                        tell(session, detector.end());
                        throw new StreamEnd(StreamEnd.NORMAL, "the end");
                    }
                });
    }

    @Override
    public void onPing(WsSession session, BufferData data) {
        byte[] payload = data.readBytes();
        receive(
                session,
                () -> {
                    if (payload.length > LARGEST_CONTROL) {
                        throw notWellFormed();
                    }
                    voice.pong(session, payload);
                });
    }

    @Override
    public void onPong(WsSession session, BufferData data) {
        receive(session, () -> {});
    }

    /// What the server library can't read, other than what it has words for.
    @Override
    public void onError(WsSession session, Throwable failure) {
        end(session, notWellFormed());
    }

    /// Whether nothing has come for longer than `nanos`, and what came before is done with.
    boolean isQuietFor(long nanos) {
        // In this order: the moment is noted before the work is.
        return !working && nanoTime.getAsLong() - lastNanos > nanos;
    }

    /// Whether the other side was told longer ago than `nanos` that the stream ends.
    boolean isClosingFor(long nanos) {
        return voice.isClosing() && nanoTime.getAsLong() - lastNanos > nanos;
    }

    /// Whether the other side was told that the stream ends.
    boolean isClosing() {
        return voice.isClosing();
    }

    /// Tells the other side that the stream ends. What comes from now on is not heard, and what
    /// came before no further than its next window.
    void end(WsSession session, StreamEnd end) {
        if (!voice.isClosing()) {
            lastNanos = nanoTime.getAsLong();
            voice.end(session, end);
        }
    }

    static StreamEnd notWellFormed() {
        return new StreamEnd(StreamEnd.PROTOCOL, "a frame is not well-formed");
    }

    /// Tells who listens to telemetry that the stream is over.
    void over() {
        record.over(voice.bytes());
    }

    /// Lets go of the model.
    @Override
    public void close() {
        lease.close();
    }

    private interface Step {
        void run() throws IOException;
    }

    private void receive(WsSession session, Step step) {
        if (voice.isClosing()) {
            return;
        }
        working = true;
        try {
            step.run();
        } catch (StreamEnd e) {
            end(session, e);
        } catch (Refusal e) {
            boolean stopping = e.reason() == Refusal.Reason.STOPPING;
            end(
                    session,
                    new StreamEnd(
                            stopping ? StreamEnd.GOING_AWAY : StreamEnd.LATER,
                            String.valueOf(e.getMessage())));
        } catch (CloseConnectionException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            complaints.accept(e);
            end(session, new StreamEnd(StreamEnd.FAILED, "the server failed; its log says why"));
        } finally {
            if (!voice.isClosing()) {
                lastNanos = nanoTime.getAsLong();
            }
            working = false;
        }
    }

    private static void require(int size, int largest) throws StreamEnd {
        if (size > largest) {
            throw new StreamEnd(
                    StreamEnd.TOO_BIG, "a message is larger than " + largest + " bytes");
        }
    }

    private void tell(WsSession session, List<String> messages) {
        messages.forEach(message -> voice.tell(session, message));
    }
}
