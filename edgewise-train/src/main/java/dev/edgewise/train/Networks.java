package dev.edgewise.train;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// The networks that can be trained, by name, each with its recipe.
///
/// @param network makes it for a number of labels
record Networks(String name, IntFunction<Network> network, Recipe recipe) {

    /// Those that help names. BC-ResNet comes in other widths too, `bc-resnet-1.5` say.
    static final List<String> NAMES =
            List.of(TutorialCnn.NAME, DsCnn.SMALL, "bc-resnet-1", "bc-resnet-2", "bc-resnet-3");

    /// The one called `name`, if there is one.
    static Optional<Networks> named(String name) {
        return switch (name) {
            case TutorialCnn.NAME ->
                    Optional.of(new Networks(name, TutorialCnn::of, Recipe.TUTORIAL));
            case DsCnn.SMALL -> Optional.of(new Networks(name, DsCnn::small, Recipe.DS_CNN));
            default ->
                    BcResNet.tau(name)
                            .map(
                                    tau ->
                                            new Networks(
                                                    name,
                                                    labels -> BcResNet.of(tau, labels),
                                                    Recipe.bcResNet(tau)));
        };
    }
}
