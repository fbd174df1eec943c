package dev.edgewise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the docs to the code: a class that they name exists, and a file that they link to, too.
/// `designs/` is left out: its pages tell what was decided, in the words of that day.
class DocsTest {

    /// A class in backticks: a capital, then at least one small letter.
    private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)`");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(?:#[^)]*)?\\)");

    private static final Path ROOT = SharedData.projectRoot();

    @Test
    void everyClassThatTheDocsNameExists() throws IOException {
        Set<String> classes = classes();
        List<String> unknown = new ArrayList<>();
        for (Path doc : docs()) {
            for (MatchResult name : CLASS.matcher(Files.readString(doc)).results().toList()) {
                if (!classes.contains(name.group(1))) {
                    unknown.add(ROOT.relativize(doc) + ": " + name.group(1));
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyFileThatTheDocsLinkToExists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path doc : docs()) {
            for (MatchResult link : LINK.matcher(Files.readString(doc)).results().toList()) {
                String target = link.group(1);
                if (!target.contains(":") && !Files.exists(doc.resolveSibling(target))) {
                    missing.add(ROOT.relativize(doc) + ": " + target);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static List<Path> docs() throws IOException {
        List<Path> docs = new ArrayList<>();
        for (String folder : List.of(".", "docs")) {
            if (Files.isDirectory(ROOT.resolve(folder))) {
                try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                    files.filter(file -> file.toString().endsWith(".md")).forEach(docs::add);
                }
            }
        }
        assertThat(docs).isNotEmpty();
        return docs;
    }

    private static Set<String> classes() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(DocsTest::javaFiles)
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
