package dev.edgewise.files.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Sends blocks of files by SCP, each block in an SSH session of its own. One thread uses it.
public final class ScpUpload implements AutoCloseable {

    private final SshConnection ssh;

    private ScpUpload(SshConnection ssh) {
        this.ssh = ssh;
    }

    /// Uploads to `target`, which is connected to when there is something to send.
    ///
    /// @throws IOException naming the key's file if it can't be read
    public static ScpUpload to(ScpTarget target) throws IOException {
        return new ScpUpload(SshConnection.to(target));
    }

    /// Sends the files at `paths` inside `folder`, with their folders.
    ///
    /// @param paths with `/` between the names; neighbours in the same folder save round trips
    /// @return how long it took, in nanoseconds: from connecting to the session's end
    /// @throws IOException naming the target and the first file that didn't arrive
    public long send(Path folder, List<String> paths) throws IOException {
        long begin = System.nanoTime();
        ssh.open();
        try (ScpSession scp = ssh.scp("")) {
            for (String path : paths) {
                send(scp, folder, path);
            }
            scp.finish();
        } catch (IOException e) {
            throw ssh.failed("upload failed", e);
        } finally {
            ssh.disconnect();
        }
        return System.nanoTime() - begin;
    }

    private static void send(ScpSession scp, Path folder, String path) throws IOException {
        Path file = folder.resolve(path);
        try (InputStream in = Files.newInputStream(file)) {
            scp.send(path, Files.size(file), in);
        } catch (SshRefusal e) {
            throw new IOException(path + ": refused: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        ssh.close();
    }
}
