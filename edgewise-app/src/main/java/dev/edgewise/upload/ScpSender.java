package dev.edgewise.upload;

import dev.edgewise.files.ssh.ScpSession;
import dev.edgewise.files.ssh.SshConnection;
import dev.edgewise.files.ssh.SshRefusal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Files by SCP, in one session.
record ScpSender(String folder) implements SshCarrier.Sender {

    @Override
    public void send(SshConnection ssh, List<LocalFile> files, Journal journal) throws IOException {
        try (ScpSession scp = ssh.scp(folder)) {
            try {
                for (LocalFile file : files) {
                    if (journal.stopped()) {
                        break;
                    }
                    send(scp, file, journal);
                }
                scp.finish();
            } finally {
                journal.waited(scp.waits());
            }
        }
    }

    private static void send(ScpSession scp, LocalFile file, Journal journal) throws IOException {
        journal.begin();
        try (Outgoing bytes = new Outgoing(file, journal)) {
            scp.send(file.path(), file.size(), bytes);
            bytes.check();
            journal.stored(file, Optional.empty());
        } catch (Unsent e) {
            journal.lost(e);
        } catch (SshRefusal e) {
            journal.lost(file.refused(String.valueOf(e.getMessage())));
        }
    }
}
