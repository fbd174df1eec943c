package dev.edgewise.upload;

import dev.edgewise.files.ssh.SshConnection;
import dev.edgewise.files.ssh.TarSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Files in one archive, over SSH. What becomes of each is known from its hash.
record TarSender(String folder) implements SshCarrier.Sender {

    @Override
    public void send(SshConnection ssh, List<LocalFile> files, Journal journal) throws IOException {
        List<LocalFile> sent = new ArrayList<>();
        try (TarSession tar = ssh.tar(folder)) {
            try {
                for (LocalFile file : files) {
                    if (journal.stopped()) {
                        break;
                    }
                    send(tar, file, sent, journal);
                }
                tar.finish();
            } catch (IOException e) {
                if (tar.complaint().isEmpty()) {
                    throw e;
                }
                journal.lost(new Unsent(tar.complaint()));
            }
        }
        journal.waited(TarSession.WAITS);
        sent.forEach(file -> journal.storedWithOthers(file, Optional.empty()));
    }

    private static void send(TarSession tar, LocalFile file, List<LocalFile> sent, Journal journal)
            throws IOException {
        try (Outgoing bytes = new Outgoing(file, journal)) {
            tar.send(file.path(), file.size(), bytes);
            bytes.check();
            sent.add(file);
        } catch (Unsent e) {
            journal.lost(e);
        }
    }
}
