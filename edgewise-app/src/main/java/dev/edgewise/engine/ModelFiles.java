package dev.edgewise.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What lies in a folder of models at a moment: `NAME/VERSION/model.onnx`, with a number for a
/// version, as other servers of the field have it. Other files, such as Triton's `config.pbtxt`,
/// are left alone.
///
/// @param files the models' files, the first name first and its lowest version
/// @param passedOver what lies where no model is looked for, in a line each
record ModelFiles(Map<Catalog.Entry, Stamp> files, List<String> passedOver) {

    static final String FILE = "model.onnx";

    private static final Pattern VERSION = Pattern.compile("[0-9]{1,18}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

    /// What tells a file from another one in its place.
    record Stamp(Path file, FileTime changed, long size, String key) {

        private static Stamp of(Path file) throws IOException {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    file, facts.lastModifiedTime(), facts.size(), String.valueOf(facts.fileKey()));
        }
    }

    static ModelFiles in(Path folder) throws IOException {
        Map<Catalog.Entry, Stamp> files = new TreeMap<>(ModelFiles::compare);
        List<String> passedOver = new ArrayList<>();
        try (DirectoryStream<Path> models = Files.newDirectoryStream(folder)) {
            for (Path model : models) {
                String name = model.getFileName().toString();
                if (name.startsWith(".")) {
                    continue;
                }
                if (Files.isRegularFile(model) && name.endsWith(".onnx")) {
                    passedOver.add(model + ": not offered; expected NAME/VERSION/" + FILE);
                } else if (Files.isDirectory(model) && NAME.matcher(name).matches()) {
                    versions(model, files, passedOver);
                } else if (Files.isDirectory(model)) {
                    passedOver.add(
                            model + ": not offered; a name has letters, digits, '.', '_' and '-'");
                }
            }
        }
        return new ModelFiles(files, passedOver);
    }

    private static void versions(
            Path model, Map<Catalog.Entry, Stamp> files, List<String> passedOver)
            throws IOException {
        String name = model.getFileName().toString();
        Path unversioned = model.resolve(FILE);
        if (Files.exists(unversioned)) {
            passedOver.add(
                    unversioned + ": not offered; expected a version, as " + name + "/1/" + FILE);
        }
        List<Path> versions = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(model)) {
            all.forEach(versions::add);
        }
        // Of 1 and 01, which are one version, the shorter counts.
        versions.sort(Comparator.comparingInt(version -> version.toString().length()));
        for (Path version : versions) {
            String number = version.getFileName().toString();
            Path file = version.resolve(FILE);
            if (VERSION.matcher(number).matches() && Files.isRegularFile(file)) {
                Stamp before = files.putIfAbsent(new Catalog.Entry(name, number), Stamp.of(file));
                if (before != null) {
                    passedOver.add(
                            file + ": not offered; it is the same version as " + before.file);
                }
            }
        }
    }

    private static int compare(Catalog.Entry a, Catalog.Entry b) {
        int names = a.name().compareTo(b.name());
        return names == 0 ? Versions.compare(a.version(), b.version()) : names;
    }
}
