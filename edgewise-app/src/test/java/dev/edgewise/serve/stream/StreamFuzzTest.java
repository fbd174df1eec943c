package dev.edgewise.serve.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.edgewise.Allocation;
import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.NotServed;
import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.Prediction;
import dev.edgewise.recognize.Recognizer;
import dev.edgewise.serve.FakeModel;
import dev.edgewise.serve.http.HttpFailure;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketContext;
import io.helidon.websocket.WsSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;

/// Whatever the frames of a stream hold, however they are cut, it goes on or is closed with a code
/// that is the client's fault, never the server's; and nothing is said after the close.
@Timeout(20)
class StreamFuzzTest {

    private static final int PER_BYTE = 4_096;
    private static final int FIXED = 1 << 20;
    private static final int HEADER = 3;
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final ModelCard CARD =
            new ModelCard("fake", "7", List.of("yes", "no"), 16_000, 1_600, "", "", "", "");
    private static final List<Map<String, String>> QUERIES =
            List.of(
                    Map.of(),
                    Map.of("rate", "48000", "scores", "true"),
                    Map.of("rate", "4000", "average", "0", "suppression", "0"));

    /// Hears "yes" as loud as the first sample is.
    private static final Recognizer RECOGNIZER =
            clip -> {
                double yes = Math.abs(clip.samples()[0]);
                return new Prediction(
                        List.of(
                                new Prediction.Score("yes", yes),
                                new Prediction.Score("no", 1 - yes)));
            };

    /// The first byte chooses the query; then come frames: a byte that says of what kind, two that
    /// say how long, and what is in it.
    @FuzzTest(maxDuration = "10m")
    void aStreamGoesOnOrIsClosedWithTheClientsFault(byte[] bytes) {
        if (bytes.length > 0) {
            Allocation.requireBounded(() -> play(bytes), bytes.length, PER_BYTE, FIXED);
        }
    }

    private static void play(byte[] bytes) {
        Map<String, String> query = QUERIES.get(Byte.toUnsignedInt(bytes[0]) % QUERIES.size());
        Said said = new Said();
        try (Catalog catalog = Catalog.of(List.of(new FakeModel(CARD)));
                StreamSession stream = session(catalog, query)) {
            stream.onOpen(said);
            int at = 1;
            while (at + HEADER <= bytes.length) {
                int length = ((bytes[at + 1] & 0xff) << 8) | (bytes[at + 2] & 0xff);
                int end = Math.min(bytes.length, at + HEADER + length);
                frame(stream, said, bytes[at], bytes, at + HEADER, end);
                at = end;
            }
        } catch (HttpFailure | NotServed e) {
            throw new AssertionError(e);
        }
    }

    private static StreamSession session(Catalog catalog, Map<String, String> query)
            throws HttpFailure, NotServed {
        StreamQuery asked = StreamQuery.of(name -> Optional.ofNullable(query.get(name)));
        return new StreamSession(
                catalog.lease(catalog.first()),
                "{}",
                new StreamDetector(RECOGNIZER, CARD, asked),
                LONGEST,
                e -> {
                    throw new AssertionError("a failure of the server's", e);
                },
                System::nanoTime);
    }

    private static void frame(
            StreamSession stream, Said said, byte kind, byte[] bytes, int from, int to) {
        boolean last = (kind & 1) == 0;
        BufferData data = BufferData.create(bytes, from, to - from);
        switch ((kind & 0xff) >> 1 & 3) {
            case 0 -> stream.onMessage(said, data, last);
            case 1 ->
                    stream.onMessage(
                            said, new String(bytes, from, to - from, StandardCharsets.UTF_8), last);
            case 2 -> stream.onPing(said, data);
            default -> stream.onPong(said, data);
        }
    }

    /// What the stream says to its client.
    private static final class Said implements WsSession {

        private boolean closed;

        @Override
        public WsSession send(String text, boolean last) {
            assertThat(closed).isFalse();
            assertThat(text).startsWith("{").endsWith("}");
            return this;
        }

        @Override
        public WsSession send(BufferData bufferData, boolean last) {
            throw new AssertionError("a stream says nothing in binary");
        }

        @Override
        public WsSession ping(BufferData bufferData) {
            return this;
        }

        @Override
        public WsSession pong(BufferData bufferData) {
            assertThat(closed).isFalse();
            return this;
        }

        @Override
        public WsSession close(int code, String reason) {
            assertThat(closed).isFalse();
            assertThat(code).isIn(1000, 1003, 1007, 1008, 1009);
            assertThat(reason.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(123);
            closed = true;
            return this;
        }

        @Override
        public WsSession terminate() {
            return this;
        }

        @Override
        public SocketContext socketContext() {
            throw new UnsupportedOperationException();
        }
    }
}
