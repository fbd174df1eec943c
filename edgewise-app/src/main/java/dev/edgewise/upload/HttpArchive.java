package dev.edgewise.upload;

import dev.edgewise.files.Archive;
import dev.edgewise.files.Sha256;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.remote.Echo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files by HTTP to a server of ours, many in one request: archives of a few megabytes, so that
/// neither end holds more than that, and a broken connection costs no more.
final class HttpArchive implements Carrier {

    private static final long ENOUGH = 4 << 20;

    private final HttpCarrier http;

    HttpArchive(HttpCarrier http) {
        this.http = http;
    }

    @Override
    public void open() throws IOException {
        http.open();
    }

    @Override
    public Optional<Map<String, Sha256>> hashes(List<LocalFile> files) throws IOException {
        return http.hashes(files);
    }

    @Override
    public void send(List<LocalFile> files, Journal journal) throws IOException {
        int next = 0;
        while (next < files.size() && !journal.stopped()) {
            if (files.get(next).size() > ENOUGH) {
                // It costs more than a round trip; and who packs it, holds it several times.
                http.send(List.of(files.get(next++)), journal);
                continue;
            }
            List<LocalFile> packed = new ArrayList<>();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (Archive archive = new Archive(bytes)) {
                do {
                    pack(files.get(next++), archive, packed, journal);
                } while (next < files.size() && bytes.size() + files.get(next).size() <= ENOUGH);
            }
            if (!packed.isEmpty()) {
                send(packed, bytes.toByteArray(), journal);
            }
        }
    }

    private static void pack(
            LocalFile file, Archive archive, List<LocalFile> packed, Journal journal)
            throws IOException {
        try {
            byte[] bytes = file.bytes();
            archive.begin(file.path(), bytes.length);
            archive.out().write(bytes);
            archive.end();
            packed.add(file);
        } catch (Unsent e) {
            journal.lost(e);
        }
    }

    private void send(List<LocalFile> files, byte[] tar, Journal journal) throws IOException {
        Map<String, Sha256> hashes;
        try {
            hashes = http.there().unpack(http.folder(), tar);
        } catch (HttpFailure e) {
            if (!HttpCarrier.isRefusal(e)) {
                throw e;
            }
            // Alone, each file that isn't refused gets there.
            http.send(files, journal);
            return;
        }
        journal.waited(1);
        for (LocalFile file : files) {
            journal.moved(file, file.size());
            journal.storedWithOthers(file, Optional.ofNullable(hashes.get(http.target(file))));
        }
    }

    @Override
    public Echo echo() {
        return http.echo();
    }

    @Override
    public void close() {
        http.close();
    }
}
