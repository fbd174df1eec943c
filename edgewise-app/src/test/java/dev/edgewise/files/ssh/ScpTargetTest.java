package dev.edgewise.files.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScpTargetTest {

    @Test
    void userHostAndPortAreReadAndWritten() {
        assertThat(ScpTarget.parse("me@host:2222")).hasToString("me@host:2222");
        assertThat(ScpTarget.parse("me@host")).hasToString("me@host:22");
        assertThat(ScpTarget.parse("me@[::1]:2222")).hasToString("me@[::1]:2222");
        assertThat(ScpTarget.parse("me@host").withPassword("x")).hasToString("me@host:22");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "host", "host:22", "@host", "me@", "me@host:", "me@host:0", "me@a b"})
    void anotherFormIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ScpTarget.parse(text));
    }
}
