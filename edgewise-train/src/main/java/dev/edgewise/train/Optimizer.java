package dev.edgewise.train;

import java.util.Map;

/// Changes weights so that the loss falls. It remembers something of each weight from step to
/// step, which a [Checkpoint] keeps: without it, training couldn't go on as if it had never
/// been interrupted. (That is why DJL's own optimizers, which keep theirs to themselves, aren't
/// used.)
sealed interface Optimizer permits Sgd, Adam {

    /// Changes `weight`, the weights called `name`, given the loss's `gradient`.
    ///
    /// @param rate how far to go
    void step(String name, float[] weight, float[] gradient, double rate);

    /// What it remembers, by name; the arrays are its own.
    Map<String, float[]> memory();

    /// Makes it remember that.
    void remember(Map<String, float[]> memory);
}
