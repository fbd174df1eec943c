package dev.edgewise.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkProfileTest {

    @Test
    void theReportsLinkHasTheReportsNumbers() {
        LinkProfile report = LinkProfile.parse("report");
        assertThat(report.roundTrip()).isEqualTo(Duration.ofMillis(13));
        assertThat(report.downBitsPerSecond()).isEqualTo(35_000_000);
        assertThat(report.upBitsPerSecond()).isEqualTo(19_000_000);
        assertThat(report.spec()).isEqualTo("rtt=13ms,down=35M,up=19M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "wifi", "lte", "dsl", "cable", "3g", "satellite", "loopback"})
    void everyNamedProfileComesBackFromItsTextAndItsNumbersFromItsSpec(String name) {
        LinkProfile profile = LinkProfile.parse(name);
        assertThat(profile.toString()).isEqualTo(name);
        LinkProfile numbers = LinkProfile.parse(profile.spec());
        assertThat(numbers.roundTrip()).isEqualTo(profile.roundTrip());
        assertThat(numbers.downBitsPerSecond()).isEqualTo(profile.downBitsPerSecond());
        assertThat(numbers.upBitsPerSecond()).isEqualTo(profile.upBitsPerSecond());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rtt=40ms,down=12M,up=3M; 40000000; 12000000; 3000000",
                "up=384k, down=1.5M, rtt=0.05s; 50000000; 1500000; 384000",
                "rtt=1.5ms,down=800,up=1G; 1500000; 800; 1000000000",
                "rtt=250us,down=unlimited,up=2m; 250000; 9223372036854775807; 2000000",
                "rtt=1234567us,down=1234567,up=64k; 1234567000; 1234567; 64000",
                "rtt=0.0000005s; 500; 9223372036854775807; 9223372036854775807",
            })
    void aSpecIsReadAndComesBack(String spec, long rtt, long down, long up) {
        LinkProfile profile = LinkProfile.parse(spec);
        assertThat(profile.roundTrip()).isEqualTo(Duration.ofNanos(rtt));
        assertThat(profile.downBitsPerSecond()).isEqualTo(down);
        assertThat(profile.upBitsPerSecond()).isEqualTo(up);
        assertThat(LinkProfile.parse(profile.toString())).isEqualTo(profile);
    }

    @Test
    void aSpecIsWrittenShort() {
        assertThat(LinkProfile.parse("up=384000,down=1500k,rtt=0.04s").spec())
                .isEqualTo("rtt=40ms,down=1.5M,up=384k");
    }

    @Test
    void anUnknownNameIsToldTheNamesAndTheForm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkProfile.parse("isdn"))
                .withMessage(
                        "no link profile 'isdn': known are report, wifi, lte, cable, dsl, 3g,"
                                + " satellite, loopback, or give its numbers:"
                                + " rtt=40ms,down=12M,up=3M");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "rtt=40,down=12M,up=3M; rtt needs a time such as 40ms, got '40'",
                "rtt=ms; rtt needs a time such as 40ms, got 'ms'",
                "rtt=-1ms; rtt needs a time such as 40ms, got '-1ms'",
                "rtt=61s; rtt must be at most 60s, got '61s'",
                "down=0; down must be above 0 and at most 1000G, got '0'",
                "down=0.4; down must be above 0 and at most 1000G, got '0.4'",
                "up=1001G; up must be above 0 and at most 1000G, got '1001G'",
                "up=3MB; up needs a rate in bits a second such as 12M, got '3MB'",
                "up=; up needs a rate in bits a second such as 12M, got ''",
                "rtt=1ms,,up=1M; '' is none of rtt=, down=, up=",
                "loss=1%; 'loss=1%' is none of rtt=, down=, up=",
                "rtt=1ms,report; 'report' is none of rtt=, down=, up=",
                "rtt=1ms,rtt=2ms; rtt is given twice",
            })
    void aBadSpecIsToldWhatIsWrongAndTheForm(String spec, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkProfile.parse(spec))
                .withMessage("link '%s': %s (the form is rtt=40ms,down=12M,up=3M)", spec, what);
    }
}
