package dev.edgewise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgewise.engine.Catalog.Entry;
import dev.edgewise.engine.Catalog.Listing;
import dev.edgewise.engine.Catalog.State;
import dev.edgewise.model.ModelException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CatalogTest {

    private final Catalog catalog =
            new Catalog(LoadSettings.of(1, 0), new Usage(InstantSource.system()));

    private static ModelSource source(EchoModel model) {
        return new ModelSource("echo", model.version(), () -> model);
    }

    private static ModelSource broken(String version) {
        return new ModelSource(
                "echo",
                version,
                () -> {
                    throw new ModelException("echo.onnx: cut short");
                });
    }

    @Test
    void theNewestVersionThatCanBeAskedAnswers() throws IOException {
        catalog.offer(source(new EchoModel("10", "N")));
        catalog.offer(source(new EchoModel("9", "N")));
        assertThatIOException()
                .isThrownBy(() -> catalog.offer(broken("11")))
                .withMessage("echo.onnx: cut short");
        try (Lease lease = catalog.lease("echo")) {
            assertThat(lease.model().version()).isEqualTo("10");
        }
        assertThat(catalog.listings())
                .contains(
                        new Listing(
                                new Entry("echo", "11"),
                                State.UNAVAILABLE,
                                "echo.onnx: cut short"));
        assertThat(catalog.index())
                .containsExactly(new Entry("echo", "10"), new Entry("echo", "9"));
        assertThat(catalog.isReady()).isTrue();
        assertThatIOException()
                .isThrownBy(() -> catalog.lease("echo", "11"))
                .withMessage("echo version 11 can't be asked now: echo.onnx: cut short");
    }

    @Test
    void aModelIsClosedWhenTheLastLeaseIsGivenBack() throws IOException {
        EchoModel first = new EchoModel("1", "N");
        catalog.offer(source(first));
        try (Lease lease = catalog.lease("echo")) {
            catalog.offer(source(new EchoModel("1", "N")));
            assertThat(first.closed).isFalse();
            assertThat(lease.model().run(EchoModel.input(1, 2), Set.of())).containsKey("y");
        }
        assertThat(first.closed).isTrue();
    }

    @Test
    void aChangedFileThatIsBrokenLeavesTheOldOneAnswering() throws IOException {
        EchoModel first = new EchoModel("1", "N");
        catalog.offer(source(first));
        assertThatIOException().isThrownBy(() -> catalog.offer(broken("1")));
        catalog.lease("echo").close();
        assertThat(first.closed).isFalse();
        assertThat(catalog.listings())
                .containsExactly(
                        new Listing(new Entry("echo", "1"), State.READY, "echo.onnx: cut short"));
    }

    @Test
    void whatIsUnloadedStaysSoUntilItIsLoaded() throws IOException {
        catalog.offer(source(new EchoModel("1", "N")));
        catalog.unload("echo");
        catalog.offer(source(new EchoModel("1", "N")));
        assertThatIOException()
                .isThrownBy(() -> catalog.lease("echo"))
                .withMessage("echo version 1 can't be asked now: unloaded");
        assertThat(catalog.index()).isEmpty();
        catalog.load("echo");
        catalog.lease("echo").close();
    }

    @Test
    void whatComesLaterIsLoadedBesideThoseThatAnswer() throws Exception {
        List<Boolean> ready = new ArrayList<>();
        for (String version : List.of("1", "2")) {
            catalog.offer(
                    new ModelSource(
                            "echo",
                            version,
                            () -> {
                                ready.add(catalog.isReady());
                                return new EchoModel(version, "N");
                            }));
        }
        assertThat(ready).containsExactly(false, true);
    }

    @Test
    void nothingIsLeftOfAClosedCatalogButWhatIsLeased() throws IOException {
        EchoModel model = new EchoModel("1", "N");
        catalog.offer(source(model));
        Lease lease = catalog.lease("echo");
        catalog.close();
        catalog.forget(new Entry("echo", "1"));
        assertThat(lease.model().run(EchoModel.input(1, 2), Set.of())).containsKey("y");
        assertThat(catalog.isReady()).isFalse();
        assertThat(catalog.listings()).isEmpty();
        assertThatIOException()
                .isThrownBy(() -> catalog.unload("echo"))
                .withMessage("echo can't be asked now: the server is stopping");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> catalog.offer(source(new EchoModel("1", "N"))))
                .withMessage("the server is stopping")
                .matches(refusal -> refusal.reason() == Refusal.Reason.STOPPING);
        lease.close();
        assertThat(model.closed).isTrue();
    }

    @Test
    void aModelThatMemoryDoesNotSufficeForIsUnavailable() {
        ModelSource large =
                new ModelSource(
                        "large",
                        "1",
                        () -> {
                            throw new OutOfMemoryError("Java heap space");
                        });
        assertThatThrownBy(() -> catalog.offer(large)).isInstanceOf(OutOfMemoryError.class);
        assertThat(catalog.listings())
                .containsExactly(
                        new Listing(new Entry("large", "1"), State.UNAVAILABLE, "Java heap space"));
    }

    @Test
    void aModelThatChangesItsNameIsNotTakenForTheOldOne() {
        ModelSource source = new ModelSource("other", "1", () -> new EchoModel("1", "N"));
        assertThatIOException()
                .isThrownBy(() -> catalog.add(source))
                .withMessage("other version 1: calls itself echo version 1 now");
    }

    @Test
    void twoOfOneNameAndVersionAreRefused() throws IOException {
        catalog.add(source(new EchoModel("1", "N")));
        assertThatIOException()
                .isThrownBy(() -> catalog.add(source(new EchoModel("1", "N"))))
                .withMessage("models: echo version 1 is there twice");
    }

    @Test
    void noRequestFailsWhileModelsAreLoadedAnew() throws Exception {
        catalog.offer(source(new EchoModel("1", "N")));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        while (!over.get()) {
                                            try (Lease lease = catalog.lease("echo")) {
                                                lease.model().run(EchoModel.input(1, 2), Set.of());
                                                answers.incrementAndGet();
                                            } catch (IOException | RuntimeException e) {
                                                failure.set(e);
                                                return;
                                            }
                                        }
                                    }));
        }
        for (int i = 0; i < 2000; i++) {
            catalog.offer(source(new EchoModel(i % 2 == 0 ? "1" : "2", "N")));
            catalog.forget(new Entry("echo", "2"));
        }
        over.set(true);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(failure.get()).isNull();
        assertThat(answers).hasPositiveValue();
    }
}
