package dev.edgewise.study;

import dev.edgewise.files.ScpTarget;
import dev.edgewise.link.LinkProfile;
import java.net.URI;
import java.util.Optional;

/// Where the remote server is: always another process across a link.
public sealed interface Remote {

    /// A child process on this machine, behind an emulated link in another.
    record Emulated(LinkProfile link) implements Remote {}

    /// A server that runs somewhere.
    ///
    /// @param server its address
    /// @param scp where files are uploaded by SCP; over HTTP if empty
    record Real(URI server, Optional<ScpTarget> scp) implements Remote {}
}
