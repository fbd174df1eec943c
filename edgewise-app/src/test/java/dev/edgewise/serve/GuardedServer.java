package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.WavFile;
import dev.edgewise.engine.LoadSettings;
import dev.edgewise.serve.guard.GuardSettings;
import dev.edgewise.serve.guard.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A server with one model and a guard that the test chooses.
final class GuardedServer implements AutoCloseable {

    static final int MAX_BODY = 1 << 20;
    static final String WAV = "Content-Type: audio/wav\r\n";
    static final Duration LONG = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final FakeModel model = new FakeModel();
    final List<Throwable> complaints = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // Each test starts its own.
    RecognitionServer server;

    void start(GuardSettings guard) throws IOException {
        server =
                TestServers.start(
                        TestServers.settings(MAX_BODY, 64, LoadSettings.of(1, 2), guard),
                        List.of(model),
                        Optional.empty(),
                        complaints::add);
    }

    static GuardSettings guard(Patience patience, long bodies) {
        return new GuardSettings(
                Optional.empty(), Optional.empty(), patience, 4096, bodies, Duration.ofSeconds(10));
    }

    /// One that lets in who brings a token in `file`.
    static GuardSettings guard(Path file, Patience patience) {
        return new GuardSettings(
                Optional.of(file),
                Optional.empty(),
                patience,
                4096,
                1 << 26,
                Duration.ofSeconds(10));
    }

    void startUsual() throws IOException {
        start(guard(Patience.USUAL, 1 << 26));
    }

    Wire wire() throws IOException {
        return new Wire(server.port());
    }

    static byte[] wav() {
        return WavFile.encode(Clip.of(new float[] {0.75f, 0, 0, 0}, 16_000));
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }

    int statusWith(String token) {
        try (Wire wire = wire()) {
            wire.send("GET /v2 HTTP/1.1", "Authorization: Bearer " + token + "\r\n");
            return wire.answer(false).status();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        model.mayEnd.release(1000);
        server.close();
    }
}
