package dev.edgewise.cli;

import dev.edgewise.http.Access;
import dev.edgewise.tls.PemFile;
import dev.edgewise.tls.TlsContext;
import dev.edgewise.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How a client gets in where a server is guarded.
final class AccessOptions {

    @Option(
            names = "--header",
            paramLabel = "NAME:VALUE",
            description = "send this with each request")
    List<String> headers = new ArrayList<>();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "send the first token in this file with each request, as 'Authorization: Bearer"
                            + " TOKEN'")
    @Nullable Path tokenFile;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description =
                    "trust servers whose certificate was signed by one in this PEM file (default:"
                            + " those that Java trusts)")
    @Nullable Path tlsCa;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "show the certificate in this PEM file to servers that ask for one")
    @Nullable Path tlsCert;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "the private key of --tls-cert, as PEM")
    @Nullable Path tlsKey;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /// What the options say.
    ///
    /// @throws IOException naming a file that can't be used
    Access access() throws IOException {
        return new Access(headers(), tls());
    }

    /// Whether any of them is given.
    boolean given() {
        return !headers.isEmpty()
                || tokenFile != null
                || tlsCa != null
                || tlsCert != null
                || tlsKey != null;
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> map = new LinkedHashMap<>();
        if (tokenFile != null) {
            map.put("Authorization", "Bearer " + token(tokenFile));
        }
        for (String header : headers) {
            int colon = header.indexOf(':');
            String name = colon < 0 ? "" : header.substring(0, colon).strip();
            String value = header.substring(colon + 1).strip();
            if (!name.matches("[A-Za-z0-9-]+") || value.chars().anyMatch(c -> c < ' ' || c > 126)) {
                throw wrong("--header: expected NAME:VALUE, got '" + header + "'");
            }
            map.put(name, value);
        }
        return map;
    }

    private static String token(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new IOException(file + ": can't be read", e);
        }
        return lines.stream()
                .map(String::strip)
                .filter(line -> line.matches("[A-Za-z0-9._~+/-]+=*"))
                .findFirst()
                .orElseThrow(() -> new IOException(file + ": has no token, expected one a line"));
    }

    private Optional<SSLContext> tls() throws IOException {
        if ((tlsCert == null) != (tlsKey == null)) {
            throw wrong("--tls-cert and --tls-key: both or neither");
        }
        if (tlsCa == null && tlsCert == null) {
            return Optional.empty();
        }
        Optional<TlsIdentity> own =
                tlsCert == null || tlsKey == null
                        ? Optional.empty()
                        : Optional.of(TlsIdentity.of(PemFile.read(tlsCert), PemFile.read(tlsKey)));
        Optional<PemFile> ca = tlsCa == null ? Optional.empty() : Optional.of(PemFile.read(tlsCa));
        return Optional.of(TlsContext.of(own, ca));
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
