package dev.edgewise.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.link.LinkProfile;
import dev.edgewise.measure.RunContext;
import dev.edgewise.measure.statistics.Margin;
import dev.edgewise.measure.statistics.Until;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final Far LTE = Far.of(new Remote.Emulated(LinkProfile.parse("lte")));
    private static final Far DSL = Far.of(new Remote.Emulated(LinkProfile.parse("dsl")));
    private static final Extent EXTENT = new Extent.Requests(100);

    private static StudyFile file(
            Far far, Extent extent, Margin margin, String model, String clip) {
        return file(far, extent, margin, model, clip, "1.0", "a processor");
    }

    private static StudyFile file(
            Far far,
            Extent extent,
            Margin margin,
            String model,
            String clip,
            String version,
            String cpu) {
        RunContext context =
                new RunContext(
                        Instant.EPOCH,
                        "os",
                        Map.of("cpu", cpu),
                        "jvm",
                        List.of(),
                        Map.of("edgewise", version),
                        1,
                        "");
        return new StudyFile(
                new Asked(List.of(far), extent, margin, 1, Duration.ofSeconds(30)),
                new ClipFacts("here", false, List.of(new ClipFile("a.wav", 5, clip))),
                List.of(new ModelFacts("m", "m 1", model)),
                List.of(Session.of(context)),
                new Ending.Unknown());
    }

    @Test
    void anotherVersionAndAnotherProcessorAreNamed() {
        StudyFile there = file(LTE, EXTENT, Margin.DEFAULT, HASH, HASH);
        StudyFile now = file(LTE, EXTENT, Margin.DEFAULT, HASH, HASH, "1.1", "a faster one");

        assertThat(Differences.between(there, now))
                .containsExactly(
                        "version of Edgewise: 1.0 there, 1.1 now",
                        "processor: a processor there, a faster one now");
    }

    @Test
    void eachDifferenceThatFiguresDependOnIsNamed() {
        StudyFile there = file(LTE, EXTENT, Margin.DEFAULT, HASH, HASH);
        String other = "f" + HASH.substring(1);
        assertThat(Differences.between(there, there)).isEmpty();
        assertThat(
                        Differences.between(
                                there,
                                file(
                                        DSL,
                                        new Extent.Known(
                                                new Until(Margin.of(0.02), Duration.ofMinutes(5))),
                                        Margin.of(Duration.ofMillis(2)),
                                        other,
                                        other)))
                .containsExactly(
                        "links or servers: rtt=70ms,down=12M,up=12M with uploads by SCP there,"
                                + " rtt=50ms,down=1.5M,up=384k with uploads by SCP now",
                        "models: m 0123456789ab there, m f123456789ab now",
                        "clip: a.wav 0123456789ab there, a.wav f123456789ab now",
                        "to be measured: 100 requests a place there, until the 95 % interval of"
                                + " the total's difference was 2 % of edge-http's mean wide, for"
                                + " at most 5 min now",
                        "margin: 5 % or 1.00 ms there, 0 % or 2.00 ms now");
    }
}
