package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MomentsTest {

    @Test
    void meanAndDeviationAreThoseOfAllNumbers() {
        Moments moments = new Moments();
        moments.add(new float[] {1, 1});
        moments.add(new float[] {5, 5});
        assertThat(moments.mean()).isEqualTo(3);
        assertThat(moments.deviation()).isEqualTo(2);
    }

    @Test
    void silenceDividesByMoreThanNothing() {
        Moments moments = new Moments();
        moments.add(new float[1000]);
        assertThat(moments.deviation()).isEqualTo(1e-7f);
    }
}
