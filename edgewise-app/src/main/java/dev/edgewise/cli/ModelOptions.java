package dev.edgewise.cli;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.ModelFolder;
import dev.edgewise.engine.ModelSource;
import dev.edgewise.engine.OnnxServedModel;
import dev.edgewise.model.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which models `edgewise serve` offers.
final class ModelOptions {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /// Requests share the cores, so that one thread is enough for each.
    private static final int THREADS = 1;

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE",
            description = {
                "a model that ships, or an ONNX file; can be given several times, and the first"
                        + " one answers who names none (default: those that ship, unless --models"
                        + " is given)"
            })
    @Nullable List<String> models;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description =
                    "a folder with NAME/VERSION/model.onnx, the version a number; what is put"
                            + " there, changed or removed is loaded, loaded anew or let go of while"
                            + " the server runs")
    @Nullable Path folder;

    /// Loads the models that are named, side by side, and offers them in their order. Then loads
    /// what is in the folder, if there is one, and watches it.
    Optional<ModelFolder> load(Catalog catalog, Consumer<String> complaints)
            throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<ModelSource>> loading = new ArrayList<>();
            for (String model : named()) {
                loading.add(threads.submit(() -> OnnxServedModel.source(model, THREADS)));
            }
            for (Future<ModelSource> model : loading) {
                catalog.add(Awaited.result(model));
            }
        }
        return folder == null
                ? Optional.empty()
                : Optional.of(ModelFolder.open(folder, catalog, THREADS, LOOK, complaints));
    }

    private List<String> named() {
        if (models != null) {
            return models;
        }
        return folder == null ? ModelStore.SHIPPED : List.of();
    }
}
