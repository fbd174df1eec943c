package dev.edgewise.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SerialiserTest {

    @Test
    void bytesTakeTheirShareOfASecond() {
        Serialiser serialiser = new Serialiser(8_000_000);
        assertThat(serialiser.send(0, 1000)).isEqualTo(1_000_000);
        assertThat(serialiser.send(1_000_000, 500)).isEqualTo(1_500_000);
    }

    @Test
    void fractionsOfANanosecondAreNotLost() {
        Serialiser serialiser = new Serialiser(19_000_000);
        for (int i = 0; i < 19_000; i++) {
            serialiser.send(serialiser.free(), 1);
        }
        assertThat(serialiser.free()).isEqualTo(8_000_000);
    }

    @Test
    void anIdleLinkStartsWhenTheNextBytesCome() {
        Serialiser serialiser = new Serialiser(8_000_000);
        serialiser.send(0, 1000);
        assertThat(serialiser.send(5_000_000, 1000)).isEqualTo(6_000_000);
    }

    @Test
    void withoutALimitBytesTakeNoTime() {
        Serialiser serialiser = new Serialiser(LinkProfile.UNLIMITED);
        assertThat(serialiser.send(7, Integer.MAX_VALUE)).isEqualTo(7);
    }
}
