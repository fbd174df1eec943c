package dev.edgewise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.edgewise.engine.Catalog.State;
import dev.edgewise.model.ElementType;
import dev.edgewise.model.SampleModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ModelFolderTest {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final byte[] FLOATS = SampleModels.echo(ElementType.FLOAT32);
    private static final byte[] DOUBLES = SampleModels.echo(ElementType.FLOAT64);

    @TempDir Path folder;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Catalog catalog =
            new Catalog(LoadSettings.of(1, 0), new Usage(InstantSource.system()));

    @AfterEach
    void closeCatalog() {
        catalog.close();
    }

    private ModelFolder open() throws IOException {
        return ModelFolder.open(folder, catalog, 1, PAUSE, complaints::add);
    }

    private Path write(String name, String version, byte[] bytes) throws IOException {
        Path file = folder.resolve(name).resolve(version).resolve("model.onnx");
        Files.createDirectories(file.getParent());
        Path whole = Files.write(folder.resolve(".model"), bytes);
        return Files.move(whole, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private String type(String name) {
        try (Lease lease = catalog.lease(name)) {
            return lease.model().version() + " " + lease.model().inputs().getFirst().type();
        } catch (NotServed e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void whatIsThereIsOfferedTheNewestFirst() throws IOException {
        write("a", "2", FLOATS);
        write("a", "10", DOUBLES);
        write("b", "1", FLOATS);
        Files.writeString(folder.resolve("b/config.pbtxt"), "name: \"b\"");
        try (ModelFolder _ = open()) {
            assertThat(catalog.index().stream().map(e -> e.name() + " " + e.version()))
                    .containsExactly("a 2", "a 10", "b 1");
            assertThat(type("a")).isEqualTo("10 float64");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void whatComesChangesAndGoesIsFollowed() throws IOException {
        write("a", "1", FLOATS);
        try (ModelFolder _ = open()) {
            Path second = write("a", "2", FLOATS);
            await(() -> type("a").equals("2 float32"));
            write("a", "2", DOUBLES);
            await(() -> type("a").equals("2 float64"));
            Files.delete(second);
            await(() -> type("a").equals("1 float32"));
            write("b", "1", FLOATS);
            await(() -> type("b").equals("1 float32"));
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void aBrokenVersionIsSaidOnceAndTheOldOneAnswers() throws IOException {
        write("a", "1", FLOATS);
        try (ModelFolder _ = open()) {
            Path broken =
                    write("a", "2", "no model".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            await(() -> !complaints.isEmpty());
            assertThat(type("a")).isEqualTo("1 float32");
            assertThat(catalog.listings().getLast().state()).isEqualTo(State.UNAVAILABLE);
            assertThat(catalog.listings().getLast().reason())
                    .startsWith(broken + ": not a model that ONNX Runtime reads");
            write("a", "2", DOUBLES);
            await(() -> type("a").equals("2 float64"));
            assertThat(complaints).hasSize(1);
        }
    }

    @Test
    void whatIsLaidOutOtherwiseIsNamed() throws IOException {
        write("a", "1", FLOATS);
        Files.write(folder.resolve("a/model.onnx"), FLOATS);
        Files.write(folder.resolve("b.onnx"), FLOATS);
        Files.createDirectory(folder.resolve("a b"));
        try (ModelFolder _ = open()) {
            assertThat(complaints)
                    .containsExactlyInAnyOrder(
                            folder.resolve("a/model.onnx")
                                    + ": not offered; expected a version, as a/1/model.onnx",
                            folder.resolve("b.onnx")
                                    + ": not offered; expected NAME/VERSION/model.onnx",
                            folder.resolve("a b")
                                    + ": not offered; a name has letters, digits, '.', '_' and"
                                    + " '-'");
        }
    }

    @Test
    void oneVersionThatIsThereTwiceIsNamed() throws IOException {
        Path second = write("a", "01", DOUBLES);
        Path first = write("a", "1", FLOATS);
        try (ModelFolder _ = open()) {
            assertThat(type("a")).isEqualTo("1 float32");
            assertThat(complaints)
                    .containsExactly(second + ": not offered; it is the same version as " + first);
        }
    }

    @Test
    void aFolderThatIsClosedIsLookedAtNoMore() throws IOException {
        ModelFolder closed = open();
        closed.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("edgewise-models");
        write("a", "1", FLOATS);
        assertThat(catalog.listings()).isEmpty();
    }

    @Test
    void aNameThatIsTakenAndAFolderThatIsNoneAreErrors() throws IOException {
        catalog.add(ModelSource.of(new EchoModel("1", "N"), () -> new EchoModel("1", "N")));
        write("echo", "1", FLOATS);
        assertThatIOException()
                .isThrownBy(this::open)
                .withMessage(folder.resolve("echo") + ": a model of that name is there already");
        Path missing = folder.resolve("missing");
        assertThatIOException()
                .isThrownBy(() -> ModelFolder.open(missing, catalog, 1, PAUSE, complaints::add))
                .withMessage(
                        missing + ": no such folder; expected one with NAME/VERSION/model.onnx");
    }
}
