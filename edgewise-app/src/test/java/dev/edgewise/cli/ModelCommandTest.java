package dev.edgewise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

class ModelCommandTest {

    private final PrintStream standardOutput = System.out;
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(standardOutput);
        System.setErr(standardError);
    }

    @TestFactory
    Stream<DynamicTest> everySubcommandHasHelpWithAnExampleInEightyColumns() {
        return new CommandLine(new ModelCommand())
                .getSubcommands().keySet().stream()
                        .map(
                                name ->
                                        DynamicTest.dynamicTest(
                                                name,
                                                () -> {
                                                    listen();
                                                    out.reset();
                                                    assertThat(
                                                                    Main.run(
                                                                            new Main(),
                                                                            "model",
                                                                            name,
                                                                            "--help"))
                                                            .isZero();
                                                    String help = out.toString(UTF_8);
                                                    assertThat(help.lines())
                                                            .allMatch(line -> line.length() <= 80);
                                                    assertThat(help)
                                                            .startsWith(
                                                                    "Usage: edgewise model " + name)
                                                            .containsPattern("(?m)^Examples?:")
                                                            .contains("  edgewise model " + name);
                                                }));
    }

    @Test
    void withoutASubcommandTheyAreListedAsForWrongUsage() {
        assertThat(Main.run(new Main(), "model")).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(UTF_8)).startsWith("Usage: edgewise model").contains("  profile");
    }

    @Test
    void anUnknownSubcommandIsGuessed() {
        assertThat(Main.run(new Main(), "model", "prof", "x.onnx")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .startsWith("edgewise model: no such command: prof; did you mean");
    }
}
