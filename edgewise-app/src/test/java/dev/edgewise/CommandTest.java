package dev.edgewise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CommandTest {

    @Test
    void helpGoesToStandardOutputAndNothingElse() throws IOException {
        Command.Result result = Command.run("--help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("Usage: edgewise");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void wrongUsageEndsWithTwo() throws IOException {
        Command.Result result = Command.run("--no-such-option");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("--no-such-option");
    }
}
