package dev.edgewise.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gets one file over HTTP. Where an earlier download broke off, it goes on from there, if the
/// server's file is still the same one (RFC 9110, sections 13.1.5 and 14); a connection that breaks
/// or falls silent is opened again, some times.
final class Download {

    /// How much is put up with.
    ///
    /// @param retries how often in a row a connection may break without that the file grew by a
    /// [#GROWTH]
    /// @param pause before the first retry; each further one waits twice as long, a minute at most
    /// @param silence after which a connection counts as broken
    record Patience(int retries, Duration pause, Duration silence) {

        /// Half a minute of retries, half a minute of silence.
        static final Patience USUAL =
                new Patience(5, Duration.ofSeconds(1), Duration.ofSeconds(30));

        private static final Duration LONGEST = Duration.ofMinutes(1);

        Duration before(int retry) {
            Duration pause = this.pause.multipliedBy(1L << Math.min(retry - 1, 20));
            return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        }
    }

    /// Is told how it goes.
    interface Watcher {

        /// Bytes will follow, after the `there` that are there already; `total` is the file's size.
        ///
        /// @throws DataSetException if it won't do
        void begins(long there, OptionalLong total) throws DataSetException;

        /// So many more have come.
        void received(int bytes);

        /// Something that people want to know.
        void says(String line);
    }

    private static final int GROWTH = 1 << 20;
    private static final int PARTIAL = 206;
    private static final int OUT_OF_RANGE = 416;
    private static final Pattern RANGE =
            Pattern.compile("bytes (?:(\\d{1,18})-\\d+|\\*)/(\\d{1,18}|\\*)");

    /// It broke, and may go better the next time.
    private static final class Broken extends IOException {

        private static final long serialVersionUID = 1;

        private final Duration wish;

        Broken(String why, Duration wish) {
            super(why);
            this.wish = wish;
        }
    }

    private final HttpClient client;
    private final Archive archive;
    private final Patience patience;
    private final Stop stop;
    private final Watcher watcher;

    Download(HttpClient client, Archive archive, Patience patience, Stop stop, Watcher watcher) {
        this.client = client;
        this.archive = archive;
        this.patience = patience;
        this.stop = stop;
        this.watcher = watcher;
    }

    /// Brings `part` to its whole length; if it has that already, nobody is asked.
    ///
    /// @throws DataSetException if that can't be done; what has come is kept
    /// @throws Stop.Stopped if somebody asked for that; likewise
    void into(PartFile part) throws DataSetException, Stop.Stopped {
        int failures = 0;
        long longest = part.size();
        while (!complete(part)) {
            stop.check();
            try {
                attempt(part);
                return;
            } catch (Broken e) {
                stop.check();
                if (part.size() >= longest + GROWTH) {
                    failures = 0;
                    longest = part.size();
                }
                failures++;
                if (failures > patience.retries()) {
                    throw new DataSetException(archive + ": " + e.getMessage() + kept(part), e);
                }
                Duration pause = patience.before(failures);
                pause = pause.compareTo(e.wish) < 0 ? e.wish : pause;
                watcher.says(
                        e.getMessage()
                                + "; trying again in "
                                + Amounts.time(pause.toMillis() / 1e3)
                                + " ("
                                + failures
                                + " of "
                                + patience.retries()
                                + ")");
                stop.pause(pause);
            }
        }
    }

    /// What a failure leaves behind.
    static String kept(PartFile part) throws DataSetException {
        return part.size() == 0
                ? ""
                : " ("
                        + Amounts.bytes(part.size())
                        + " are kept, the same command goes on from there)";
    }

    private boolean complete(PartFile part) throws DataSetException {
        long size = part.size();
        return size > 0
                && part.origin()
                        .filter(origin -> origin.url().equals(archive.toString()))
                        .map(PartFile.Origin::bytes)
                        .filter(bytes -> bytes.isPresent() && bytes.getAsLong() == size)
                        .isPresent();
    }

    private void attempt(PartFile part) throws DataSetException, Broken {
        long there = resumable(part) ? part.size() : 0;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(archive.url())
                        .timeout(patience.silence())
                        .header("Accept-Encoding", "identity")
                        .header("User-Agent", "edgewise");
        if (there > 0) {
            request.header("Range", "bytes=" + there + "-");
            part.origin()
                    .flatMap(PartFile.Origin::validator)
                    .ifPresent(validator -> request.header("If-Range", validator));
        }
        HttpResponse<InputStream> response = send(request.build());
        try (InputStream body = response.body()) {
            if (response.statusCode() == OUT_OF_RANGE && there > 0 && ends(response, there)) {
                part.isWhole();
                return;
            }
            boolean going = accept(response, part, there);
            OptionalLong total = part.origin().map(PartFile.Origin::bytes).orElseThrow();
            watcher.begins(part.size(), total);
            receive(body, part);
            if (total.isPresent() && part.size() != total.getAsLong()) {
                boolean more = part.size() > total.getAsLong();
                String size = Amounts.bytes(part.size());
                if (more) {
                    part.begin(origin(response, total));
                }
                throw new Broken(
                        (more ? "more came than announced" : "ended early")
                                + ", after "
                                + size
                                + (going ? " in parts" : ""),
                        Duration.ZERO);
            }
        } catch (Broken | DataSetException e) {
            throw e;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /// Whether what is there is a part of this file, as far as can be told before asking. Without
    /// a validator only the checksum could tell afterwards that halves don't belong together.
    private boolean resumable(PartFile part) {
        return part.origin()
                .filter(origin -> origin.url().equals(archive.toString()))
                .filter(origin -> origin.validator().isPresent() || archive.sha256().isPresent())
                .isPresent();
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws DataSetException, Broken {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Broken("interrupted", Duration.ZERO);
        } catch (IOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof UnresolvedAddressException) {
                    throw new DataSetException(
                            archive + ": no such host; is this machine online?", e);
                }
            }
            throw broken(e);
        }
    }

    private static Broken broken(IOException e) {
        String why =
                switch (e) {
                    case java.net.http.HttpTimeoutException _ -> "the server doesn't answer";
                    case java.net.ConnectException _ -> "can't be reached";
                    default -> "the connection broke (" + e.getMessage() + ")";
                };
        return new Broken(why, Duration.ZERO);
    }

    /// Makes the part ready for what comes. Whether it comes behind what is there.
    private boolean accept(HttpResponse<InputStream> response, PartFile part, long there)
            throws DataSetException, Broken {
        int status = response.statusCode();
        if (status == PARTIAL && there > 0) {
            Matcher range =
                    RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
            Optional<String> tag = strongTag(response);
            Optional<String> before = part.origin().flatMap(PartFile.Origin::etag);
            if (range.matches()
                    && String.valueOf(there).equals(range.group(1))
                    && isOrUnknown(range.group(2), part)
                    && (tag.isEmpty() || before.isEmpty() || tag.equals(before))) {
                return true;
            }
            startAnew(part, response, "the server sent another part than asked for");
        }
        if (status == OUT_OF_RANGE && there > 0) {
            startAnew(part, response, "the file has changed at the server");
        }
        if (status == HttpStatus.OK) {
            OptionalLong total = response.headers().firstValueAsLong("Content-Length");
            if (archive.bytes().isPresent()
                    && total.isPresent()
                    && total.getAsLong() != archive.bytes().getAsLong()) {
                throw new DataSetException(
                        String.format(
                                Locale.ROOT,
                                "%s: has %,d bytes, expected %,d: not what was published",
                                archive,
                                total.getAsLong(),
                                archive.bytes().getAsLong()));
            }
            if (there > 0) {
                watcher.says("the file has changed, or the server sends no parts: starting anew");
            }
            part.begin(origin(response, total.isPresent() ? total : archive.bytes()));
            return false;
        }
        String answer = "the server answers " + HttpStatus.words(status);
        if (HttpStatus.passes(status)) {
            throw new Broken(answer, HttpStatus.wish(response));
        }
        throw new DataSetException(archive + ": " + answer);
    }

    /// Whether the server says that its file has `there` bytes.
    private static boolean ends(HttpResponse<InputStream> response, long there) {
        Matcher range = RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
        return range.matches() && String.valueOf(there).equals(range.group(2));
    }

    private static boolean isOrUnknown(String total, PartFile part) {
        OptionalLong known = part.origin().map(PartFile.Origin::bytes).orElseThrow();
        return total.equals("*")
                || known.isEmpty()
                || total.equals(String.valueOf(known.getAsLong()));
    }

    private void startAnew(PartFile part, HttpResponse<InputStream> response, String why)
            throws DataSetException, Broken {
        part.begin(
                new PartFile.Origin(
                        archive.toString(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.empty()));
        throw new Broken(why + ", starting anew", HttpStatus.wish(response));
    }

    private PartFile.Origin origin(HttpResponse<InputStream> response, OptionalLong total) {
        return new PartFile.Origin(
                archive.toString(),
                strongTag(response),
                response.headers().firstValue("Last-Modified"),
                total);
    }

    private static Optional<String> strongTag(HttpResponse<InputStream> response) {
        return response.headers().firstValue("ETag").filter(tag -> !tag.startsWith("W/"));
    }

    private void receive(InputStream body, PartFile part) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (Silence silence = Silence.watch(body, patience.silence(), stop)) {
            try {
                int count;
                while ((count = body.read(buffer)) >= 0) {
                    silence.heard();
                    stop.check();
                    part.append(buffer, count);
                    watcher.received(count);
                }
            } catch (IOException e) {
                if (silence.tooLong()) {
                    throw new Broken(
                            "nothing came for " + Amounts.time(patience.silence().toMillis() / 1e3),
                            Duration.ZERO);
                }
                throw e;
            }
        }
    }
}
