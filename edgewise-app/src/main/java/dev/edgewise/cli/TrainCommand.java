package dev.edgewise.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// `edgewise train` in the list of commands: it lives in a module of its own, `edgewise-train`,
/// whose main the launcher calls.
@Command(name = "train", description = "Trains a network in Java and writes it as a model.")
final class TrainCommand implements Callable<Integer> {

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        throw new IOException(
                "is in a module of its own, edgewise-train; start it by the launcher: ./edgewise train "
                        + String.join(" ", arguments));
    }
}
