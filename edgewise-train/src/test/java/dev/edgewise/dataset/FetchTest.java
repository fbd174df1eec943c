package dev.edgewise.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fetches over real connections, from a server that misbehaves as it is told.
class FetchTest {

    private static final byte[] WORDS = TarBytes.words(4);
    private static final byte[] OTHER_WORDS = TarBytes.words(3);

    @TempDir private Path home;

    private final List<String> said = new ArrayList<>();
    private final Stop stop = new Stop();
    private Path folder;
    private ArchiveServer server;
    private Duration silence = Duration.ofSeconds(30);

    @BeforeEach
    void start() throws IOException {
        folder = home.resolve("words");
        server = new ArchiveServer(WORDS, home.resolve("words.part"));
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void itFetchesOnceAndLeavesNothingElse() throws IOException {
        Fetch.Result result = fetch(WORDS);
        assertThat(result).isEqualTo(new Fetch.Result(9, sum(WORDS), false));
        whole(4);
        assertThat(fetch(WORDS)).isEqualTo(new Fetch.Result(9, sum(WORDS), true));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aBrokenConnectionIsOpenedAgainForTheRest() throws IOException {
        server.thenBreakAfter(100_000).thenBreakAfter(50_000);
        fetch(WORDS);
        whole(4);
        assertThat(server.requests()).hasSize(3);
        String range = server.requests().get(2).getFirst("Range");
        assertThat(range).isEqualTo("bytes=150000-");
        assertThat(server.requests().get(2).getFirst("If-Range")).isEqualTo("\"one\"");
        assertThat(said)
                .first()
                .asString()
                .matches("the connection broke \\(.*\\); trying again in 0.0 s \\(1 of 3\\)");
    }

    @Test
    void afterSomeFailuresItGivesUpKeepsThePartAndTheNextOneGoesOn() throws IOException {
        server.thenBreakAfter(100_000).then(503).then(500).then(408);
        assertThatThrownBy(() -> fetch(WORDS))
                .isInstanceOf(DataSetException.class)
                .message()
                .startsWith(server.url() + ": the server answers 408 Request Timeout (")
                .endsWith(" are kept, the same command goes on from there)");
        assertThat(folder).doesNotExist();
        assertThat(home.resolve("words.part")).hasSize(100_000);
        fetch(WORDS);
        whole(4);
        assertThat(server.requests().getLast().getFirst("Range")).isNotNull();
    }

    @Test
    void aServerThatKnowsNoRangesStartsAnew() throws IOException {
        server.thenBreakAfter(100_000)
                .then(exchange -> server.send(exchange, 200, 0, Integer.MAX_VALUE));
        fetch(WORDS);
        whole(4);
    }

    @Test
    void aFileThatChangedMeanwhileStartsAnew() throws IOException {
        server.thenBreakAfter(100_000)
                .then(
                        exchange -> {
                            server.replace(OTHER_WORDS, "\"two\"");
                            server.serve(exchange, Integer.MAX_VALUE);
                        });
        fetch(OTHER_WORDS);
        whole(3);
        assertThat(said).last().asString().contains("starting anew");
    }

    @Test
    void aPartOfAnotherFileThanAskedForIsNotGluedOn() throws IOException {
        server.thenBreakAfter(100_000)
                .then(
                        exchange -> {
                            // Ignores If-Range.
                            server.replace(OTHER_WORDS, "\"two\"");
                            exchange.getRequestHeaders().remove("If-Range");
                            server.serve(exchange, Integer.MAX_VALUE);
                        });
        fetch(OTHER_WORDS);
        whole(3);
    }

    @Test
    void aRangeThatBeginsElsewhereIsNotGluedOn() throws IOException {
        server.thenBreakAfter(100_000)
                .then(
                        exchange -> {
                            exchange.getResponseHeaders()
                                    .set("Content-Range", "bytes 5-9/" + WORDS.length);
                            server.send(exchange, 206, 5, Integer.MAX_VALUE);
                        });
        fetch(WORDS);
        whole(4);
    }

    @Test
    void aRangeThatTheServerHasNotStartsAnew() throws IOException {
        server.thenBreakAfter(100_000).then(416, "Content-Range", "bytes */7");
        fetch(WORDS);
        whole(4);
    }

    @Test
    void aPartThatIsWholeAlreadyIsTakenAsItIs() throws IOException {
        server.then(
                        exchange -> {
                            // Chunked: its length is told by nobody.
                            exchange.getResponseHeaders().set("ETag", "\"one\"");
                            exchange.sendResponseHeaders(200, 0);
                            exchange.getResponseBody().write(WORDS);
                            exchange.getResponseBody().flush();
                            server.awaitPart(WORDS.length);
                            throw new IOException("no last chunk");
                        })
                .then(416, "Content-Range", "bytes */" + WORDS.length);
        fetch(WORDS);
        whole(4);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aFileThatIsNotThereIsToldAtOnce() {
        server.then(404);
        assertThatThrownBy(() -> fetch(WORDS))
                .isInstanceOf(DataSetException.class)
                .hasMessage(server.url() + ": the server answers 404 Not Found");
        assertThat(server.requests()).hasSize(1);
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aSlowDripIsWaitedForAndSilenceIsNot() throws IOException {
        silence = Duration.ofSeconds(1);
        CountDownLatch over = new CountDownLatch(1);
        server.then(
                exchange -> {
                    exchange.getResponseHeaders().set("ETag", "\"one\"");
                    exchange.sendResponseHeaders(200, WORDS.length);
                    OutputStream body = exchange.getResponseBody();
                    try {
                        for (int i = 0; i < 15; i++) {
                            body.write(WORDS, 100 * i, 100);
                            body.flush();
                            Thread.sleep(100);
                        }
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        fetch(WORDS);
        over.countDown();
        whole(4);
        assertThat(said).singleElement().asString().startsWith("nothing came for 1.0 s; trying");
        assertThat(server.requests().get(1).getFirst("Range")).isEqualTo("bytes=1500-");
    }

    @Test
    void aDamagedArchiveIsThrownAway() throws IOException {
        byte[] damaged = WORDS.clone();
        damaged[WORDS.length / 2] ^= 1;
        server.replace(damaged, "\"one\"");
        assertThatThrownBy(() -> fetch(WORDS))
                .isInstanceOf(DataSetException.class)
                .hasMessage(
                        server.url()
                                + ": damaged, or not what was asked for: SHA-256 "
                                + sum(damaged)
                                + " (deleted; fetch again)");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void anArchiveOfAnotherSizeThanPublishedIsNotFetched() {
        Archive archive = new Archive(server.url(), OptionalLong.of(7), Optional.of(sum(WORDS)));
        assertThatThrownBy(() -> fetch(archive))
                .hasMessageContaining("bytes, expected 7: not what was published");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void whatWillNotFitIsNotFetched() {
        server.then(
                exchange -> {
                    exchange.sendResponseHeaders(200, 1L << 60);
                    exchange.getResponseBody().write(0);
                    exchange.getResponseBody().flush();
                    exchange.close();
                });
        assertThatThrownBy(() -> fetch(WORDS))
                .isInstanceOf(DataSetException.class)
                .message()
                .startsWith(folder + ": about ")
                .endsWith(" are free");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void anArchiveThatEscapesLeavesNothing() throws IOException {
        byte[] evil = new TarBytes().file("yes/a.wav", "sound").file("../evil.wav", "sound").gzip();
        server.replace(evil, "\"evil\"");
        assertThatThrownBy(() -> fetch(evil))
                .isInstanceOf(DataSetException.class)
                .hasMessage(server.url() + ": '../evil.wav' leads out of the folder: refused");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void anArchiveWithoutWordsLeavesNothing() throws IOException {
        byte[] flat = new TarBytes().file("a.wav", "sound").file("b.wav", "sound").gzip();
        server.replace(flat, "\"flat\"");
        assertThatThrownBy(() -> fetch(flat)).hasMessageContaining("holds no recordings of words");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aFolderAroundTheWordsIsTakenOff() throws IOException {
        byte[] wrapped =
                new TarBytes()
                        .file("mini/yes/a.wav", "sound")
                        .file("mini/README.md", "made up")
                        .gzip();
        server.replace(wrapped, "\"wrapped\"");
        fetch(wrapped);
        assertThat(folder.resolve("yes/a.wav")).hasContent("sound");
        assertThat(names(home)).containsExactly("words");
    }

    @Test
    void whatAKilledFetchLeftIsPutAway() throws IOException {
        Files.createDirectories(home.resolve("words.unpacking/yes"));
        Files.writeString(home.resolve("words.unpacking/yes/half.wav"), "ha");
        Files.createDirectory(folder);
        fetch(WORDS);
        whole(4);
        assertThat(folder.resolve("yes/half.wav")).doesNotExist();
    }

    @Test
    void whatIsThereAndNotOursStays() throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("mine.txt"), "mine");
        assertThatThrownBy(() -> fetch(WORDS))
                .hasMessage(folder + ": is there already, and not by a fetch; choose another --to");
        assertThat(folder.resolve("mine.txt")).hasContent("mine");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void twoAtOnceDoNotWriteIntoEachOther() throws IOException {
        try (PartFile other = PartFile.open(home.resolve("words.part"))) {
            assertThat(other.size()).isZero();
            assertThatThrownBy(() -> fetch(WORDS))
                    .hasMessage(
                            home.resolve("words.part")
                                    + ": another edgewise is fetching it right now");
        }
    }

    @Test
    void oneThatIsStoppedKeepsWhatHasCome() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        server.then(
                exchange -> {
                    exchange.getResponseHeaders().set("ETag", "\"one\"");
                    exchange.sendResponseHeaders(200, WORDS.length);
                    exchange.getResponseBody().write(WORDS, 0, 100_000);
                    exchange.getResponseBody().flush();
                    stop.ask();
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        assertThatThrownBy(() -> fetch(WORDS)).isInstanceOf(Stop.Stopped.class);
        over.countDown();
        assertThat(folder).doesNotExist();
    }

    private Fetch.Result fetch(byte[] expected) throws IOException {
        return fetch(new Archive(server.url(), OptionalLong.empty(), Optional.of(sum(expected))));
    }

    private Fetch.Result fetch(Archive archive) throws IOException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return new Fetch(
                            archive,
                            folder,
                            client,
                            new Download.Patience(3, Duration.ofMillis(10), silence),
                            Unpacking.Limits.USUAL,
                            stop,
                            new Listener())
                    .run();
        }
    }

    /// The folder is whole, with `clips` a word, and there is nothing beside it.
    private void whole(int clips) throws IOException {
        assertThat(names(home)).containsExactly("words");
        assertThat(names(folder)).containsExactly(".fetched", "README.md", "no", "yes");
        assertThat(names(folder.resolve("yes"))).hasSize(clips);
        assertThat(Recordings.examine(Layout.of(folder), 2, name -> {}).sounds())
                .hasSize(2 * clips);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String sum(byte[] bytes) {
        return HexFormat.of().formatHex(Examined.sha256().digest(bytes));
    }

    private final class Listener implements Fetch.Watcher {

        @Override
        public void begins(long there, OptionalLong total) {}

        @Override
        public void received(int bytes) {}

        @Override
        public void says(String line) {
            said.add(line);
        }

        @Override
        public void next(String what, long bytes) {}

        @Override
        public void done(long bytes) {}
    }
}
