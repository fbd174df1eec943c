package dev.edgewise.files.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// The sending end of SCP: files in folders, one after the other, each announced and acknowledged.
final class ScpSource {

    private final ScpWire wire;

    /// The folders that the other side is in.
    private final List<String> folders = new ArrayList<>();

    ScpSource(ScpWire wire) {
        this.wire = wire;
    }

    /// Sends file `name` in folder `into`, given by its names; the other side makes the folders.
    void send(List<String> into, String name, long size, InputStream from) throws IOException {
        go(into);
        wire.send("C0644 " + size + " " + name);
        wire.expectOk();
        wire.sendFile(from, size);
        wire.expectOk();
    }

    /// Leaves all folders.
    void finish() throws IOException {
        go(List.of());
    }

    private void go(List<String> into) throws IOException {
        int common = 0;
        while (common < folders.size()
                && common < into.size()
                && folders.get(common).equals(into.get(common))) {
            common++;
        }
        while (folders.size() > common) {
            wire.send("E");
            wire.expectOk();
            folders.removeLast();
        }
        for (String folder : into.subList(common, into.size())) {
            wire.send("D0755 0 " + folder);
            wire.expectOk();
            folders.add(folder);
        }
    }
}
