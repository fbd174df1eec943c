package dev.edgewise.link;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A profile's numbers as keys and values, which specs and files have in common.
///
///     rtt=40ms               round trip; each way takes half
///     jitter=5ms             each way up to 5 ms more or less; normal:5ms: standard deviation
///     rtts=FILE              round trips as recorded, instead of rtt and jitter
///     down=12M, up=3M        rates
///     down-trace, up-trace   a trace, instead of a rate
///     loss=1%                for both directions; down-loss, up-loss for one
///     queue=64k              bytes, for both directions; down-queue, up-queue for one
///     outage=2s@10s/30s      2 s long, first after 10 s, then every 30 s; several with +
///     seed=1                 of what is drawn
final class LinkSpec {

    private static final List<String> KEYS =
            List.of(
                    "rtt",
                    "jitter",
                    "rtts",
                    "down",
                    "up",
                    "down-trace",
                    "up-trace",
                    "loss",
                    "down-loss",
                    "up-loss",
                    "queue",
                    "down-queue",
                    "up-queue",
                    "outage",
                    "seed");

    /// Those whose value is a file's name.
    private static final List<String> FILES = List.of("rtts", "down-trace", "up-trace");

    private static final String NORMAL = "normal:";
    private static final double MILLION = 1e6;

    private static final Pattern OUTAGE = Pattern.compile("([^@/]+)@([^@/]+)(?:/([^@/]+))?");

    private final Map<String, String> values;
    private final UnaryOperator<Path> files;

    private LinkSpec(Map<String, String> values, UnaryOperator<Path> files) {
        this.values = values;
        this.files = files;
    }

    /// Reads a spec in one line.
    static LinkProfile read(String spec, UnaryOperator<Path> files) {
        Map<String, String> values = new LinkedHashMap<>();
        UnaryOperator<String> complaint =
                what -> "link '" + spec + "': " + what + " (the form is rtt=40ms,down=12M,up=3M)";
        for (String part : spec.split(",", -1)) {
            int equals = part.indexOf('=');
            String key = (equals < 0 ? part : part.substring(0, equals)).strip();
            String value = equals < 0 ? "" : part.substring(equals + 1).strip();
            if (equals < 0) {
                throw new IllegalArgumentException(complaint.apply(unknown(part)));
            }
            if (values.put(key, value) != null) {
                throw new IllegalArgumentException(complaint.apply(key + " is given twice"));
            }
        }
        return read("", values, files, complaint);
    }

    /// Reads keys and values.
    ///
    /// @param name empty if it has none
    /// @param files where a file that is named lies; throws if none may be
    /// @param complaint makes a line of what is wrong
    static LinkProfile read(
            String name,
            Map<String, String> values,
            UnaryOperator<Path> files,
            UnaryOperator<String> complaint) {
        try {
            LinkProfile numbers = new LinkSpec(values, files).profile(name);
            return name.isEmpty()
                    ? new LinkProfile(
                            numbers.spec(),
                            numbers.delay(),
                            numbers.down(),
                            numbers.up(),
                            numbers.outages(),
                            numbers.seed())
                    : numbers;
        } catch (IllegalArgumentException | IOException e) {
            throw new IllegalArgumentException(complaint.apply(String.valueOf(e.getMessage())), e);
        }
    }

    /// The keys and values that [#read] makes `profile` of.
    static Map<String, String> write(LinkProfile profile) {
        Map<String, String> values = new LinkedHashMap<>();
        switch (profile.delay()) {
            case FixedDelay fixed -> values.put("rtt", Quantity.write(fixed.roundTrip()));
            case UniformDelay uniform -> {
                values.put("rtt", Quantity.write(uniform.roundTrip()));
                values.put("jitter", Quantity.write(uniform.jitter()));
            }
            case NormalDelay normal -> {
                values.put("rtt", Quantity.write(normal.roundTrip()));
                values.put("jitter", NORMAL + Quantity.write(normal.jitter()));
            }
            case RecordedDelay recorded -> values.put("rtts", recorded.file().toString());
        }
        writeRate(values, "down", profile.down());
        writeRate(values, "up", profile.up());
        writeBoth(values, "loss", loss(profile.down()), loss(profile.up()));
        writeBoth(values, "queue", queue(profile.down()), queue(profile.up()));
        if (!profile.outages().isEmpty()) {
            values.put(
                    "outage",
                    profile.outages().stream()
                            .map(LinkSpec::write)
                            .collect(Collectors.joining("+")));
        }
        if (profile.seed() != LinkProfile.DEFAULT_SEED) {
            values.put("seed", Long.toString(profile.seed()));
        }
        return values;
    }

    /// The same, with names of files that hold in any folder.
    static Map<String, String> writeAnywhere(LinkProfile profile) {
        Map<String, String> values = write(profile);
        FILES.forEach(
                key ->
                        values.computeIfPresent(
                                key, (_, file) -> Path.of(file).toAbsolutePath().toString()));
        return values;
    }

    private LinkProfile profile(String name) throws IOException {
        for (Map.Entry<String, String> entry : values.entrySet()) {
            if (!KEYS.contains(entry.getKey())) {
                throw bad(unknown(entry.getKey() + "=" + entry.getValue()));
            }
        }
        return new LinkProfile(
                name.isEmpty() ? "spec" : name,
                delay(),
                direction("down"),
                direction("up"),
                outages(),
                seed());
    }

    private Delay delay() throws IOException {
        if (values.containsKey("rtts")) {
            if (values.containsKey("rtt") || values.containsKey("jitter")) {
                throw bad("rtts stands instead of rtt and jitter");
            }
            return RecordedDelay.read(file("rtts"));
        }
        Duration roundTrip =
                Duration.ofNanos(number("rtt", values.getOrDefault("rtt", "0s"), Quantity.TIME));
        String jitter = values.getOrDefault("jitter", "");
        if (jitter.startsWith(NORMAL)) {
            return new NormalDelay(roundTrip, jitter(jitter.substring(NORMAL.length())));
        }
        return values.containsKey("jitter")
                ? new UniformDelay(roundTrip, jitter(jitter))
                : new FixedDelay(roundTrip);
    }

    private Duration jitter(String value) {
        return Duration.ofNanos(number("jitter", value, Quantity.TIME));
    }

    private Direction direction(String way) throws IOException {
        String loss = either(way, "loss", "0%");
        String queue = either(way, "queue", "");
        long bytes =
                queue.isEmpty()
                                && !values.containsKey("queue")
                                && !values.containsKey(way + "-queue")
                        ? Direction.NO_QUEUE
                        : number("queue", queue, Quantity.SIZE);
        return new Direction(rate(way), number("loss", loss, Quantity.SHARE) / MILLION, bytes);
    }

    private Rate rate(String way) throws IOException {
        String trace = way + "-trace";
        if (values.containsKey(trace)) {
            if (values.containsKey(way)) {
                throw bad(trace + " stands instead of " + way);
            }
            return Trace.read(file(trace));
        }
        String value = values.getOrDefault(way, "unlimited");
        if (value.equalsIgnoreCase("unlimited")) {
            return new SteadyRate(LinkProfile.UNLIMITED);
        }
        long bits = number(way, value, Quantity.RATE);
        if (bits == 0) {
            throw bad(way + " must be above 0 and at most 1000G, got '" + value + "'");
        }
        return new SteadyRate(bits);
    }

    private List<Outage> outages() {
        List<Outage> outages = new ArrayList<>();
        String all = values.getOrDefault("outage", "");
        if (!values.containsKey("outage")) {
            return outages;
        }
        for (String one : all.split("\\+", -1)) {
            Matcher matcher = OUTAGE.matcher(one.strip());
            if (!matcher.matches()) {
                throw bad("outage needs LENGTH@START or LENGTH@START/PERIOD, got '" + one + "'");
            }
            String period = matcher.group(3);
            Duration length = span(matcher.group(1));
            Duration every = period == null ? Duration.ZERO : span(period);
            if (length.isZero() || (period != null && every.compareTo(length) <= 0)) {
                throw bad("outage must last, and not for its whole period, got '" + one + "'");
            }
            outages.add(new Outage(length, span(matcher.group(2)), every));
        }
        return outages;
    }

    private Duration span(String value) {
        return Duration.ofNanos(number("outage", value, Quantity.SPAN));
    }

    private long seed() {
        String value = values.getOrDefault("seed", Long.toString(LinkProfile.DEFAULT_SEED));
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw bad("seed needs a whole number, got '" + value + "'");
        }
    }

    private Path file(String key) {
        String value = values.getOrDefault(key, "");
        if (value.isEmpty()) {
            throw bad(key + " needs a file");
        }
        try {
            return files.apply(Path.of(value));
        } catch (InvalidPathException e) {
            throw bad(key + " needs a file, got '" + value + "'");
        }
    }

    private String either(String way, String key, String otherwise) {
        return values.getOrDefault(way + "-" + key, values.getOrDefault(key, otherwise));
    }

    private static long number(String key, String value, Quantity kind) {
        long number;
        try {
            number = kind.read(value);
        } catch (NumberFormatException e) {
            throw bad(key + " needs " + kind.wanted() + ", got '" + value + "'");
        }
        if (number < 0) {
            String most =
                    kind.equals(Quantity.RATE)
                            ? "above 0 and at most 1000G"
                            : "at most " + most(kind);
            throw bad(key + " must be " + most + ", got '" + value + "'");
        }
        return number;
    }

    private static String most(Quantity kind) {
        return kind.write(kind.most());
    }

    private static void writeRate(Map<String, String> values, String way, Direction direction) {
        switch (direction.rate()) {
            case Trace trace -> values.put(way + "-trace", trace.file().toString());
            case SteadyRate steady ->
                    values.put(
                            way,
                            steady.bitsPerSecond() == LinkProfile.UNLIMITED
                                    ? "unlimited"
                                    : Quantity.RATE.write(steady.bitsPerSecond()));
        }
    }

    private static void writeBoth(Map<String, String> values, String key, String down, String up) {
        if (down.equals(up)) {
            put(values, key, down);
        } else {
            put(values, "down-" + key, down);
            put(values, "up-" + key, up);
        }
    }

    private static void put(Map<String, String> values, String key, String value) {
        if (!value.isEmpty()) {
            values.put(key, value);
        }
    }

    private static String loss(Direction direction) {
        long millionths = Math.round(direction.loss() * MILLION);
        return millionths == 0 ? "" : Quantity.SHARE.write(millionths);
    }

    private static String queue(Direction direction) {
        return direction.queueBytes() == Direction.NO_QUEUE
                ? ""
                : Quantity.SIZE.write(direction.queueBytes());
    }

    private static String write(Outage outage) {
        return Quantity.write(outage.length())
                + "@"
                + Quantity.write(outage.start())
                + (outage.period().isZero() ? "" : "/" + Quantity.write(outage.period()));
    }

    private static String unknown(String part) {
        return "'"
                + part
                + "' is none of "
                + KEYS.stream().map(key -> key + "=").collect(Collectors.joining(", "));
    }

    private static IllegalArgumentException bad(String what) {
        return new IllegalArgumentException(what);
    }
}
