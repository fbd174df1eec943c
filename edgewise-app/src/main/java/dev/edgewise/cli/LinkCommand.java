package dev.edgewise.cli;

import dev.edgewise.link.EmulatedLink;
import dev.edgewise.link.LinkControl;
import dev.edgewise.link.LinkProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `edgewise link`: an emulated link in a process of its own.
@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        description = {
            "Puts an emulated link in front of servers.",
            "",
            "What comes in at a --listen address leaves for its --target as late and as slowly as"
                    + " the link says. All pairs and connections share the link's rate. Ends with"
                    + " Ctrl-C."
        },
        footer = {
            "",
            "Links that have a name:",
            "  report     rtt=13ms,down=35M,up=19M     a notebook's link, from the report",
            "  wifi       rtt=2ms,down=40M,up=33M",
            "  lte        rtt=70ms,down=12M,up=12M",
            "  cable      rtt=28ms,down=5M,up=1M",
            "  dsl        rtt=50ms,down=1.5M,up=384k",
            "  3g         rtt=300ms,down=1.6M,up=768k",
            "  satellite  rtt=600ms,down=25M,up=3M     geostationary",
            "  loopback   no delay, no limit; what the proxy itself costs",
            "",
            "What a spec can say; a file holds the same as a JSON object:",
            "  rtt=40ms             round trip, half of it each way",
            "  jitter=5ms           each way up to 5 ms more or less; normal:5ms: deviation",
            "  rtts=FILE            round trips as recorded (ms, one a line), instead",
            "  down=12M,up=3M       payload's bits a second",
            "  down-trace=FILE      a recorded link in Mahimahi's format, instead; up-trace",
            "  loss=1%%              segments lost and sent again; down-loss, up-loss",
            "  queue=64k            bytes that may wait, first in, first out; down-queue,",
            "                       up-queue. Without, connections take turns",
            "  outage=2s@10s/30s    nothing leaves for 2 s, first after 10 s, then each 30 s",
            "  seed=1               of what is drawn",
            "",
            "Control: GET / tells the profile and the traffic as JSON, PUT / changes the profile.",
            "",
            "Example: a server as if it were at the end of an LTE link",
            "  edgewise serve --port 8080",
            "  edgewise link lte --listen 127.0.0.1:9090 --target 127.0.0.1:8080",
            "  curl --data-binary @yes.wav -H 'Content-Type: audio/wav' \\",
            "      http://127.0.0.1:9090/v1/recognize",
            "Example: a link that gets worse while it runs",
            "  edgewise link lte --listen 127.0.0.1:9090 --target 127.0.0.1:8080 \\",
            "      --control 127.0.0.1:9091",
            "  curl -X PUT -d '{\"rtt\": \"70ms\", \"loss\": \"2%%\"}' http://127.0.0.1:9091/"
        })
final class LinkCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PROFILE|SPEC|FILE",
            description =
                    "a link's name, its numbers: rtt=40ms,down=12M,up=3M (decimal bits a second),"
                            + " or a file that holds them")
    LinkProfile profile;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            required = true,
            description = "where clients connect; port 0 takes any that is free")
    List<InetSocketAddress> listen;

    @Option(
            names = "--target",
            paramLabel = "HOST:PORT",
            required = true,
            description = "the server behind it; one for each --listen, in the same order")
    List<InetSocketAddress> targets;

    @Option(
            names = "--control",
            paramLabel = "HOST:PORT",
            description = "where it can be asked how it is, and changed while it runs")
    @Nullable InetSocketAddress control;

    @Option(names = "--attached", hidden = true)
    boolean attached;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (listen.size() != targets.size()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "each --listen needs a --target: got "
                            + listen.size()
                            + " and "
                            + targets.size());
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        String name = spec.qualifiedName();
        LinkLine line = new LinkLine(err, Terminal.ofStandardError());
        profile.caution().ifPresent(caution -> line.say(name + ": " + caution));
        try (EmulatedLink link =
                new EmulatedLink(profile, problem -> line.say(name + ": " + problem))) {
            for (int i = 0; i < listen.size(); i++) {
                InetSocketAddress bound = link.carry(listen.get(i), targets.get(i));
                out.println("listening on " + HostAndPort.write(bound));
            }
            if (control != null) {
                LinkControl controlled = LinkControl.of(link, control);
                out.println("control on http://" + HostAndPort.write(controlled.address()) + "/");
            }
            out.flush();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(link::close));
            if (attached) {
                Attached.watch();
            } else {
                line.show(link::statistics);
            }
            new CountDownLatch(1).await();
        }
        return Main.DONE;
    }
}
