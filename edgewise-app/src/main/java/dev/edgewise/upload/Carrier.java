package dev.edgewise.upload;

import dev.edgewise.files.Sha256;
import dev.edgewise.remote.Echo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A way to a server's folder for files, over one connection. One thread uses it; another may
/// close it, which ends whatever it waits for.
interface Carrier extends AutoCloseable {

    /// Connects, and is let in.
    ///
    /// @throws IOException in one line if that can't be
    void open() throws IOException;

    /// The hashes of those of `files` that are there, by path; empty if there is nobody who can
    /// tell.
    Optional<Map<String, Sha256>> hashes(List<LocalFile> files) throws IOException;

    /// Sends files, over those that may be there, until it is told to stop.
    ///
    /// @param journal is told what becomes of each
    /// @throws IOException in one line if there is no going on
    void send(List<LocalFile> files, Journal journal) throws IOException;

    /// What the link is measured by.
    Echo echo();

    @Override
    void close();
}
