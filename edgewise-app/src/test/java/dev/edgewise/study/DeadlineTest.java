package dev.edgewise.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.http.Access;
import dev.edgewise.link.LinkProfile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Remote REPORT = new Remote.Emulated(LinkProfile.parse("report"));
    private static final Remote DSL = new Remote.Emulated(LinkProfile.parse("dsl"));

    @Test
    void theSlowestLinkHasTimeForTheLargestClip() {
        // Ten round trips of 50 ms, and 9.6 million bits at 384 kbit/s.
        assertThat(Deadline.of(List.of(REPORT, DSL), 1_200_000))
                .isEqualTo(Duration.ofSeconds(30).plusMillis(500 + 25_000));
    }

    @Test
    void whereNothingIsSlowItIsHalfAMinute() {
        Remote loopback = new Remote.Emulated(LinkProfile.parse("loopback"));
        Remote real =
                new Remote.Real(
                        URI.create("http://127.0.0.1:1"),
                        Access.OPEN,
                        Optional.empty(),
                        UploadWay.HTTP);
        assertThat(Deadline.of(List.of(loopback, real), 1_000_000_000))
                .isEqualTo(Duration.ofSeconds(30));
    }
}
