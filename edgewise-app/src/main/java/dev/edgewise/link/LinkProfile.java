package dev.edgewise.link;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A link's numbers: its round trip and its rate in each direction, seen from the edge (down: from
/// the remote place to the edge).
/// Rates are decimal bits a second, and of payload: headers are not counted, so that what is asked
/// for is what a transfer measures. [#UNLIMITED] is no limit.
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
/// @param roundTrip at most a minute
public record LinkProfile(
        String name, Duration roundTrip, long downBitsPerSecond, long upBitsPerSecond) {

    /// A rate that limits nothing.
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final Duration LONGEST = Duration.ofMinutes(1);

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

    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)([a-z]*)");

    public LinkProfile {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a link profile needs a name");
        }
        if (roundTrip.isNegative() || roundTrip.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "round trip must be between 0 and 60 s, got " + roundTrip);
        }
        if (downBitsPerSecond <= 0 || upBitsPerSecond <= 0) {
            throw new IllegalArgumentException(
                    "rates must be positive, got "
                            + downBitsPerSecond
                            + " down and "
                            + upBitsPerSecond
                            + " up");
        }
    }

    /// The profiles that have a name.
    public static List<LinkProfile> named() {
        return NAMED;
    }

    /// Reads a name (`report`) or a spec (`rtt=40ms,down=12M,up=3M`). In a spec, times end in `us`,
    /// `ms` or `s`, rates may end in `k`, `M` or `G`; what isn't given does not impair.
    ///
    /// @throws IllegalArgumentException with one line that names the culprit and what is known
    public static LinkProfile parse(String text) {
        String wanted = text.strip();
        if (wanted.contains("=")) {
            return parseSpec(wanted);
        }
        return NAMED.stream()
                .filter(profile -> profile.name.equals(wanted.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(wanted)));
    }

    /// The numbers alone, in the form that [#parse] reads.
    public String spec() {
        return "rtt="
                + time(roundTrip)
                + ",down="
                + rate(downBitsPerSecond)
                + ",up="
                + rate(upBitsPerSecond);
    }

    /// What [#parse] makes this profile of again: its name, or its spec if it has none.
    @Override
    public String toString() {
        return NAMED.contains(this) ? name : spec();
    }

    /// Time from one end to the other.
    Duration oneWay() {
        return roundTrip.dividedBy(2);
    }

    private static LinkProfile parseSpec(String spec) {
        Duration roundTrip = Duration.ZERO;
        long down = UNLIMITED;
        long up = UNLIMITED;
        Set<String> seen = new HashSet<>();
        for (String part : spec.split(",", -1)) {
            int equals = part.indexOf('=');
            String key = (equals < 0 ? part : part.substring(0, equals)).strip();
            String value = equals < 0 ? "" : part.substring(equals + 1).strip();
            if (!seen.add(key)) {
                throw bad(spec, key + " is given twice");
            }
            switch (key) {
                case "rtt" -> roundTrip = parseTime(spec, value);
                case "down" -> down = parseRate(spec, key, value);
                case "up" -> up = parseRate(spec, key, value);
                default -> throw bad(spec, "'" + part + "' is none of rtt=, down=, up=");
            }
        }
        LinkProfile numbers = new LinkProfile("spec", roundTrip, down, up);
        return new LinkProfile(numbers.spec(), roundTrip, down, up);
    }

    private static Duration parseTime(String spec, String value) {
        Matcher matcher = QUANTITY.matcher(value);
        long unit =
                !matcher.matches()
                        ? 0
                        : switch (matcher.group(2)) {
                            case "us" -> 1_000;
                            case "ms" -> 1_000_000;
                            case "s" -> 1_000_000_000;
                            default -> 0;
                        };
        if (unit == 0) {
            throw bad(spec, "rtt needs a time such as 40ms, got '" + value + "'");
        }
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
            throw bad(spec, "rtt must be at most 60s, got '" + value + "'");
        }
        return Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    private static long parseRate(String spec, String key, String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.equals("unlimited")) {
            return UNLIMITED;
        }
        Matcher matcher = QUANTITY.matcher(lower);
        long unit =
                !matcher.matches()
                        ? 0
                        : switch (matcher.group(2)) {
                            case "" -> 1;
                            case "k" -> 1_000;
                            case "m" -> 1_000_000;
                            case "g" -> 1_000_000_000;
                            default -> 0;
                        };
        if (unit == 0) {
            throw bad(
                    spec, key + " needs a rate in bits a second such as 12M, got '" + value + "'");
        }
        BigDecimal bits =
                new BigDecimal(matcher.group(1))
                        .multiply(BigDecimal.valueOf(unit))
                        .setScale(0, RoundingMode.HALF_UP);
        if (bits.signum() == 0 || bits.compareTo(BigDecimal.valueOf(1_000_000_000_000L)) > 0) {
            throw bad(spec, key + " must be above 0 and at most 1000G, got '" + value + "'");
        }
        return bits.longValueExact();
    }

    private static String unknown(String name) {
        return "no link profile '"
                + name
                + "': known are "
                + NAMED.stream().map(LinkProfile::name).collect(Collectors.joining(", "))
                + ", or give its numbers: rtt=40ms,down=12M,up=3M";
    }

    private static IllegalArgumentException bad(String spec, String what) {
        return new IllegalArgumentException(
                "link '" + spec + "': " + what + " (the form is rtt=40ms,down=12M,up=3M)");
    }

    private static LinkProfile named(String name, long roundTripMillis, long down, long up) {
        return new LinkProfile(name, Duration.ofMillis(roundTripMillis), down, up);
    }

    private static String time(Duration time) {
        return shortest(time.toNanos(), "us", 1_000, "ms", 1_000_000, "s", 1_000_000_000);
    }

    private static String rate(long bits) {
        return bits == UNLIMITED
                ? "unlimited"
                : shortest(bits, "", 1, "k", 1_000, "M", 1_000_000, "G", 1_000_000_000);
    }

    /// `value` in the largest of the units (name, size, in rising order) in which it is at least 1.
    private static String shortest(long value, Object... units) {
        int unit = units.length - 2;
        while (unit > 0 && value < ((Number) units[unit + 1]).longValue()) {
            unit -= 2;
        }
        BigDecimal size = BigDecimal.valueOf(((Number) units[unit + 1]).longValue());
        return BigDecimal.valueOf(value).divide(size).stripTrailingZeros().toPlainString()
                + units[unit];
    }
}
