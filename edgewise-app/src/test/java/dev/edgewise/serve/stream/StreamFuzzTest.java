package dev.edgewise.serve.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.edgewise.Allocation;
import dev.edgewise.audio.Clip;
import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.model.ModelCard;
import dev.edgewise.recognize.Prediction;
import dev.edgewise.recognize.Recognizer;
import dev.edgewise.serve.FakeModel;
import dev.edgewise.serve.http.Asked;
import dev.edgewise.telemetry.Served;
import dev.edgewise.telemetry.Telemetry;
import dev.edgewise.telemetry.TelemetrySettings;
import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.websocket.WsConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/// Whatever bytes come over the socket of a stream, it goes on or is closed with a code that is the
/// client's fault, never the server's; and nothing is said after the close.
@Timeout(20)
class StreamFuzzTest {

    private static final int PER_BYTE = 4_096;
    private static final int FIXED = 1 << 20;
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final ModelCard CARD =
            new ModelCard("fake", "7", List.of("yes", "no"), 16_000, 1_600, "", "", "", "");
    private static final List<Map<String, String>> QUERIES =
            List.of(
                    Map.of(),
                    Map.of("rate", "48000", "scores", "true"),
                    Map.of("rate", "4000", "average", "0", "suppression", "0"));

    private static final Asked ASKED =
            new Asked(
                    new Served.Call("GET", StreamRoutes.PATH, "", "", "", ""),
                    new Served.Peers("http", "1.1", "localhost", 80, "localhost"));
    private static final HttpPrologue PROLOGUE =
            HttpPrologue.create("HTTP/1.1", "HTTP", "1.1", Method.GET, StreamRoutes.PATH, false);
    private static final OpenStreams OPEN = new OpenStreams(Duration.ofHours(1), System::nanoTime);
    private static final Telemetry TELEMETRY = telemetry();

    private static Telemetry telemetry() {
        try {
            return Telemetry.start(TelemetrySettings.plain("1.2"), line -> {});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// The first byte chooses the query; the others come over the socket.
    @FuzzTest(maxDuration = "10m")
    void aStreamGoesOnOrIsClosedWithTheClientsFault(byte[] bytes) {
        if (bytes.length > 0) {
            Allocation.requireBounded(() -> play(bytes), bytes.length, PER_BYTE, FIXED);
        }
    }

    private static void play(byte[] bytes) {
        Map<String, String> query = QUERIES.get(Byte.toUnsignedInt(bytes[0]) % QUERIES.size());
        FakeSocket client = new FakeSocket(Arrays.copyOfRange(bytes, 1, bytes.length));
        try (Catalog catalog = TestCatalog.of(List.of(new FakeModel(CARD)))) {
            Ear ear = new Ear();
            StreamVoice voice = new StreamVoice();
            StreamRecord.Listeners listeners =
                    new StreamRecord.Listeners(TELEMETRY, catalog.usage(), Clock.systemUTC());
            StreamQuery asked = StreamQuery.of(name -> Optional.ofNullable(query.get(name)));
            Lease lease = catalog.lease(catalog.first());
            StreamSession session =
                    new StreamSession(
                            lease,
                            "{}",
                            new StreamDetector(ear, CARD, asked),
                            LONGEST,
                            voice,
                            new StreamRecord(listeners, ASKED, lease),
                            e -> {
                                throw new AssertionError("a failure of the server's", e);
                            },
                            System::nanoTime);
            WsConnection socket =
                    WsConnection.create(client, PROLOGUE, WritableHeaders.create(), "", session);
            ear.stream = new StreamConnection(session, socket, client.dataReader(), OPEN);
            ear.stream.handle(FixedLimit.create());
        } catch (CloseConnectionException e) {
            // The usual end.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        holdsWhatWasSaid(ByteBuffer.wrap(client.written()));
    }

    /// Hears "yes" as loud as the first sample is. At the lowest one, the server ends the stream
    /// just then, as it may at any time.
    private static final class Ear implements Recognizer {

        private @Nullable StreamConnection stream;

        @Override
        public Prediction recognize(Clip clip) {
            double yes = Math.abs(clip.samples()[0]);
            if (clip.samples()[0] == -1 && stream != null) {
                stream.end(new StreamEnd(StreamEnd.GOING_AWAY, "the server is stopping"));
            }
            return new Prediction(
                    List.of(new Prediction.Score("yes", yes), new Prediction.Score("no", 1 - yes)));
        }
    }

    private static void holdsWhatWasSaid(ByteBuffer frames) {
        boolean closed = false;
        while (frames.hasRemaining()) {
            assertThat(closed).as("something follows the close").isFalse();
            int opcode = frames.get() & 0xff;
            int length = frames.get();
            if (length == 126) {
                length = Short.toUnsignedInt(frames.getShort());
            }
            byte[] payload = new byte[length];
            frames.get(payload);
            switch (opcode) {
                case 0x81 ->
                        assertThat(new String(payload, StandardCharsets.UTF_8))
                                .startsWith("{")
                                .endsWith("}");
                case 0x8a -> assertThat(length).isLessThanOrEqualTo(125);
                case 0x88 -> {
                    closed = true;
                    assertThat(length).isBetween(2, 125);
                    assertThat((int) ByteBuffer.wrap(payload).getShort())
                            .isIn(1000, 1001, 1002, 1003, 1007, 1008, 1009);
                }
                default -> throw new AssertionError("a frame of kind " + opcode);
            }
        }
    }
}
