package dev.edgewise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.edgewise.audio.Clip;
import dev.edgewise.engine.Catalog.Entry;
import dev.edgewise.model.ModelException;
import dev.edgewise.model.ModelStore;
import dev.edgewise.model.TensorValue;
import dev.edgewise.recognize.Prediction;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BatchedTest {

    private static final int MOST = 4;

    private static final LoadSettings LOAD =
            new LoadSettings(
                    2,
                    100,
                    Optional.empty(),
                    // Long enough for all to come, however slow the machine.
                    new Batching(MOST, Duration.ofSeconds(1)));

    private final Usage usage = new Usage(InstantSource.system());
    private final Catalog catalog = new Catalog(LOAD, usage);

    private static ModelSource source(EchoModel model) {
        return new ModelSource("echo", model.version(), () -> model);
    }

    private static Ticket ticket() {
        return Ticket.of(new Phases(System.nanoTime()));
    }

    private static <T> List<Future<T>> atOnce(List<Callable<T>> requests)
            throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(requests);
        }
    }

    private List<Future<Map<String, TensorValue>>> echo(float... firsts) throws Exception {
        try (Lease lease = catalog.lease("echo")) {
            List<Callable<Map<String, TensorValue>>> requests = new ArrayList<>();
            for (float first : firsts) {
                requests.add(
                        () -> lease.run(ticket(), EchoModel.input(first, 0, first, 1), Set.of()));
            }
            return atOnce(requests);
        }
    }

    @Test
    void requestsThatComeTogetherRunAsOneAndEachGetsItsOwn() throws Exception {
        catalog.add(source(new EchoModel("1", "N")));
        List<Future<Map<String, TensorValue>>> answers = echo(1, 2, 3, 4, 5, 6, 7, 8);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get())
                    .containsExactly(
                            Map.entry("y", TensorValue.of(new float[] {i + 1, 0, i + 1, 1}, 2, 2)));
        }
        ModelUsage counted = usage.of(new Entry("echo", "1"));
        assertThat(counted.runs()).isLessThan(answers.size());
        assertThat(counted.batchSizes()).allMatch(size -> size % 2 == 0 && size <= 2 * MOST);
    }

    @Test
    void anErrorStaysWithTheRequestThatHasIt() throws Exception {
        catalog.add(source(new EchoModel("1", "N")));
        List<Future<Map<String, TensorValue>>> answers = echo(1, -2, 3, 4);
        assertThatThrownBy(answers.get(1)::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(ModelException.class)
                .hasMessage("echo: -2.0 is negative");
        assertThat(answers.get(0).get()).containsKey("y");
        assertThat(answers.get(2).get()).containsKey("y");
        assertThat(answers.get(3).get()).containsKey("y");
    }

    @Test
    void aModelOfOneSizeRunsEachAloneAndNoMoreAtOnceThanThereAreWorkers() throws Exception {
        EchoModel model = new EchoModel("1", "2");
        catalog.add(source(model));
        Workers workers = new Workers(LOAD, refusal -> {});
        model.mayRun.acquire(EchoModel.ALL);
        try (Lease lease = catalog.lease("echo");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Map<String, TensorValue>>> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Ticket ticket = ticket();
                answers.add(
                        threads.submit(
                                () ->
                                        workers.admit(
                                                lease,
                                                ticket,
                                                () ->
                                                        lease.run(
                                                                ticket,
                                                                EchoModel.input(1, 2, 3, 4),
                                                                Set.of()))));
            }
            await(() -> workers.waiting() == 3);
            assertThat(workers.busy()).isEqualTo(2);
            model.mayRun.release(EchoModel.ALL);
            for (Future<Map<String, TensorValue>> answer : answers) {
                assertThat(answer.get()).containsKey("y");
            }
        }
    }

    @Test
    void whoComesTooLateIsDroppedBeforeItsBatchRuns() throws Exception {
        catalog.add(source(new EchoModel("1", "N")));
        AtomicBoolean gone = new AtomicBoolean(true);
        Phases phases = new Phases(System.nanoTime());
        List<Ticket> tickets =
                List.of(
                        ticket().by(System.nanoTime()),
                        new Ticket(phases, OptionalLong.empty(), gone::get),
                        ticket());
        List<Future<Map<String, TensorValue>>> answers = new ArrayList<>();
        try (Lease lease = catalog.lease("echo")) {
            List<Callable<Map<String, TensorValue>>> requests = new ArrayList<>();
            for (Ticket ticket : tickets) {
                requests.add(() -> lease.run(ticket, EchoModel.input(1, 2), Set.of()));
            }
            answers.addAll(atOnce(requests));
        }
        refused(answers.get(0), Refusal.Reason.TOO_LATE);
        refused(answers.get(1), Refusal.Reason.CLIENT_GONE);
        assertThat(answers.get(2).get()).containsKey("y");
        assertThat(usage.of(new Entry("echo", "1")).batchSizes()).containsExactly(1L);
        assertThat(phases.ended()).extracting(Phase::name).containsExactly("batch");
    }

    private static void refused(Future<?> request, Refusal.Reason reason) {
        assertThatThrownBy(request::get)
                .cause()
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @Test
    void anErrorOfTheRunLeavesNobodyWaiting() throws Exception {
        catalog.add(source(new EchoModel("1", "N")));
        List<Future<Map<String, TensorValue>>> answers = echo(1, EchoModel.TOO_MUCH, 3, 4);
        for (Future<Map<String, TensorValue>> answer : answers) {
            assertThat(answer.isDone()).isTrue();
        }
        assertThat(answers.stream().map(Future::state)).contains(Future.State.FAILED);
        // The next batch has its turn.
        assertThat(echo(1, 2, 3, 4).getLast().get()).containsKey("y");
    }

    @Test
    void theWaitForOthersIsAPhaseOfItsOwn() throws Exception {
        catalog.add(source(new EchoModel("1", "N")));
        Ticket ticket = ticket();
        try (Lease lease = catalog.lease("echo")) {
            lease.run(ticket, EchoModel.input(1, 2), Set.of());
            usage.answered(lease, 1, ticket.phases());
        }
        assertThat(ticket.phases().ended())
                .extracting(Phase::name)
                .containsExactly("batch", "predict");
        ModelUsage counted = usage.of(new Entry("echo", "1"));
        assertThat(counted.step("queue").nanos())
                .isEqualTo(ticket.phases().ended().getFirst().nanos());
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void clipsGetTheWordsThatTheyGetAlone() throws Exception {
        OnnxServedModel alone =
                OnnxServedModel.load(ModelStore.DEFAULT, ModelStore.bytes(ModelStore.DEFAULT), 1);
        catalog.add(OnnxServedModel.source(ModelStore.DEFAULT, 1));
        List<Clip> clips = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clips.add(noise(i));
        }
        List<Callable<Prediction>> requests = new ArrayList<>();
        try (alone;
                Lease lease = catalog.lease(ModelStore.DEFAULT)) {
            clips.forEach(clip -> requests.add(() -> lease.recognize(ticket(), clip)));
            List<Future<Prediction>> together = atOnce(requests);
            for (int i = 0; i < clips.size(); i++) {
                same(together.get(i).get(), alone.recognize(clips.get(i)));
            }
            Entry model = new Entry(alone.name(), alone.version());
            assertThat(usage.of(model).runs()).isLessThan(clips.size());
        }
    }

    private static Clip noise(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] samples = new float[16_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextDouble(-0.5, 0.5);
        }
        return Clip.of(samples, 16_000);
    }

    private static void same(Prediction together, Prediction alone) throws IOException {
        assertThat(together.word()).isEqualTo(alone.word());
        for (int i = 0; i < alone.scores().size(); i++) {
            assertThat(together.scores().get(i).probability())
                    .isCloseTo(alone.scores().get(i).probability(), within(1e-6));
        }
    }
}
