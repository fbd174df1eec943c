package dev.edgewise.cli;

import dev.edgewise.serve.guard.GuardSettings;
import dev.edgewise.serve.guard.Patience;
import dev.edgewise.serve.guard.TlsFiles;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Options that say how a server is guarded.
final class GuardOptions {

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "a file of tokens, one a line; requests then need one of them, as"
                            + " 'Authorization: Bearer TOKEN'")
    @Nullable Path tokenFile;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "speak TLS, with the certificates in this PEM file")
    @Nullable Path tlsCert;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "the private key of --tls-cert, as PEM")
    @Nullable Path tlsKey;

    @Option(
            names = "--tls-client-ca",
            paramLabel = "FILE",
            description =
                    "let only clients in whose certificate was signed by one in this PEM file")
    @Nullable Path tlsClientCa;

    @Option(
            names = "--head-timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = TimeSpan.class,
            description =
                    "how long a request's head may take to come, TLS included (default:"
                            + " ${DEFAULT-VALUE})")
    Duration headTimeout;

    @Option(
            names = "--body-timeout",
            paramLabel = "TIME",
            defaultValue = "20s",
            converter = TimeSpan.class,
            description =
                    "how far a body, in or out, may fall behind --body-rate (default:"
                            + " ${DEFAULT-VALUE})")
    Duration bodyTimeout;

    @Option(
            names = "--body-rate",
            paramLabel = "SIZE",
            defaultValue = "1k",
            converter = ByteSize.class,
            description =
                    "the slowest that a body may come or go, in bytes a second (default:"
                            + " ${DEFAULT-VALUE})")
    long bodyRate;

    @Option(
            names = "--idle-timeout",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = TimeSpan.class,
            description =
                    "how long a connection may wait for its next request (default:"
                            + " ${DEFAULT-VALUE})")
    Duration idleTimeout;

    @Option(
            names = "--max-head",
            paramLabel = "SIZE",
            defaultValue = "16k",
            converter = ByteSize.class,
            description = "the largest head of a request (default: ${DEFAULT-VALUE})")
    long maxHead;

    @Option(
            names = "--body-memory",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description =
                    "how much all request bodies together may hold at once; further ones get 503"
                            + " (default: a quarter of the heap)")
    @Nullable Long bodyMemory;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = TimeSpan.class,
            description =
                    "how long a stop waits for the requests that were accepted (default:"
                            + " ${DEFAULT-VALUE})")
    Duration grace;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    /// @param maxBody the largest body, which must find room
    /// @throws IllegalArgumentException saying what is wrong, beginning with an option's name
    /// without its dashes
    GuardSettings settings(long maxBody) {
        Path cert = tlsCert;
        Path key = tlsKey;
        if ((cert == null) != (key == null)) {
            throw wrong("--tls-cert and --tls-key need each other");
        }
        if (tlsClientCa != null && cert == null) {
            throw wrong("--tls-client-ca needs --tls-cert and --tls-key");
        }
        Optional<TlsFiles> tls = Optional.empty();
        if (cert != null && key != null) {
            tls = Optional.of(new TlsFiles(cert, key, Optional.ofNullable(tlsClientCa)));
        }
        if (bodyMemory != null && bodyMemory < maxBody) {
            throw wrong("--body-memory: must be at least --max-body, got " + bodyMemory);
        }
        return new GuardSettings(
                Optional.ofNullable(tokenFile),
                tls,
                new Patience(headTimeout, bodyTimeout, bodyRate, idleTimeout),
                Math.clamp(maxHead, 0, Integer.MAX_VALUE),
                bodyMemory == null ? Math.max(GuardSettings.usualBodies(), maxBody) : bodyMemory,
                grace);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /// Warns of what lets others in or listen, where the server is reached from beyond this
    /// machine.
    void warn(String host, PrintWriter err) {
        if (isLoopback(host)) {
            return;
        }
        if (tokenFile == null && tlsClientCa == null) {
            err.println(
                    "warning: "
                            + host
                            + " is reached from other machines, and without --token-file anybody"
                            + " may use the server");
        } else if (tlsCert == null) {
            err.println(
                    "warning: "
                            + host
                            + " is reached from other machines, and without --tls-cert tokens"
                            + " travel in the clear");
        }
        err.flush();
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true; // Listening fails, and says so.
        }
    }
}
