package dev.edgewise.cli;

import dev.edgewise.link.EmulatedLink;
import dev.edgewise.link.LinkProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
            "Example: a server as if it were at the end of an LTE link",
            "  edgewise serve --port 8080",
            "  edgewise link lte --listen 127.0.0.1:9090 --target 127.0.0.1:8080",
            "  curl --data-binary @yes.wav -H 'Content-Type: audio/wav' \\",
            "      http://127.0.0.1:9090/v1/recognize"
        })
final class LinkCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PROFILE|SPEC",
            description =
                    "a link's name, or its numbers: rtt=40ms,down=12M,up=3M (decimal bits a"
                            + " second)")
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
        try (EmulatedLink link =
                new EmulatedLink(profile, problem -> err.println(name + ": " + problem))) {
            for (int i = 0; i < listen.size(); i++) {
                InetSocketAddress bound = link.carry(listen.get(i), targets.get(i));
                out.println("listening on " + HostAndPort.write(bound));
            }
            out.flush();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(link::close));
            if (attached) {
                Attached.watch();
            }
            new CountDownLatch(1).await();
        }
        return Main.DONE;
    }
}
