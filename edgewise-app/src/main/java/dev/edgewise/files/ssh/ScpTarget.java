package dev.edgewise.files.ssh;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where files are sent by SCP, and as whom.
///
/// @param password lets in, if there is one; otherwise keys do
/// @param key the file of a private key, ECDSA or RSA; without it those in `~/.ssh` (`id_ecdsa`,
/// `id_rsa`)
/// @param trust what is asked of the server's own key
public record ScpTarget(
        String user,
        String host,
        int port,
        Optional<String> password,
        Optional<Path> key,
        Trust trust) {

    /// What is asked of the key by which a server shows who it is.
    public enum Trust {
        /// It is in `~/.ssh/known_hosts`, or the host isn't there yet and is added
        /// (OpenSSH's `StrictHostKeyChecking=accept-new`). A key that has changed is refused.
        KNOWN_OR_NEW,

        /// Nothing: for a server that this program has just started on this machine.
        ANY
    }

    private static final Pattern FORM =
            Pattern.compile("([^@\\s]+)@(?:\\[([^\\]\\s]+)]|([^:\\s\\[\\]]+))(?::(\\d{1,5}))?");

    private static final int SSH = 22;
    private static final int HIGHEST_PORT = 65_535;

    public ScpTarget {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "port: must be from 1 to " + HIGHEST_PORT + ", got " + port);
        }
    }

    /// Reads `USER@HOST` or `USER@HOST:PORT`, to be entered with a key from `~/.ssh`.
    ///
    /// @throws IllegalArgumentException if `text` has another form
    public static ScpTarget parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not USER@HOST:PORT");
        }
        return new ScpTarget(
                matcher.group(1),
                matcher.group(2) == null ? matcher.group(3) : matcher.group(2),
                matcher.group(4) == null ? SSH : Integer.parseInt(matcher.group(4)),
                Optional.empty(),
                Optional.empty(),
                Trust.KNOWN_OR_NEW);
    }

    /// The same place, entered with `password`.
    public ScpTarget withPassword(String password) {
        return new ScpTarget(user, host, port, Optional.of(password), key, trust);
    }

    /// The same place, entered with the private key in `file`.
    public ScpTarget withKey(Path file) {
        return new ScpTarget(user, host, port, password, Optional.of(file), trust);
    }

    /// The place without what lets in.
    @Override
    public String toString() {
        return user + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
