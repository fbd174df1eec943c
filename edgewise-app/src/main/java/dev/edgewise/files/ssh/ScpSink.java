package dev.edgewise.files.ssh;

import dev.edgewise.files.FileRefusal;
import dev.edgewise.files.FileTooLarge;
import dev.edgewise.files.IncomingFile;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.files.UploadPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The receiving end of SCP: puts what comes into the upload folder, which judges every path. What
/// is refused is skipped, and the rest goes on.
final class ScpSink {

    private static final Pattern ANNOUNCED = Pattern.compile("[0-7]{4} (\\d{1,18}) (.+)");

    private final ScpWire wire;
    private final UploadFolder folder;
    private final String target;

    /// The paths of the folders that the sender is in.
    private final List<String> folders = new ArrayList<>();

    private boolean complete = true;

    /// Puts files into `target`: a folder inside the folder ("." is the folder itself), or the path
    /// of the one file or folder that comes.
    ScpSink(ScpWire wire, UploadFolder folder, String target) {
        this.wire = wire;
        this.folder = folder;
        this.target = target;
    }

    /// Receives until the sender is done.
    ///
    /// @return whether everything was taken
    boolean receive() throws IOException {
        wire.ok();
        for (int kind = wire.next(); kind >= 0; kind = wire.next()) {
            String line = wire.line();
            switch (kind) {
                case 'C' -> file(line);
                case 'D' -> enter(line);
                case 'E' -> {
                    if (folders.isEmpty()) {
                        throw new IOException("the sender left a folder that it wasn't in");
                    }
                    folders.removeLast();
                    wire.ok();
                }
                case 'T' -> wire.ok();
                case 1 -> complete = false; // the sender lacks a file, and goes on
                case 2 -> throw new IOException("the sender gave up: " + FileRefusal.shown(line));
                default -> throw new IOException("the sender doesn't speak SCP");
            }
        }
        return complete;
    }

    private void enter(String line) throws IOException {
        String path = path(parsed(line).group(2));
        try {
            UploadPath.of(path);
        } catch (FileRefusal e) {
            refuse(e);
            return;
        }
        folders.add(path);
        wire.ok();
    }

    private void file(String line) throws IOException {
        Matcher announced = parsed(line);
        long size = Long.parseLong(announced.group(1));
        try (IncomingFile upload = folder.begin(path(announced.group(2)), size)) {
            wire.ok();
            receive(upload, size);
        } catch (FileRefusal | FileTooLarge e) {
            refuse(e);
        }
    }

    /// Once the sender has been told to go on, all its bytes are read, whatever happens to them.
    private void receive(IncomingFile upload, long size) throws IOException {
        List<IOException> failures = new ArrayList<>();
        wire.receiveFile(
                size,
                (bytes, length) -> {
                    if (failures.isEmpty()) {
                        try {
                            upload.write(bytes, length);
                        } catch (IOException e) {
                            failures.add(e);
                        }
                    }
                });
        wire.expectOk();
        if (failures.isEmpty()) {
            try {
                upload.finish();
                wire.ok();
                return;
            } catch (IOException e) {
                failures.add(e);
            }
        }
        refuse(failures.getFirst());
    }

    private void refuse(IOException e) throws IOException {
        complete = false;
        wire.error(String.valueOf(e.getMessage()));
    }

    private static Matcher parsed(String line) throws IOException {
        Matcher announced = ANNOUNCED.matcher(line);
        if (!announced.matches()) {
            throw new IOException("the sender announced something that isn't SCP");
        }
        return announced;
    }

    private String path(String name) {
        // A name that holds a path is passed on with an empty name in it, which is refused.
        String one = name.indexOf('/') < 0 ? name : "/" + name;
        if (!folders.isEmpty()) {
            return folders.getLast() + "/" + one;
        }
        if (target.equals(".")) {
            return one;
        }
        return folder.isFolder(target) ? target + "/" + one : target;
    }
}
