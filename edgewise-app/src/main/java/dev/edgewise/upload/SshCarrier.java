package dev.edgewise.upload;

import dev.edgewise.files.Sha256;
import dev.edgewise.files.ssh.SftpSession;
import dev.edgewise.files.ssh.SshConnection;
import dev.edgewise.files.ssh.SshRefusal;
import dev.edgewise.remote.Echo;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files over SSH, in one of the ways that there are. Hashes come from `sha256sum` there, or, if
/// that is wished and there is none, from reading files back by SFTP.
final class SshCarrier implements Carrier {

    /// How files travel.
    @FunctionalInterface
    interface Sender {
        void send(SshConnection ssh, List<LocalFile> files, Journal journal) throws IOException;
    }

    private final SshConnection ssh;
    private final String folder;
    private final boolean readBack;
    private final Sender sender;

    /// @param ssh is closed with this
    /// @param folder in the home folder there, or absolute; "" for the home folder
    /// @param readBack whether files may be read back for their hashes
    SshCarrier(SshConnection ssh, String folder, boolean readBack, Sender sender) {
        this.ssh = ssh;
        this.folder = folder;
        this.readBack = readBack;
        this.sender = sender;
    }

    @Override
    public void open() throws IOException {
        ssh.open();
    }

    @Override
    public Optional<Map<String, Sha256>> hashes(List<LocalFile> files) throws IOException {
        Optional<Map<String, Sha256>> told = hashes(ssh, folder, files);
        return told.isPresent() || !readBack ? told : Optional.of(readBack(files));
    }

    /// What `sha256sum` there tells of files in `folder`, by their paths here.
    static Optional<Map<String, Sha256>> hashes(
            SshConnection ssh, String folder, List<LocalFile> files) throws IOException {
        Map<String, LocalFile> byPath = new HashMap<>();
        files.forEach(file -> byPath.put(there(folder, file), file));
        return ssh.hashes(List.copyOf(byPath.keySet()))
                .map(
                        told -> {
                            Map<String, Sha256> hashes = new HashMap<>();
                            told.forEach(
                                    (path, hash) -> {
                                        LocalFile file = byPath.get(path);
                                        if (file != null) {
                                            hashes.put(file.path(), hash);
                                        }
                                    });
                            return hashes;
                        });
    }

    private static String there(String folder, LocalFile file) {
        return folder.isEmpty() ? file.path() : folder + "/" + file.path();
    }

    private Map<String, Sha256> readBack(List<LocalFile> files) throws IOException {
        Map<String, Sha256> hashes = new HashMap<>();
        try (SftpSession sftp = ssh.sftp(folder)) {
            Map<String, Long> sizes = sftp.sizes(files.stream().map(LocalFile::path).toList());
            for (LocalFile file : files) {
                if (Long.valueOf(file.size()).equals(sizes.get(file.path()))) {
                    hash(sftp, file).ifPresent(hash -> hashes.put(file.path(), hash));
                }
            }
        }
        return hashes;
    }

    private static Optional<Sha256> hash(SftpSession sftp, LocalFile file) throws IOException {
        try {
            return Optional.of(sftp.readBack(file.path()));
        } catch (SshRefusal e) {
            return Optional.empty();
        }
    }

    @Override
    public void send(List<LocalFile> files, Journal journal) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        try {
            sender.send(ssh, files, journal);
        } catch (IOException e) {
            throw ssh.lost(e);
        }
    }

    @Override
    public Echo echo() {
        return bytes -> {
            ssh.echo(bytes);
            return 0;
        };
    }

    @Override
    public void close() {
        ssh.close();
    }
}
