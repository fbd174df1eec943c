package dev.edgewise.link;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A link's numbers: its round trip and its rate in each direction, seen from the edge (down: from
/// the remote place to the edge).
/// Rates are decimal bits a second, and of payload: headers are not counted, so that what is asked
/// for is what a transfer measures. [#UNLIMITED] is no limit. What else a profile can ask for
/// (jitter, loss, a queue, outages, a recorded link) is not there unless it does.
///
/// Where the named profiles come from:
///
/// - `report`: the speed test of the report that the study repeats.
/// - `lte`, `cable`, `dsl`, `3g`: WebPageTest's profiles of the same names (`connectivity.ini` in
///   its repository), which browsers' throttling settings follow too.
/// - `wifi`: "Wi-Fi" of Apple's Network Link Conditioner (1 ms each way, 40 and 33 Mbit/s).
/// - `satellite`: geostationary service, 25 and 3 Mbit/s as sold in the USA, with the round trip of
///   around 600 ms that the FCC's "Measuring Broadband America" reports measure; light alone needs
///   477 ms for four times 35,786 km.
/// - `loopback`: no impairment; what the proxy itself costs.
///
/// @param name the profile's name, or its [#spec] if it has none
/// @param delay with a round trip of at most a minute
/// @param seed of what is drawn
public record LinkProfile(
        String name, Delay delay, Direction down, Direction up, List<Outage> outages, long seed) {

    /// A rate that limits nothing.
    public static final long UNLIMITED = Long.MAX_VALUE;

    static final Duration LONGEST = Duration.ofMinutes(1);
    static final long DEFAULT_SEED = 1;

    private static final String FILE_ENDING = ".json";

    private static final List<LinkProfile> NAMED =
            List.of(
                    named("report", 13, 35_000_000, 19_000_000),
                    named("wifi", 2, 40_000_000, 33_000_000),
                    named("lte", 70, 12_000_000, 12_000_000),
                    named("cable", 28, 5_000_000, 1_000_000),
                    named("dsl", 50, 1_500_000, 384_000),
                    named("3g", 300, 1_600_000, 768_000),
                    named("satellite", 600, 25_000_000, 3_000_000),
                    named("loopback", 0, UNLIMITED, UNLIMITED));

    public LinkProfile {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a link profile needs a name");
        }
        Duration roundTrip = delay.roundTrip();
        if (roundTrip.isNegative() || roundTrip.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "round trip must be between 0 and 60 s, got " + roundTrip);
        }
        outages = List.copyOf(outages);
        if (outages.stream().mapToDouble(Outage::share).sum() >= 1) {
            throw new IllegalArgumentException("outages must leave some time between them");
        }
    }

    /// A link with a delay and a rate in each direction, and nothing else.
    public LinkProfile(
            String name, Duration roundTrip, long downBitsPerSecond, long upBitsPerSecond) {
        this(
                name,
                new FixedDelay(roundTrip),
                Direction.of(downBitsPerSecond),
                Direction.of(upBitsPerSecond),
                List.of(),
                DEFAULT_SEED);
    }

    /// The profiles that have a name.
    public static List<LinkProfile> named() {
        return NAMED;
    }

    /// Reads a name (`report`), a spec (`rtt=40ms,down=12M,up=3M`), or a file of [#json]. In a
    /// spec, times end in `us`, `ms` or `s`, rates may end in `k`, `M` or `G`; what isn't given
    /// does not impair.
    ///
    /// @throws IllegalArgumentException with one line that names the culprit and what is known
    public static LinkProfile parse(String text) {
        return parse(text, UnaryOperator.identity());
    }

    /// As [#parse(String)].
    ///
    /// @param files where a file that is named lies; throws if none may be
    static LinkProfile parse(String text, UnaryOperator<Path> files) {
        String wanted = text.strip();
        if (wanted.contains("=")) {
            return LinkSpec.read(wanted, files);
        }
        for (LinkProfile profile : NAMED) {
            if (profile.name.equals(wanted.toLowerCase(Locale.ROOT))) {
                return profile;
            }
        }
        try {
            Path file = Path.of(wanted);
            if (wanted.endsWith(FILE_ENDING) || Files.isRegularFile(file)) {
                return LinkJson.readFile(files.apply(file));
            }
        } catch (InvalidPathException e) {
            // no file's name either
        }
        throw new IllegalArgumentException(unknown(wanted));
    }

    /// The same numbers under another name.
    public LinkProfile called(String other) {
        return new LinkProfile(other, delay, down, up, outages, seed);
    }

    /// Round trip of a byte without jitter.
    public Duration roundTrip() {
        return delay.roundTrip();
    }

    /// The rate to the edge, on average.
    public long downBitsPerSecond() {
        return down.rate().bitsPerSecond();
    }

    /// The rate from the edge, on average.
    public long upBitsPerSecond() {
        return up.rate().bitsPerSecond();
    }

    /// What is to be known of a link whose rate one connection alone may not reach, because of how
    /// much it may have on its way.
    public Optional<String> caution() {
        return Stream.of(upBitsPerSecond(), downBitsPerSecond())
                .filter(rate -> rate != UNLIMITED)
                .max(Long::compare)
                .map(rate -> rate / 8.0 * roundTrip().toNanos() / 1e9)
                .filter(bytes -> bytes > Impairments.MOST_LIMIT)
                .map(
                        bytes ->
                                String.format(
                                        Locale.ROOT,
                                        "rate x round trip is %.0f MiB, and a connection has at"
                                                + " most 16 MiB on its way: one alone may not reach"
                                                + " the rate",
                                        bytes / (1 << 20)));
    }

    /// The numbers alone, in the form that [#parse] reads.
    public String spec() {
        return LinkSpec.write(this).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /// Name and numbers as a JSON object, which [#parse] reads from a file, wherever that lies and
    /// whatever the files that it names are called.
    public String json() {
        return LinkJson.write(this);
    }

    /// What [#parse] makes this profile of again: its name, or its spec if it has none. A file's
    /// name with a comma in it has no place in a spec: [#json] can hold that, too.
    @Override
    public String toString() {
        return NAMED.contains(this) ? name : spec();
    }

    /// What the way up does to segments, from `origin` on.
    Impairments upImpairments(long origin) {
        return new Impairments(
                up, outages, oneWay(), delay::up, new SplittableRandom(seed), origin);
    }

    /// What the way down does to segments, from `origin` on.
    Impairments downImpairments(long origin) {
        return new Impairments(
                down, outages, oneWay(), delay::down, new SplittableRandom(~seed), origin);
    }

    /// Sees that jitter leaves every delay at or above nothing.
    static void requireJitter(Duration roundTrip, Duration jitter) {
        if (jitter.isNegative() || jitter.multipliedBy(2).compareTo(roundTrip) > 0) {
            throw new IllegalArgumentException("jitter must be at most half of rtt");
        }
    }

    private long oneWay() {
        return roundTrip().toNanos() / 2;
    }

    private static String unknown(String name) {
        return "no link profile '"
                + name
                + "': known are "
                + NAMED.stream().map(LinkProfile::name).collect(Collectors.joining(", "))
                + ", or give its numbers: rtt=40ms,down=12M,up=3M, or a file that holds them";
    }

    private static LinkProfile named(String name, long roundTripMillis, long down, long up) {
        return new LinkProfile(name, Duration.ofMillis(roundTripMillis), down, up);
    }
}
