package dev.edgewise.bench;

import dev.edgewise.audio.Clip;
import dev.edgewise.audio.DemoClips;
import dev.edgewise.audio.WavFile;
import dev.edgewise.engine.Batching;
import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.Lease;
import dev.edgewise.engine.LoadSettings;
import dev.edgewise.engine.OnnxServedModel;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.Ticket;
import dev.edgewise.engine.Usage;
import dev.edgewise.engine.Workers;
import dev.edgewise.model.ModelStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How many clips a second the default model recognises for sixteen clients that ask without a
/// pause, with requests run together and with each alone; the same workers, in turn.
public final class BatchBenchmark {

    private static final int CLIENTS = 16;
    private static final int EACH = 8;
    private static final int MOST = 8;
    private static final int WORKERS = Runtime.getRuntime().availableProcessors();
    private static final InTurn.Size SIZE = new InTurn.Size(10, 4, 3);

    private BatchBenchmark() {}

    /// A catalog of the default model, and the queue before it.
    private record Engine(Catalog catalog, Workers workers) {

        static Engine of(Batching batching) throws IOException {
            LoadSettings load = new LoadSettings(WORKERS, 1_000, Optional.empty(), batching);
            Catalog catalog = new Catalog(load, new Usage(InstantSource.system()));
            catalog.add(OnnxServedModel.source(ModelStore.DEFAULT, 1));
            return new Engine(catalog, new Workers(load, refusal -> {}));
        }

        /// Lets all clients ask, and says how long it took.
        long run(Clip clip) throws IOException {
            long begin = System.nanoTime();
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    all.add(
                            clients.submit(
                                    () -> {
                                        ask(clip);
                                        return "done";
                                    }));
                }
                for (Future<?> client : all) {
                    client.get();
                }
            } catch (ExecutionException e) {
                throw new IOException("a client failed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            return System.nanoTime() - begin;
        }

        private void ask(Clip clip) throws IOException {
            for (int i = 0; i < EACH; i++) {
                try (Lease lease = catalog.lease(ModelStore.DEFAULT)) {
                    Ticket ticket = Ticket.of(new Phases(System.nanoTime()));
                    workers.admit(lease, ticket, () -> lease.recognize(ticket, clip));
                }
            }
        }
    }

    public static void main(String[] args) throws IOException {
        String demo = DemoClips.paths().getFirst();
        Clip clip = WavFile.read(demo, DemoClips.bytes(demo));
        Engine alone = Engine.of(Batching.OFF);
        for (long millis : new long[] {0, 2}) {
            Engine together = Engine.of(new Batching(MOST, Duration.ofMillis(millis)));
            InTurn.Medians medians =
                    InTurn.measure(() -> together.run(clip), () -> alone.run(clip), SIZE);
            System.out.printf(
                    "up to %d as one, delay %d ms   %8.0f clips/s%n",
                    MOST, millis, rate(medians.first()));
            System.out.printf(
                    "each alone                  %8.0f clips/s%n", rate(medians.second()));
            System.out.printf(
                    "ratio (n = %d each, in turn)   %8.3f, to be above 1 for batching to pay%n",
                    medians.samples(), medians.second() / medians.first());
            together.catalog.close();
        }
        alone.catalog.close();
    }

    private static double rate(double nanos) {
        return CLIENTS * EACH / (nanos / 1e9);
    }
}
