package dev.edgewise.serve.v2;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.ModelUsage;
import dev.edgewise.engine.NotServed;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.Spent;
import dev.edgewise.oip.ModelConfig;
import dev.edgewise.oip.ModelMetadata;
import dev.edgewise.oip.ModelStatistics;
import dev.edgewise.oip.RepositoryIndex;
import dev.edgewise.oip.ServerMetadata;
import java.util.List;
import java.util.Map;

/// What is said of the server and its models, whichever face is asked: what they take and give, how
/// they are run, what they were asked so far, and which there are.
public final class ModelFacts {

    /// What clients are told as the largest batch, where there is one: a larger one is answered as
    /// well, if the body's limit lets it in.
    private static final int BATCH = 128;

    /// The protocol's extensions that are whole here.
    private static final List<String> EXTENSIONS =
            List.of(
                    "binary_tensor_data",
                    "classification",
                    "model_configuration",
                    "model_repository",
                    "statistics");

    private final String version;
    private final Catalog catalog;

    /// The facts of a catalog's models.
    ///
    /// @param version the program's
    public ModelFacts(String version, Catalog catalog) {
        this.version = version;
        this.catalog = catalog;
    }

    /// The server's metadata.
    public ServerMetadata server() {
        return new ServerMetadata("edgewise", version, EXTENSIONS);
    }

    /// The metadata of `model`, with all its versions that can be asked.
    public ModelMetadata metadata(ServedModel model) {
        List<String> versions =
                catalog.index().stream()
                        .filter(entry -> entry.name().equals(model.name()))
                        .map(Catalog.Entry::version)
                        .toList();
        return ModelPorts.metadata(model, versions);
    }

    /// How `model` is run.
    public ModelConfig config(ServedModel model) {
        return new ModelConfig(metadata(model), ModelPorts.isBatched(model) ? BATCH : 0);
    }

    /// Which models there are, and which of them can be asked.
    ///
    /// @param ready whether only those that can be asked are wanted
    public RepositoryIndex index(boolean ready) {
        return new RepositoryIndex(
                catalog.listings().stream()
                        .filter(listing -> !ready || listing.state() == Catalog.State.READY)
                        .map(ModelFacts::entry)
                        .toList());
    }

    private static RepositoryIndex.Entry entry(Catalog.Listing listing) {
        String state =
                switch (listing.state()) {
                    case READY -> RepositoryIndex.READY;
                    case LOADING -> RepositoryIndex.LOADING;
                    case UNAVAILABLE, UNLOADED -> RepositoryIndex.UNAVAILABLE;
                };
        return new RepositoryIndex.Entry(
                listing.entry().name(), listing.entry().version(), state, listing.reason());
    }

    /// What models were asked so far, and where the time went.
    ///
    /// @param name of one model; empty for all
    /// @param version of that model; empty for all of its versions
    /// @throws NotServed if there is no such model, or version of it
    public List<ModelStatistics> statistics(String name, String version) throws NotServed {
        if (!name.isEmpty()) {
            catalog.lease(name, version).close();
        }
        return catalog.index().stream()
                .filter(entry -> name.isEmpty() || entry.name().equals(name))
                .filter(entry -> version.isEmpty() || entry.version().equals(version))
                .map(this::statistics)
                .toList();
    }

    private ModelStatistics statistics(Catalog.Entry entry) {
        ModelUsage model = catalog.usage().of(entry);
        return new ModelStatistics(
                entry.name(),
                entry.version(),
                model.lastMillis(),
                model.inferences(),
                model.runs(),
                Map.of(
                        "success", spent(model.success()),
                        "fail", spent(model.failure()),
                        "queue", spent(model.step("queue")),
                        "compute_input", spent(model.step("decode")),
                        "compute_infer", spent(model.step("predict")),
                        "compute_output", spent(model.step("encode"))),
                model.batchSizes().stream().map(size -> batch(model, size)).toList());
    }

    private static ModelStatistics.Batch batch(ModelUsage model, long size) {
        return new ModelStatistics.Batch(
                size,
                Map.of(
                        "compute_input", spent(model.step(size, "decode")),
                        "compute_infer", spent(model.step(size, "predict")),
                        "compute_output", spent(model.step(size, "encode"))));
    }

    private static ModelStatistics.Spent spent(Spent spent) {
        return new ModelStatistics.Spent(spent.count(), spent.nanos());
    }
}
