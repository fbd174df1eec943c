package dev.edgewise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream standardOut = System.out;
    private final PrintStream standardErr = System.err;

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(standardOut);
        System.setErr(standardErr);
    }

    @Test
    void helpListsEveryCommandWithALineOrTwo() {
        assertThat(Main.run(new Main(), "--help")).isZero();
        assertThat(out.toString(UTF_8).lines())
                .allMatch(line -> line.length() <= 80)
                .haveAtLeastOne(line("  recognize  "))
                .haveAtLeastOne(line("  serve  "))
                .haveAtLeastOne(line("  link  "))
                .haveAtLeastOne(line("  train  "));
        assertThat(err.size()).isZero();
    }

    @Test
    void helpForACommandIsThatCommandsHelp() {
        assertThat(Main.run(new Main(), "help", "recognize")).isZero();
        String help = out.toString(UTF_8);
        out.reset();
        assertThat(Main.run(new Main(), "recognize", "--help")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo(help).startsWith("Usage: edgewise recognize ");
    }

    @TestFactory
    Stream<DynamicTest> everyCommandsHelpFitsATerminalAndGivesAnExample() {
        // What the launcher hands to the trainer's module has its help there.
        return Main.commands().stream()
                .filter(command -> !List.of("train", "dataset").contains(command))
                .map(
                        command ->
                                DynamicTest.dynamicTest(
                                        command,
                                        () -> {
                                            listen();
                                            out.reset();
                                            assertThat(Main.run(new Main(), command, "--help"))
                                                    .isZero();
                                            assertThat(err.size()).isZero();
                                            String help = out.toString(UTF_8);
                                            assertThat(help.lines())
                                                    .allMatch(line -> line.length() <= 80);
                                            assertThat(help)
                                                    .startsWith("Usage: edgewise " + command)
                                                    .containsPattern("(?m)^Examples?:")
                                                    .contains("  edgewise " + command);
                                        }));
    }

    @Test
    void withoutACommandTheCommandsAreListedAsForWrongUsage() {
        assertThat(Main.run(new Main())).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(UTF_8)).startsWith("Usage: edgewise").contains("  recognize ");
    }

    @Test
    void anUnknownCommandIsOneLineThatGuessesWhatWasMeant() {
        assertThat(Main.run(new Main(), "recognise", "a.wav")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .isEqualToNormalizingNewlines(
                        "edgewise: no such command: recognise; did you mean recognize? (see"
                                + " edgewise --help)\n");
    }

    @Test
    void theVersionIsALine() {
        for (List<String> arguments : List.of(List.of("--version"), List.of("serve", "-V"))) {
            out.reset();
            assertThat(Main.run(new Main(), arguments.toArray(String[]::new))).isZero();
            assertThat(out.toString(UTF_8).strip()).isEqualTo("edgewise " + Main.VERSION);
        }
    }

    @Test
    void whatIsInAnotherModuleSaysWhereItIsWithoutTheLauncher() {
        assertThat(Main.run(new Main(), "train", "tutorial-cnn", "--data", "clips")).isEqualTo(1);
        assertThat(Main.run(new Main(), "dataset", "info", "clips")).isEqualTo(1);
        assertThat(err.toString(UTF_8).lines()).hasSize(2);
        assertThat(err.toString(UTF_8))
                .contains("./edgewise train tutorial-cnn --data clips")
                .contains("./edgewise dataset info clips");
    }

    private static org.assertj.core.api.Condition<String> line(String start) {
        return new org.assertj.core.api.Condition<>(
                text -> text.startsWith(start), "a line that starts with '%s'", start);
    }
}
