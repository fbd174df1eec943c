package dev.edgewise.files.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.files.Sha256;
import org.junit.jupiter.api.Test;

class HashLineTest {

    private static final String HASH = "a".repeat(64);

    @Test
    void namesAreTakenAsTheyStandOrUnescaped() {
        assertThat(HashLine.parse(HASH + " *a \\n b.wav")).contains(line("a \\n b.wav"));
        assertThat(HashLine.parse(HASH + "  a.wav")).contains(line("a.wav"));
        assertThat(HashLine.parse("\\" + HASH + " *a\\\\n\\n\\r\\\\.wav"))
                .contains(line("a\\n\n\r\\.wav"));
        assertThat(HashLine.parse("\\" + HASH + " *a\\")).contains(line("a\\"));
    }

    private static HashLine line(String path) {
        return new HashLine(path, new Sha256(HASH));
    }

    @Test
    void whatIsNoHashIsNone() {
        assertThat(HashLine.parse("")).isEmpty();
        assertThat(HashLine.parse("\\")).isEmpty();
        assertThat(HashLine.parse("sha256sum: a.wav: No such file")).isEmpty();
        assertThat(HashLine.parse(HASH)).isEmpty();
    }
}
