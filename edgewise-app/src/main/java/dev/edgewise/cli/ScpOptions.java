package dev.edgewise.cli;

import dev.edgewise.files.ssh.ScpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How files are uploaded to `serve` by scp.
final class ScpOptions {

    @Option(
            names = "--scp-port",
            paramLabel = "N",
            description = "let files be uploaded by scp and sftp, too, on this port; 0 takes any")
    @Nullable Integer port;

    @Option(
            names = "--scp-user",
            paramLabel = "NAME",
            defaultValue = "edgewise",
            description = "the user name for scp (default: ${DEFAULT-VALUE})")
    String user = "edgewise";

    @Option(
            names = "--scp-password-file",
            paramLabel = "FILE",
            description = "a file whose first line is the password for scp")
    @Nullable Path passwordFile;

    @Option(
            names = "--scp-authorized-keys",
            paramLabel = "FILE",
            description =
                    "the keys that are let in, ECDSA or RSA, as in OpenSSH's" + " authorized_keys")
    @Nullable Path authorizedKeys;

    @Option(
            names = "--scp-host-key",
            paramLabel = "FILE",
            description =
                    "the key that scp's clients know the server by, made when there is none;"
                            + " without it each start makes a new one")
    @Nullable Path hostKey;

    /// What an SCP server is told, if there is to be one.
    ///
    /// @param folder whether there is a folder that files go to
    /// @throws IllegalArgumentException whose message begins with an option's name
    /// @throws IOException naming the file that can't be read
    Optional<ScpServer.Settings> settings(String host, boolean folder) throws IOException {
        if (port == null) {
            return Optional.empty();
        }
        if (!folder) {
            throw new IllegalArgumentException(
                    "scp-port needs --data, the folder that files go to");
        }
        Optional<String> password = Optional.empty();
        if (passwordFile != null) {
            password = Optional.of(PasswordFile.read(passwordFile));
        }
        return Optional.of(
                new ScpServer.Settings(
                        host,
                        port,
                        user,
                        password,
                        Optional.ofNullable(authorizedKeys),
                        Optional.ofNullable(hostKey)));
    }
}
