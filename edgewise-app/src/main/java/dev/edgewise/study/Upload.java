package dev.edgewise.study;

import java.io.IOException;
import java.util.List;

/// Brings clips to the remote server before they are asked for by path.
interface Upload {

    /// Uploads the clips, over those that may be there, in one session.
    ///
    /// @return the session's time in nanoseconds
    /// @throws IOException in one line if a clip could not be uploaded
    long send(List<String> clips) throws IOException;
}
