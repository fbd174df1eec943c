package dev.edgewise.study;

import dev.edgewise.files.ssh.ScpTarget;
import dev.edgewise.http.Access;
import dev.edgewise.link.LinkProfile;
import java.net.URI;
import java.util.Optional;

/// Where the remote server is: always another process across a link.
public sealed interface Remote {

    /// A child process on this machine, behind an emulated link in another.
    record Emulated(LinkProfile link, UploadWay upload) implements Remote {

        /// With uploads as in the report.
        public Emulated(LinkProfile link) {
            this(link, UploadWay.SCP);
        }
    }

    /// A server that runs somewhere.
    ///
    /// @param server its address
    /// @param access how to get in there
    /// @param scp where files are uploaded by SCP; there is one just where they are
    record Real(URI server, Access access, Optional<ScpTarget> scp, UploadWay upload)
            implements Remote {

        public Real {
            if (scp.isPresent() != (upload == UploadWay.SCP)) {
                throw new IllegalArgumentException(
                        "where to by SCP is needed for SCP, and for nothing else");
            }
        }
    }

    /// How clips get there.
    UploadWay upload();
}
