package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Command;
import dev.edgewise.link.LinkProfile;
import dev.edgewise.link.LinkStatistics;
import dev.edgewise.link.Traffic;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkCommandTest {

    private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void everyPairIsCarriedOverOneLinkUntilTheParentIsGone() throws Exception {
        try (ServerSocket one = server();
                ServerSocket two = server()) {
            Process link =
                    start(
                            "link",
                            "rtt=20ms,down=8M,up=8M",
                            "--attached",
                            "--listen=127.0.0.1:0",
                            "--target=127.0.0.1:" + one.getLocalPort(),
                            "--listen=127.0.0.1:0",
                            "--target=127.0.0.1:" + two.getLocalPort());
            BufferedReader out = link.inputReader();
            assertThat(echo(port(out), one)).isGreaterThanOrEqualTo(40);
            assertThat(echo(port(out), two)).isGreaterThanOrEqualTo(40);
            link.getOutputStream().close();
            assertThat(link.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(link.exitValue()).isZero();
            assertThat(out.readLine()).isNull();
            assertThat(link.errorReader().readLine()).isNull();
        }
    }

    @Test
    void aSignalEndsItWithoutAWordAndFreesThePort() throws Exception {
        Process link = start("link", "report", "--listen=127.0.0.1:0", "--target=127.0.0.1:9");
        int port = port(link.inputReader());
        link.toHandle().destroy();
        assertThat(link.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(link.errorReader().readLine()).isNull();
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }

    @Test
    void aServerThatIsDownIsNamedOnceForEachConnection() throws Exception {
        int down;
        try (ServerSocket socket = server()) {
            down = socket.getLocalPort();
        }
        Process link =
                start("link", "rtt=1ms", "--listen=127.0.0.1:0", "--target=127.0.0.1:" + down);
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), port(link.inputReader()))) {
            assertThat(link.errorReader().readLine())
                    .isEqualTo(
                            "edgewise link: cannot reach 127.0.0.1:"
                                    + down
                                    + ": Connection refused; connection closed");
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void aRunningLinkIsChangedThroughItsControlAndSaysNothingMoreWithoutATerminal()
            throws Exception {
        try (ServerSocket server = server()) {
            Process link =
                    start(
                            "link",
                            "rtt=2ms",
                            "--listen=127.0.0.1:0",
                            "--target=127.0.0.1:" + server.getLocalPort(),
                            "--control=127.0.0.1:0");
            BufferedReader out = link.inputReader();
            int port = port(out);
            String said = String.valueOf(out.readLine());
            assertThat(said).matches("control on http://127\\.0\\.0\\.1:\\d+/");
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(said.substring("control on ".length())));
            try (HttpClient client = HttpClient.newHttpClient()) {
                String answer =
                        client.send(
                                        request.PUT(BodyPublishers.ofString("{\"rtt\": \"150ms\"}"))
                                                .build(),
                                        BodyHandlers.ofString())
                                .body();
                assertThat(answer).contains("\"rtt\":\"150ms\"");
            }
            assertThat(echo(port, server)).isGreaterThanOrEqualTo(300);
            link.toHandle().destroy();
            assertThat(link.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(out.readLine()).isNull();
            assertThat(link.errorReader().readLine()).isNull();
        }
    }

    @Test
    void aFileIsALinkAndOneThatIsNoneIsNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("slow.json"), "{\"rtt\": \"50ms\"}");
        try (ServerSocket server = server()) {
            Process link =
                    start(
                            "link",
                            file.toString(),
                            "--listen=127.0.0.1:0",
                            "--target=127.0.0.1:" + server.getLocalPort());
            assertThat(echo(port(link.inputReader()), server)).isGreaterThanOrEqualTo(100);
        }
        Path trace = Files.writeString(folder.resolve("up.trace"), "1\n2\nthree\n");
        Files.writeString(file, "{\"up-trace\": \"up.trace\"}");
        assertThat(failure(file.toString(), "--listen=127.0.0.1:0", "--target=127.0.0.1:9"))
                .contains(file + ": " + trace + ", line 3: expected a whole number of millisec")
                .contains("got 'three'");
    }

    @Test
    void theLineOfAWideLinkFitsEightyColumns() {
        Traffic traffic = new Traffic(1, 500_000_000, 16_384_000, 9, 99_000, 999, 0);
        LinkStatistics now =
                new LinkStatistics(
                        LinkProfile.parse("lte"), Duration.ZERO, 200, 900, traffic, traffic);
        assertThat(LinkLine.of(now))
                .isEqualTo(
                        "200 open, up/down: 500.0/500.0 Mbit/s, 16384/16384 kB waiting,"
                                + " 99999/99999 lost")
                .hasSizeLessThan(80);
    }

    @Test
    void onATerminalTheLineIsWrittenOverAndOtherWordsGetLinesOfTheirOwn() {
        StringWriter shown = new StringWriter();
        LinkLine line = new LinkLine(new PrintWriter(shown), new Terminal(true, 80, true));
        line.say("edgewise link: a word");
        assertThat(shown).hasToString("\r\u001b[Kedgewise link: a word" + System.lineSeparator());
    }

    @Test
    void aLinkWiderThanAConnectionsWindowIsToldOf() throws Exception {
        Process link =
                start("link", "rtt=1s,up=1G", "--listen=127.0.0.1:0", "--target=127.0.0.1:9");
        assertThat(link.errorReader().readLine())
                .startsWith("edgewise link: rate x round trip is 119 MiB, and a connection has");
        assertThat(port(link.inputReader())).isPositive();
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = server()) {
            Command.Result result =
                    Command.run(
                            "link",
                            "report",
                            "--listen=127.0.0.1:" + taken.getLocalPort(),
                            "--target=127.0.0.1:9");
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err())
                    .isEqualToIgnoringNewLines(
                            "edgewise link: cannot listen on 127.0.0.1:"
                                    + taken.getLocalPort()
                                    + ": Address already in use");
            assertThat(result.out()).isEmpty();
        }
    }

    @Test
    void anUnknownProfileIsToldTheNames() throws IOException {
        Command.Result result =
                Command.run("link", "isdn", "--listen=127.0.0.1:0", "--target=127.0.0.1:9");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err())
                .contains("no link profile 'isdn': known are report, wifi,")
                .contains("rtt=40ms,down=12M,up=3M");
    }

    @Test
    void wrongUseIsNamedInOneLine() {
        assertThat(failure("rtt=1,up=1M", "--listen=127.0.0.1:0", "--target=127.0.0.1:9"))
                .contains("rtt needs a time such as 40ms, got '1'");
        assertThat(failure("report", "--listen=8080", "--target=127.0.0.1:9"))
                .contains("'8080' is not HOST:PORT");
        assertThat(failure("report", "--listen=127.0.0.1:0", "--target=127.0.0.1:65536"))
                .contains("'127.0.0.1:65536' is not HOST:PORT");
        assertThat(failure("report", "--listen=a:0", "--listen=b:0", "--target=c:9"))
                .contains("each --listen needs a --target: got 2 and 1");
        assertThat(failure("report", "--listen=127.0.0.1:0")).contains("--target");
        assertThat(failure("--listen=127.0.0.1:0", "--target=127.0.0.1:9"))
                .contains("PROFILE|SPEC");
    }

    @Test
    void helpFitsEightyColumnsAndTellsEveryProfilesNumbers() throws IOException {
        Command.Result result = Command.run("link", "--help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
        for (LinkProfile profile : LinkProfile.named()) {
            assertThat(result.out()).contains("  " + profile.name() + " ");
            if (!profile.name().equals("loopback")) {
                assertThat(result.out()).contains(profile.spec());
            }
        }
    }

    private static String failure(String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        int code;
        try {
            code = Main.run(new LinkCommand(), arguments);
        } finally {
            System.setErr(before);
        }
        String said = err.toString(StandardCharsets.UTF_8);
        assertThat(code).isEqualTo(2);
        assertThat(said.lines()).hasSize(1);
        return said;
    }

    private Process start(String... arguments) throws IOException {
        Process process = new ProcessBuilder(Command.line(arguments)).start();
        started.add(process);
        return process;
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static int port(BufferedReader out) throws IOException {
        String line = String.valueOf(out.readLine());
        Matcher matcher = LISTENING.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    /// Milliseconds until a byte sent to `port` has come back from `server`.
    private static double echo(int port, ServerSocket server) throws IOException {
        long start = System.nanoTime();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write('x');
            try (Socket accepted = server.accept()) {
                accepted.getOutputStream().write(accepted.getInputStream().read());
            }
            assertThat(client.getInputStream().read()).isEqualTo('x');
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
