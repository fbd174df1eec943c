package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.engine.LoadSettings;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.model.ModelCard;
import dev.edgewise.serve.guard.GuardSettings;
import dev.edgewise.serve.stream.StreamLimits;
import dev.edgewise.telemetry.Telemetry;
import dev.edgewise.telemetry.TelemetrySettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a stream ends and when it doesn't, while its model is held up, its client is gone, or what
/// it sends is no frame.
@Timeout(180)
class StreamEndingTest {

    private static final int PATIENCE_SECONDS = 100;

    /// A tenth of a second.
    private static final ModelCard CARD =
            new ModelCard("fake", "7", List.of("yes", "no"), 16_000, 1600, "", "", "", "");

    private static final Duration LONG = Duration.ofHours(1);

    private final FakeModel model = new FakeModel(CARD);
    private final List<Throwable> complaints = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // Each test starts its own.
    private RecognitionServer server;

    @AfterEach
    void stop() {
        model.mayEnd.release(1_000_000);
        server.close();
    }

    private void start(Duration idle) throws IOException {
        GuardSettings usual = GuardSettings.USUAL;
        GuardSettings guard =
                new GuardSettings(
                        Optional.empty(),
                        Optional.empty(),
                        usual.patience(),
                        usual.head(),
                        usual.bodies(),
                        Duration.ofMillis(300));
        server =
                RecognitionServer.start(
                        new ServerSettings(
                                "127.0.0.1", 0, 100_000, 64, LoadSettings.of(1, 1), guard),
                        TestCatalog.of(List.of(model)),
                        Optional.empty(),
                        "1.2",
                        Telemetry.start(TelemetrySettings.plain("1.2"), line -> {}),
                        complaints::add,
                        new StreamLimits(idle, LONG));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /// So many tenths of a second, each a window, in which the model hears "yes" at one half.
    private static byte[] tenths(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(3200 * count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            bytes.putShort((short) 16_384);
        }
        return bytes.array();
    }

    @Test
    void aStreamWhoseModelIsHeldUpIsNotQuiet() throws Exception {
        start(Duration.ofMillis(300));
        model.mayEnd.drainPermits();
        try (StreamWire client = new StreamWire(server.port(), "?scores=true")) {
            assertThat(client.next().text()).contains("\"ready\"");
            client.send(StreamWire.BINARY, tenths(1));
            await(() -> model.begun.get() == 1);
            Thread.sleep(1500);
            model.mayEnd.release(1);
            assertThat(client.next().text()).contains("\"scores\"");
            assertThat(client.next())
                    .isEqualTo(
                            new StreamWire.Frame(StreamWire.CLOSE, 1008, "nothing came for 0.3 s"));
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void aClientThatVanishesIsNoFailureOfTheServers() throws IOException {
        start(LONG);
        model.mayEnd.drainPermits();
        StreamWire client = new StreamWire(server.port(), "?scores=true");
        client.send(StreamWire.BINARY, tenths(20));
        await(() -> model.begun.get() == 1);
        client.vanish();
        model.mayEnd.release(1000);
        await(() -> server.streams() == 0);
        assertThat(complaints).isEmpty();
    }

    @Test
    void nothingFollowsTheCloseOfAStreamThatIsEndedAtWork() throws Exception {
        start(LONG);
        model.mayEnd.drainPermits();
        try (StreamWire client = new StreamWire(server.port(), "?scores=true")) {
            assertThat(client.next().text()).contains("\"ready\"");
            client.send(StreamWire.BINARY, tenths(20));
            await(() -> model.begun.get() == 1);
            CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
            StreamWire.Frame away =
                    new StreamWire.Frame(StreamWire.CLOSE, 1001, "the server is stopping");
            assertThat(client.next()).isEqualTo(away);
            model.mayEnd.release(1000);
            assertThat(client.rest()).isEmpty();
            stop.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(model.begun).as("windows that nobody waits for").hasValue(1);
        assertThat(complaints).isEmpty();
    }

    @Test
    void aModelThatIsStuckHoldsUpNoStop() throws Exception {
        start(LONG);
        model.mayEnd.drainPermits();
        try (StreamWire client = new StreamWire(server.port(), "")) {
            client.send(StreamWire.BINARY, tenths(1));
            await(() -> model.begun.get() == 1);
            CompletableFuture.runAsync(server::close).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(model.begun).hasValue(1);
        }
    }

    @Test
    void aStreamThatFindsTheQueueFullForLongIsEnded() throws IOException {
        start(LONG);
        model.mayEnd.drainPermits();
        try (StreamWire working = new StreamWire(server.port(), "");
                StreamWire waiting = new StreamWire(server.port(), "");
                StreamWire late = new StreamWire(server.port(), "")) {
            working.send(StreamWire.BINARY, tenths(1));
            await(() -> model.begun.get() == 1);
            waiting.send(StreamWire.BINARY, tenths(1));
            await(() -> server.waiting() == 1);
            assertThat(late.next().text()).contains("\"ready\"");
            late.send(StreamWire.BINARY, tenths(1));
            assertThat(late.next())
                    .isEqualTo(
                            new StreamWire.Frame(
                                    StreamWire.CLOSE, 1013, "the queue is full: 1 requests wait"));
            model.mayEnd.release(1000);
            try (Wire wire = new Wire(server.port())) {
                assertThat(wire.ask("GET", "/metrics").body())
                        .contains("edgewise_refusals_total{reason=\"queue_full\"} 1.0");
            }
        }
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "3, 0, a kind that there isn't",
        "11, 5, a kind that there isn't",
        "8, 1, half a code",
        "9, 126, a ping that is too long"
    })
    void whatIsNoFrameIsTheClientsFault(int opcode, int length, String what) throws IOException {
        start(LONG);
        try (StreamWire client = new StreamWire(server.port(), "")) {
            assertThat(client.next().text()).contains("\"ready\"");
            client.send(opcode, new byte[length]);
            assertThat(client.next())
                    .as(what)
                    .isEqualTo(
                            new StreamWire.Frame(
                                    StreamWire.CLOSE, 1002, "a frame is not well-formed"));
        }
        await(() -> server.streams() == 0);
        assertThat(complaints).isEmpty();
    }
}
