package dev.edgewise.serve.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StreamEndTest {

    @Test
    void aReasonIsCutToTheBytesThatACloseHasRoomFor() {
        assertThat(new StreamEnd(StreamEnd.FAILED, "ö".repeat(100)).getMessage())
                .isEqualTo("ö".repeat(61));
        assertThat(new StreamEnd(StreamEnd.FAILED, "x".repeat(124)).getMessage())
                .isEqualTo("x".repeat(123));
        String clefs = new StreamEnd(StreamEnd.FAILED, "a" + "𝄞".repeat(40)).getMessage();
        assertThat(clefs.getBytes(StandardCharsets.UTF_8)).hasSize(121);
        assertThat(new StreamEnd(StreamEnd.FAILED, "short").getMessage()).isEqualTo("short");
    }
}
