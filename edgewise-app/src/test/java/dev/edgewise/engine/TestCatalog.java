package dev.edgewise.engine;

import dev.edgewise.model.ModelException;
import java.time.InstantSource;
import java.util.List;

/// A catalog of models that are at hand.
public final class TestCatalog {

    private TestCatalog() {}

    /// A catalog of `models`, which it closes. Each request runs alone.
    public static Catalog of(List<? extends ServedModel> models) {
        Catalog catalog = new Catalog(LoadSettings.of(1, 0), new Usage(InstantSource.system()));
        try {
            for (ServedModel model : models) {
                catalog.add(ModelSource.of(model, () -> gone(model)));
            }
        } catch (ModelException | Refusal e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
        return catalog;
    }

    private static ServedModel gone(ServedModel model) throws ModelException {
        throw new ModelException(model.name() + ": can't be loaded again, it came without a file");
    }
}
