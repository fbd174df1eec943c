package dev.edgewise.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// The commands that live in a module of their own, `edgewise-train`, as they stand in the list of
/// commands: the launcher calls their mains.
abstract class TrainerModule implements Callable<Integer> {

    @Command(name = "train", description = "Trains a network in Java and writes it as a model.")
    static final class Train extends TrainerModule {}

    @Command(name = "dataset", description = "Fetches, counts and checks recordings of words.")
    static final class Dataset extends TrainerModule {}

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Spec private CommandSpec spec;

    private TrainerModule() {}

    @Override
    public Integer call() throws IOException {
        throw new IOException(
                "is in a module of its own, edgewise-train; start it by the launcher: ./"
                        + spec.qualifiedName()
                        + " "
                        + String.join(" ", arguments));
    }
}
