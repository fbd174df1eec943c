package dev.edgewise.upload;

import dev.edgewise.files.Sha256;
import dev.edgewise.files.ssh.SftpSession;
import dev.edgewise.files.ssh.SshConnection;
import dev.edgewise.files.ssh.SshRefusal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files by SFTP, in one session. A file of which a shorter one is there is gone on with, if a hash
/// can tell then whether that was its beginning; else it is written anew.
record SftpSender(String folder) implements SshCarrier.Sender {

    @Override
    public void send(SshConnection ssh, List<LocalFile> files, Journal journal) throws IOException {
        try (SftpSession sftp = ssh.sftp(folder)) {
            try {
                Map<String, Long> sizes = sftp.sizes(files.stream().map(LocalFile::path).toList());
                for (LocalFile file : files) {
                    if (journal.stopped()) {
                        break;
                    }
                    journal.begin();
                    long there = sizes.getOrDefault(file.path(), 0L);
                    if (there == 0
                            || there >= file.size()
                            || !goOn(ssh, sftp, file, there, journal)) {
                        send(sftp, file, journal);
                    }
                }
            } finally {
                journal.waited(sftp.waits());
            }
        }
    }

    private static void send(SftpSession sftp, LocalFile file, Journal journal) throws IOException {
        try (Outgoing bytes = new Outgoing(file, journal)) {
            sftp.send(file.path(), 0, bytes);
            bytes.check();
            journal.stored(file, Optional.empty());
        } catch (Unsent e) {
            journal.lost(e);
        } catch (SshRefusal e) {
            journal.lost(file.refused(String.valueOf(e.getMessage())));
        }
    }

    /// Sends what comes after the first `there` bytes.
    ///
    /// @return whether the whole file is there now
    private boolean goOn(
            SshConnection ssh, SftpSession sftp, LocalFile file, long there, Journal journal)
            throws IOException {
        try (Outgoing bytes = new Outgoing(file, journal)) {
            bytes.leaveOut(there);
            sftp.send(file.path(), there, bytes);
        } catch (Unsent | SshRefusal e) {
            // Whoever sends it anew says what is wrong with it.
            return false;
        }
        Optional<Sha256> hash =
                SshCarrier.hashes(ssh, folder, List.of(file)).map(told -> told.get(file.path()));
        if (hash.isEmpty() || !hash.get().equals(file.hash())) {
            return false;
        }
        journal.stored(file, hash);
        return true;
    }
}
