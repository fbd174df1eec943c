package dev.edgewise.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// Where paths from outside lead to in a folder: never out of it, and over no link.
///
/// @param root the folder's real path
record Confinement(Path root) {

    private static final String NO_PLACE = "no place for a file in the upload folder";

    /// Makes folder `path`, and those on the way to it.
    ///
    /// @throws FileRefusal if no folder inside the folder can have that path, or one has it
    void makeFolder(String path) throws IOException {
        if (isFolder(path)) {
            throw new FileRefusal(path, "is there already");
        }
        try {
            UploadPath asked = UploadPath.of(path);
            resolve(asked, path);
            makeFolders(asked.names(), path);
        } catch (FileRefusal e) {
            throw new FileRefusal(path, NO_PLACE);
        }
    }

    /// Whether `path` is a folder inside the folder; "." is the folder itself.
    boolean isFolder(String path) {
        if (path.equals(".")) {
            return true;
        }
        try {
            Path folder = resolve(UploadPath.of(path), path);
            return isRealFolder(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private Path resolve(UploadPath asked, String path) throws FileRefusal {
        try {
            Path file = root;
            for (String name : asked.names()) {
                file = file.resolve(name);
            }
            return file;
        } catch (InvalidPathException e) {
            throw UploadPath.refusal(path);
        }
    }

    /// The regular file that `path` leads to.
    ///
    /// @throws FileRefusal if there is none inside the folder
    Path existing(String path) throws FileRefusal {
        Path file = resolve(UploadPath.of(path), path);
        if (!isReal(file) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw UploadPath.refusal(path);
        }
        return file;
    }

    /// Whether `file` is there, and no name on the way to it is a link.
    static boolean isReal(Path file) {
        try {
            return file.toRealPath().equals(file);
        } catch (IOException e) {
            return false;
        }
    }

    /// Where `asked` would be written. Folders on the way are made if `make` says so; what is there
    /// already must be a folder, and no link, and at the end a regular file.
    ///
    /// @throws FileRefusal if no file inside the folder can have that path
    Path place(String path, boolean make) throws IOException {
        try {
            return locate(UploadPath.of(path), path, make);
        } catch (FileRefusal e) {
            throw new FileRefusal(path, NO_PLACE);
        }
    }

    private Path locate(UploadPath asked, String path, boolean make) throws IOException {
        Path file = resolve(asked, path);
        List<String> folders = asked.names().subList(0, asked.names().size() - 1);
        if (make) {
            makeFolders(folders, path);
        } else if (!areFolders(folders)) {
            throw UploadPath.refusal(path);
        }
        if (!Files.notExists(file, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw UploadPath.refusal(path);
        }
        return file;
    }

    /// Whether those of these folders, each in the one before, that are there are folders.
    private boolean areFolders(List<String> names) {
        Path folder = root;
        for (String name : names) {
            folder = folder.resolve(name);
            if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
            if (!isRealFolder(folder)) {
                return false;
            }
        }
        return true;
    }

    /// Makes those of these folders, each in the one before, that aren't there.
    private void makeFolders(List<String> names, String path) throws IOException {
        Path folder = root;
        for (String name : names) {
            folder = folder.resolve(name);
            if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Files.createDirectory(folder);
                } catch (FileAlreadyExistsException e) {
                    // Made in the meantime: the check below looks at what it is.
                } catch (FileSystemException e) {
                    throw FileNotKept.because(path, "can't be written", e);
                }
            }
            if (!isRealFolder(folder)) {
                throw UploadPath.refusal(path);
            }
        }
    }

    private static boolean isRealFolder(Path folder) {
        return isReal(folder) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }
}
