package dev.edgewise;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Holds the arrows between the packages and gives each library one home.
class HouseTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.edgewise");

    /// What a room may import, besides what those rooms may import themselves.
    private static final Map<String, Set<String>> ARROWS =
            Map.ofEntries(
                    Map.entry("audio", Set.of()),
                    Map.entry("oip", Set.of()),
                    Map.entry("files", Set.of()),
                    Map.entry("http", Set.of("tls")),
                    Map.entry("link", Set.of()),
                    Map.entry("measure", Set.of()),
                    Map.entry("openapi", Set.of()),
                    Map.entry("report", Set.of()),
                    Map.entry("tls", Set.of()),
                    Map.entry("model", Set.of("audio")),
                    Map.entry("recognize", Set.of("model")),
                    Map.entry("detect", Set.of("recognize")),
                    Map.entry("evaluate", Set.of("detect", "measure", "report")),
                    Map.entry("engine", Set.of("recognize")),
                    Map.entry("telemetry", Set.of("engine")),
                    Map.entry(
                            "serve",
                            Set.of("telemetry", "detect", "oip", "openapi", "files", "tls")),
                    Map.entry(
                            "remote",
                            Set.of("recognize", "oip", "http", "files", "link", "measure")),
                    Map.entry("study", Set.of("measure", "remote", "report")),
                    Map.entry("load", Set.of("measure", "remote", "report")),
                    Map.entry("upload", Set.of("measure", "remote", "report")),
                    Map.entry("cli", Set.of("serve", "study", "load", "upload", "evaluate")));

    /// Library packages and the rooms that may use them.
    private static final Map<String, List<String>> HOMES =
            Map.ofEntries(
                    Map.entry("ai.onnxruntime..", List.of("model")),
                    Map.entry("ai.onnx..", List.of("model")),
                    Map.entry("com.google.protobuf..", List.of("model", "serve.grpc")),
                    Map.entry("io.grpc..", List.of("serve.grpc")),
                    Map.entry("io.netty..", List.of("serve.grpc")),
                    Map.entry("io.helidon.webserver..", List.of("serve")),
                    Map.entry("io.helidon.websocket..", List.of("serve")),
                    Map.entry("io.micrometer..", List.of("telemetry")),
                    Map.entry("io.prometheus..", List.of("telemetry")),
                    Map.entry("io.opentelemetry..", List.of("telemetry")),
                    Map.entry("org.HdrHistogram..", List.of("measure.load")),
                    Map.entry("org.apache.commons.compress..", List.of("files")),
                    Map.entry("org.apache.commons.statistics..", List.of("measure.statistics")),
                    Map.entry("org.apache.sshd..", List.of("files.ssh")),
                    Map.entry("picocli..", List.of("cli")));

    @TestFactory
    Stream<DynamicTest> everyRoomImportsOnlyWhereItsArrowsGo() {
        return ARROWS.keySet().stream()
                .sorted()
                .map(
                        room ->
                                DynamicTest.dynamicTest(
                                        room,
                                        () -> {
                                            Set<String> allowed = reach(room, new TreeSet<>());
                                            noClasses()
                                                    .that()
                                                    .resideInAPackage("dev.edgewise." + room + "..")
                                                    .should()
                                                    .dependOnClassesThat(
                                                            resideInAPackage("dev.edgewise..")
                                                                    .and(
                                                                            not(
                                                                                    resideInAnyPackage(
                                                                                            packages(
                                                                                                    allowed)))))
                                                    .allowEmptyShould(true)
                                                    .check(CLASSES);
                                        }));
    }

    @Test
    void everyRoomIsOnTheMap() {
        noClasses()
                .that()
                .resideInAPackage("dev.edgewise..")
                .should()
                .resideOutsideOfPackages(packages(ARROWS.keySet()))
                .check(CLASSES);
    }

    @Test
    void roomsFormNoCycle() {
        slices().matching("dev.edgewise.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void norDoTheirParts() {
        slices().matching("dev.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> everyLibraryHasOneHome() {
        return HOMES.entrySet().stream()
                .map(
                        home ->
                                DynamicTest.dynamicTest(
                                        home.getKey(),
                                        () ->
                                                noClasses()
                                                        .that()
                                                        .resideOutsideOfPackages(
                                                                packages(home.getValue()))
                                                        .should()
                                                        .dependOnClassesThat()
                                                        .resideInAPackage(home.getKey())
                                                        .allowEmptyShould(true)
                                                        .check(CLASSES)));
    }

    private static Set<String> reach(String room, Set<String> seen) {
        if (seen.add(room)) {
            ARROWS.getOrDefault(room, Set.of()).forEach(next -> reach(next, seen));
        }
        return seen;
    }

    private static String[] packages(Iterable<String> rooms) {
        return Stream.of(rooms)
                .flatMap(r -> java.util.stream.StreamSupport.stream(r.spliterator(), false))
                .map(room -> "dev.edgewise." + room + "..")
                .toArray(String[]::new);
    }
}
