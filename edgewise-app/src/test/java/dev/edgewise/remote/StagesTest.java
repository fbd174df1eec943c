package dev.edgewise.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagesTest {

    /// As long as a link is measured in one direction.
    private static final Duration TIME = Duration.ofSeconds(3);

    /// Runs all stages of a link that carries so much over so many connections, each ended a little
    /// late; what is left of the time.
    private static long run(Stages stages, Duration time, IntToDoubleFunction rate) {
        long left = time.toNanos();
        do {
            left -= stages.nanos() + stages.nanos() / 10;
        } while (stages.next(rate.applyAsDouble(stages.connections()), left));
        return left;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 13, 37, 40, 100, 299})
    void whereEachConnectionCarriesMoreSixteenAreTried(int roundTripMillis) {
        Stages stages = new Stages(TIME, Duration.ofMillis(roundTripMillis));
        long left = run(stages, TIME, connections -> connections);
        assertThat(stages.connections()).isEqualTo(16);
        assertThat(stages.enough()).isZero();
        assertThat(left).isGreaterThan(TIME.toNanos() * 2 / 5);
    }

    @Test
    void aStageLastsARoundTripWhereTheTimeIsTenOfThem() {
        Duration roundTrip = Duration.ofMillis(600);
        Duration time = roundTrip.multipliedBy(10);
        Stages stages = new Stages(time, roundTrip);
        assertThat(stages.nanos()).isEqualTo(roundTrip.toNanos());
        run(stages, time, connections -> connections);
        assertThat(stages.connections()).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void theSearchEndsWhereMoreConnectionsCarryNoMore(int enough) {
        Stages stages = new Stages(TIME, Duration.ofMillis(40));
        run(stages, TIME, connections -> Math.min(connections, enough));
        assertThat(stages.enough()).isEqualTo(enough);
        assertThat(stages.connections()).isEqualTo(2 * enough);
    }

    @Test
    void whoeverComesMuchTooLateTriesFewer() {
        Stages stages = new Stages(TIME, Duration.ofMillis(40));
        assertThat(stages.next(1, TIME.toNanos() * 2 / 3)).isTrue();
        assertThat(stages.next(2, TIME.toNanos() / 3)).isFalse();
        assertThat(stages.connections()).isEqualTo(2);
    }
}
