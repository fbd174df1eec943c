package dev.edgewise.upload;

import dev.edgewise.files.ssh.SshConnection;
import dev.edgewise.files.ssh.TarSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files in one archive, over SSH. What becomes of each is known from its hash.
record TarSender(String folder) implements SshCarrier.Sender {

    @Override
    public void send(SshConnection ssh, List<LocalFile> files, Journal journal) throws IOException {
        List<LocalFile> sent = new ArrayList<>();
        int reached = 0;
        try (TarSession tar = ssh.tar(folder)) {
            try {
                for (LocalFile file : files) {
                    if (journal.stopped()) {
                        break;
                    }
                    send(tar, file, sent, journal);
                    reached++;
                }
                tar.finish();
            } catch (IOException e) {
                Map<String, String> refused = tar.complaints();
                if (refused.isEmpty()) {
                    throw e;
                }
                refuse(sent, refused, journal);
                if (!journal.stopped()) {
                    files.stream().skip(reached).forEach(file -> journal.lost(file.unreached()));
                }
            } finally {
                journal.waited(TarSession.WAITS);
                sent.forEach(file -> journal.storedWithOthers(file, Optional.empty()));
            }
        }
    }

    /// Files that the other side complained of are lost.
    private static void refuse(List<LocalFile> sent, Map<String, String> refused, Journal journal) {
        for (LocalFile file : sent) {
            String why = refused.get(file.path());
            if (why != null) {
                journal.lost(file.refused(why));
            }
        }
        sent.removeIf(file -> refused.containsKey(file.path()));
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
