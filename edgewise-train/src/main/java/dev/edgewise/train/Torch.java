package dev.edgewise.train;

import ai.djl.engine.Engine;
import java.util.logging.Level;
import java.util.logging.Logger;

/// PyTorch, through DJL: one a process.
final class Torch {

    static final String ENGINE = "PyTorch";

    /// DJL would tell where it unpacks its libraries. Held here, or the level could be forgotten.
    private static final Logger DJL = Logger.getLogger("ai.djl");

    private Torch() {}

    /// Loads PyTorch's library, which came with the build, to compute with `threads` threads.
    ///
    /// @throws TrainingException if there is none for this machine, or it can't be unpacked
    static void load(int threads) throws TrainingException {
        DJL.setLevel(Level.SEVERE);
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        try {
            Engine.getEngine(ENGINE);
        } catch (RuntimeException | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new TrainingException(
                    "PyTorch: can't be loaded on this machine: " + cause.getMessage(), e);
        }
    }

    /// Begins the engine's random numbers anew.
    static void seed(long seed) {
        Engine.getEngine(ENGINE).setRandomSeed(Long.hashCode(seed));
    }
}
