package dev.edgewise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The real launcher, in a tree of its own, with a JDK and a Maven that only write down that they
/// were called.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "skipped: the launcher is a POSIX shell script")
class LauncherTest {

    @TempDir Path temporary;

    private Path root;
    private Path jdk;
    private Path source;
    private Path builds;

    @BeforeEach
    void makeATree() throws IOException {
        root = Files.createDirectory(temporary.resolve("a tree with blanks"));
        jdk = temporary.resolve("jdk 25");
        builds = temporary.resolve("builds");
        Files.copy(
                SharedData.projectRoot().resolve("edgewise"),
                root.resolve("edgewise"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectory(root.resolve("deploy"));
        Files.copy(
                SharedData.projectRoot().resolve("deploy/serve_flags.sh"),
                root.resolve("deploy/serve_flags.sh"));
        write(root.resolve("pom.xml"), "");
        write(root.resolve("edgewise-app/pom.xml"), "");
        write(root.resolve("edgewise-train/pom.xml"), "");
        source = write(root.resolve("edgewise-app/src/main/java/A.java"), "");
        write(root.resolve("edgewise-train/src/main/java/B.java"), "");
        write(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.1\"\n");
        script(jdk.resolve("bin/java"), "echo \"pid $$\"; for a; do echo \"<$a>\"; done");
        script(jdk.resolve("bin/javac"), "");
        script(jdk.resolve("bin/jar"), "");
        maven("");
        sourcesAreOld();
    }

    @Test
    void theFirstStartBuildsAndSaysSoAndLaterOnesDont() throws IOException {
        Command.Result first = launch("recognize", "a b.wav");
        assertThat(first.exitCode()).isZero();
        assertThat(first.err()).startsWith("edgewise: building edgewise-app (");
        assertThat(first.out()).endsWith("<dev.edgewise.cli.Main>\n<recognize>\n<a b.wav>\n");
        Command.Result second = launch("recognize", "a b.wav");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).endsWith("<recognize>\n<a b.wav>\n");
        assertThat(builds).content().isEqualTo("edgewise-app\n");
    }

    @Test
    void theServersHeapHasALimitUnlessWhoStartsItSetsOne() throws IOException {
        launch("--help");
        assertThat(launch("serve").out())
                .contains("<-XX:+UseSerialGC>\n")
                .containsPattern("<-Xmx\\d+m>");
        Map<String, String> limit = Map.of("JDK_JAVA_OPTIONS", "-Xmx1g");
        assertThat(end(start(root.resolve("edgewise"), limit, "serve")).out())
                .contains("<-XX:+UseSerialGC>\n")
                .doesNotContain("<-Xmx");
        assertThat(launch("recognize").out()).doesNotContain("<-Xmx");
    }

    @Test
    void itBuildsAgainWhenASourceIsChangedAddedOrDeletedOrAPomIs() throws IOException {
        launch();
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(launch().err()).contains("building");
        for (Path changed :
                List.of(
                        root.resolve("pom.xml"),
                        root.resolve("edgewise-app/pom.xml"),
                        write(source.resolveSibling("New.java"), ""))) {
            sourcesAreOld();
            assertThat(launch().err()).doesNotContain("building");
            Files.setLastModifiedTime(changed, FileTime.from(Instant.now().plusSeconds(2)));
            assertThat(launch().err()).as("%s changed", changed).contains("building");
        }
        sourcesAreOld();
        Files.delete(source);
        Files.setLastModifiedTime(source.getParent(), FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(launch().err()).contains("building");
    }

    @Test
    void trainIsBuiltAtItsFirstUseAndHasAMainOfItsOwn() throws IOException {
        launch("--help");
        Command.Result train = launch("train", "tutorial-cnn");
        assertThat(train.err()).contains("building edgewise-train");
        assertThat(train.out()).endsWith("<dev.edgewise.train.Main>\n<train>\n<tutorial-cnn>\n");
        assertThat(launch("help", "train").out())
                .endsWith("<dev.edgewise.train.Main>\n<train>\n<--help>\n");
    }

    @Test
    void datasetIsInTheTrainersModuleAndHasAMainOfItsOwn() throws IOException {
        Command.Result dataset = launch("dataset", "info", "a b");
        assertThat(dataset.err()).contains("building edgewise-train");
        assertThat(dataset.out())
                .endsWith("<dev.edgewise.dataset.Main>\n<dataset>\n<info>\n<a b>\n");
        assertThat(launch("help", "dataset").out())
                .endsWith("<dev.edgewise.dataset.Main>\n<dataset>\n<--help>\n");
    }

    @Test
    void itWorksFromAnyFolderAndThroughLinks() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), root.resolve("edgewise"));
        Path relative = Files.createSymbolicLink(temporary.resolve("link to it"), Path.of("link"));
        launch();
        for (Path file : List.of(link, relative)) {
            Command.Result result = end(start(file, Map.of()));
            assertThat(result.err()).isEmpty();
            assertThat(result.out()).contains("<dev.edgewise.cli.Main>");
        }
    }

    @Test
    void itBecomesJava() throws IOException {
        launch();
        Process process = start(root.resolve("edgewise"), Map.of());
        assertThat(end(process).out()).startsWith("pid " + process.pid() + "\n");
    }

    @Test
    void twoStartedAtOnceBuildOnce() throws IOException {
        maven("sleep 1");
        Process one = start(root.resolve("edgewise"), Map.of());
        Process two = start(root.resolve("edgewise"), Map.of());
        assertThat(end(one).exitCode()).isZero();
        assertThat(end(two).exitCode()).isZero();
        assertThat(builds).content().isEqualTo("edgewise-app\n");
    }

    @Test
    void aBuildThatWasEndedIsDoneAgain() throws IOException, InterruptedException {
        Path started = temporary.resolve("started");
        maven("touch '" + started + "'; exec sleep 60");
        Process killed = start(root.resolve("edgewise"), Map.of());
        while (!Files.exists(started)) {
            assertThat(killed.isAlive()).isTrue();
            Thread.sleep(20);
        }
        killed.destroy();
        assertThat(killed.waitFor()).isEqualTo(143);
        maven("");
        Command.Result again = launch();
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).contains("building");
    }

    @Test
    void aBuildThatFailsShowsItsErrorsAndStartsNothing() throws IOException {
        maven("echo '[INFO] fine'; echo '[ERROR] A.java:[1,1] broken'; exit 1");
        Command.Result result = launch("recognize");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("[ERROR] A.java:[1,1] broken")
                .contains("edgewise: the build of edgewise-app failed; the whole log is ")
                .doesNotContain("fine");
    }

    @Test
    void whatMakesStartsShortIsMadeAgainForAnotherJdk() throws IOException {
        launch();
        assertThat(root.resolve("edgewise-app/target/launcher.jdk"))
                .content()
                .isEqualTo(jdk + "\n");
        Path other = Files.move(jdk, temporary.resolve("another jdk"));
        jdk = other;
        assertThat(launch().err()).isEmpty();
        assertThat(root.resolve("edgewise-app/target/launcher.jdk"))
                .content()
                .isEqualTo(other + "\n");
    }

    @Test
    void anOlderJdkIsPassedOver() throws IOException {
        Path older = temporary.resolve("jdk 17");
        write(older.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        script(older.resolve("bin/java"), "echo too old");
        script(older.resolve("bin/javac"), "");
        Command.Result result =
                end(
                        start(
                                root.resolve("edgewise"),
                                Map.of(
                                        "JAVA_HOME",
                                        older.toString(),
                                        "PATH",
                                        temporary.resolve("bin")
                                                + ":"
                                                + jdk.resolve("bin")
                                                + ":/usr/bin:/bin")));
        assertThat(result.out()).contains("<dev.edgewise.cli.Main>").doesNotContain("too old");
    }

    @Test
    void aMissingMavenIsOneLine() throws IOException {
        Files.delete(temporary.resolve("bin/mvn"));
        Path tools = temporary.resolve("tools");
        for (String tool :
                List.of(
                        "sh",
                        "find",
                        "head",
                        "readlink",
                        "mkdir",
                        "flock",
                        "dirname",
                        "rm",
                        "ln")) {
            Path file = Path.of("/usr/bin", tool);
            if (Files.exists(file)) {
                script(tools.resolve(tool), "exec " + file + " \"$@\"");
            }
        }
        Command.Result result =
                end(
                        start(
                                root.resolve("edgewise"),
                                Map.of("JAVA_HOME", jdk.toString(), "PATH", tools.toString())));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(
                        "edgewise: needs Apache Maven 3.8 or newer to build: install it"
                                + " (Debian: maven)\n");
    }

    @Test
    void withoutALocaleJavaStillGetsUtf8() throws IOException {
        script(jdk.resolve("bin/java"), "echo \"$LC_ALL\"");
        assertThat(launch().out()).isEqualTo("C.UTF-8\n");
    }

    private Command.Result launch(String... arguments) throws IOException {
        return end(start(root.resolve("edgewise"), Map.of(), arguments));
    }

    private Process start(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> line = new ArrayList<>();
        line.add(launcher.toString());
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).directory(temporary.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_"));
        builder.environment().remove("LANG");
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("PATH", temporary.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// What `process` said, which is little enough for a pipe, and how it ended.
    private static Command.Result end(Process process) throws IOException {
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new AssertionError("the launcher is still running after a minute");
            }
            return new Command.Result(
                    process.exitValue(),
                    new String(process.getInputStream().readAllBytes(), UTF_8),
                    new String(process.getErrorStream().readAllBytes(), UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the launcher ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /// A Maven that runs `before`, then writes down which module it was to build, and makes its
    /// jar.
    private void maven(String before) throws IOException {
        script(
                temporary.resolve("bin/mvn"),
                before
                        + """

                        while [ "$1" != -pl ]; do shift; done
                        echo "$2" >>'%s'
                        mkdir -p '%s'/"$2"/target && echo jar >'%s'/"$2"/target/"${2%%-app}".jar
                        """
                                .formatted(builds, root, root));
    }

    /// As after a checkout of long ago.
    private void sourcesAreOld() throws IOException {
        FileTime longAgo = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(f -> !f.toString().contains("/target")).toList()) {
                Files.setLastModifiedTime(file, longAgo);
            }
        }
    }

    private static void script(Path file, String text) throws IOException {
        write(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
