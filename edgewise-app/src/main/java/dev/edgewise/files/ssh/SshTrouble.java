package dev.edgewise.files.ssh;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why an SSH connection couldn't be had, in the words of those who asked for it: the library's
/// speak of its own futures and sessions.
final class SshTrouble {

    private static final List<String> HUNG_UP =
            List.of(
                    "session is being closed",
                    "session has been closed",
                    "no session attached",
                    "broken pipe",
                    "connection reset");

    private SshTrouble() {}

    /// @param patience how long an answer was waited for
    /// @param refused what it means that the server lets nobody in
    static String words(IOException e, Duration patience, String refused) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "no such host";
            }
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return "nobody answers there; is its SSH server running?";
            }
        }
        String message = String.valueOf(e.getMessage());
        String small = message.toLowerCase(Locale.ROOT);
        if (small.contains("within specified timeout")) {
            return "no answer within " + patience.toSeconds() + " s; is that an SSH server?";
        }
        if (small.contains("no more authentication methods")) {
            return refused;
        }
        return HUNG_UP.stream().anyMatch(small::contains)
                ? "it hung up; is that an SSH server?"
                : message.replaceFirst("^.*Failed \\(\\w+\\) to execute: ", "");
    }
}
