package dev.edgewise.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtt=40ms,jitter=5ms,down=12M,up=3M,loss=1%,queue=64k,outage=2s@10s/30s+1s@1s,seed=7",
                "rtt=40ms,jitter=normal:1.5ms,down=unlimited,up=unlimited,down-loss=0.5%,up-queue=1M",
            })
    void whatElseASpecCanAskForComesBackAsItWasGiven(String spec) {
        LinkProfile profile = LinkProfile.parse(spec);
        assertThat(profile.toString()).isEqualTo(spec);
        assertThat(LinkProfile.parse(spec)).isEqualTo(profile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtt=13ms,queue=1501",
                "rtt=13000001us,down=1234567891,up=1,queue=1048577",
                "rtt=0.000000001s,up-queue=1536,down-queue=1536k",
                "jitter=normal:0.333us,rtt=1us,queue=1073741823,loss=33.3333%",
                "outage=1.000000001s@0.001us/86399.999999999s,queue=1049600",
            })
    void numbersThatFitNoUnitComeBackToo(String spec, @TempDir Path folder) throws IOException {
        LinkProfile profile = LinkProfile.parse(spec);
        assertThat(LinkProfile.parse(profile.toString())).isEqualTo(profile);
        Path file = Files.writeString(folder.resolve("odd.json"), profile.json());
        assertThat(LinkProfile.parse(file.toString())).isEqualTo(profile);
    }

    @Test
    void aFileWithACommaInItsNameComesBackFromJson(@TempDir Path folder) throws IOException {
        Path trace = Files.writeString(folder.resolve("a, b.trace"), "1\n2\n");
        Path relative = Path.of("").toAbsolutePath().relativize(trace);
        Path file =
                Files.writeString(
                        Files.createDirectory(folder.resolve("in")).resolve("given.json"),
                        "{\"name\": \"odd\", \"up-trace\": \"../a, b.trace\"}");
        LinkProfile profile = LinkProfile.parse(file.toString());
        Path again = Files.writeString(folder.resolve("again.json"), profile.json());
        assertThat(LinkProfile.parse(again.toString())).isEqualTo(profile);
        Files.copy(trace, folder.resolve("b.trace"));
        LinkProfile near = LinkProfile.parse("up-trace=" + relative.resolveSibling("b.trace"));
        Files.writeString(again, near.json());
        assertThat(LinkProfile.parse(again.toString()).up().rate().bitsPerSecond())
                .isEqualTo(near.upBitsPerSecond());
    }

    @Test
    void aLinkWiderThanAConnectionsWindowIsToldOf() {
        assertThat(LinkProfile.parse("rtt=600ms,down=1G,up=3M").caution())
                .contains(
                        "rate x round trip is 72 MiB, and a connection has at most 16 MiB on its"
                                + " way: one alone may not reach the rate");
        LinkProfile.named().forEach(profile -> assertThat(profile.caution()).isEmpty());
        assertThat(LinkProfile.parse("rtt=10ms").caution()).isEmpty();
    }

    @Test
    void whatIsGivenForOneDirectionGoesBeforeWhatIsGivenForBoth() {
        LinkProfile profile = LinkProfile.parse("loss=1%,up-loss=2%,queue=64k,down-queue=1M");
        assertThat(profile.down()).isEqualTo(direction(0.01, 1 << 20));
        assertThat(profile.up()).isEqualTo(direction(0.02, 64 << 10));
    }

    @Test
    void aFileHoldsAProfileAndNamesFilesBesideIt(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("up.trace"), "1\n2\n3\n");
        Path file =
                Files.writeString(
                        folder.resolve("train.json"),
                        "{\"name\": \"train\", \"rtt\": \"60ms\", \"up-trace\": \"up.trace\"}");
        LinkProfile profile = LinkProfile.parse(file.toString());
        assertThat(profile.name()).isEqualTo("train");
        assertThat(profile.upBitsPerSecond()).isEqualTo(1448 * 8_000);
        LinkProfile again = LinkProfile.parse(profile.toString());
        assertThat(again.up()).isEqualTo(profile.up());
        Files.writeString(file, profile.json());
        assertThat(LinkProfile.parse(file.toString())).isEqualTo(profile);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[1]; expected an object such as {\"rtt\": \"40ms\"}",
                "{\"rtt\": \"40ms\"; expected JSON such as {\"rtt\": \"40ms\"}, line 1 is none",
                "{\"rtt\": [40]}; the value of rtt is no text",
                "{\"rtt\": \"1ms\", \"rtt\": \"2ms\"}; expected JSON such as {\"rtt\": \"40ms\"}, line 1 is none",
                "{\"rtt\": 40}; rtt needs a time such as 40ms, got '40'",
                "{\"rtts\": \"none.txt\"}; no such file: FOLDER/none.txt",
            })
    void aBadFileIsNamedWithWhatIsWrong(String json, String what, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), json);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkProfile.parse(file.toString()))
                .withMessage("%s: %s", file, what.replace("FOLDER", folder.toString()));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkProfile.parse("none.json"))
                .withMessage("no such link profile: none.json");
    }

    private static Direction direction(double loss, long queue) {
        return new Direction(new SteadyRate(LinkProfile.UNLIMITED), loss, queue);
    }

    @Test
    void anUnknownKeyIsToldTheOnesThatAre() {
        for (String part : new String[] {"", "report", "los=1%"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LinkProfile.parse("rtt=1ms," + part))
                    .withMessage(
                            "link 'rtt=1ms,%s': '%s' is none of rtt=, jitter=, rtts=, down=, up=,"
                                    + " down-trace=, up-trace=, loss=, down-loss=, up-loss=, queue=,"
                                    + " down-queue=, up-queue=, outage=, seed= (the form is"
                                    + " rtt=40ms,down=12M,up=3M)",
                            part, part);
        }
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
                                + " rtt=40ms,down=12M,up=3M, or a file that holds"
                                + " them");
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
                "rtt=40ms,jitter=21ms; jitter must be at most half of rtt",
                "rtt=40ms,jitter=normal; jitter needs a time such as 40ms, got 'normal'",
                "rtt=40ms,jitter=normal:21ms; jitter must be at most half of rtt",
                "rtt=40ms,rtts=trips.txt; rtts stands instead of rtt and jitter",
                "up=1M,up-trace=t.txt; up-trace stands instead of up",
                "up-trace=; up-trace needs a file",
                "up-trace=no.trace; no such file: no.trace",
                "loss=1; loss needs a share such as 1%, got '1'",
                "loss=91%; loss must be at most 90%, got '91%'",
                "queue=64kB; queue needs a number of bytes such as 64k, got '64kB'",
                "queue=; queue needs a number of bytes such as 64k, got ''",
                "queue=1000; a queue must hold a segment of 1448 bytes, got 1000",
                "queue=2000M; queue must be at most 1024M, got '2000M'",
                "outage=2s; outage needs LENGTH@START or LENGTH@START/PERIOD, got '2s'",
                "outage=2s@1; outage needs a time such as 2s, got '1'",
                "outage=2s@1s/2s; outage must last, and not for its whole period, got '2s@1s/2s'",
                "outage=1s@0s/2s+1s@1s/2s; outages must leave some time between them",
                "seed=x; seed needs a whole number, got 'x'",
                "rtt=1ms,rtt=2ms; rtt is given twice",
            })
    void aBadSpecIsToldWhatIsWrongAndTheForm(String spec, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkProfile.parse(spec))
                .withMessage("link '%s': %s (the form is rtt=40ms,down=12M,up=3M)", spec, what);
    }
}
