package dev.edgewise.train;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// Holds the arrows of the trainer's module: `train` may use `dataset`, both may use `recognize`,
/// what that may, and `report`; only what reads options sees the program's main.
class TrainHouseTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.edgewise.train", "dev.edgewise.dataset");

    /// Where options are read: the mains, and the commands of a main that has several.
    private static final DescribedPredicate<JavaClass> READS_OPTIONS =
            describe(
                    "read options",
                    type -> type.getName().matches(".*\\.(Main|[A-Za-z]+Command)(\\$.*)?"));

    @Test
    void trainImportsOnlyDatasetEvaluateMeasureRecognizeModelAudioAndReport() {
        importsOnly("train", "train|dataset|evaluate|measure|recognize|model|audio|report");
    }

    @Test
    void datasetImportsOnlyRecognizeAudioAndReport() {
        importsOnly("dataset", "dataset|recognize|audio|report");
    }

    @Test
    void pyTorchIsSeenByTwoClasses() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Torch.class.getName())
                .and()
                .doNotHaveFullyQualifiedName(TorchNetwork.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(CLASSES);
    }

    @Test
    void optionsAreReadInMainAndItsCommandsAlone() {
        noClasses()
                .that(DescribedPredicate.not(READS_OPTIONS))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLASSES);
    }

    @Test
    void theWebAndArchivesAreSeenByDatasetAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.edgewise.dataset")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "org.apache.commons.compress..")
                .check(CLASSES);
    }

    private static void importsOnly(String room, String rooms) {
        noClasses()
                .that()
                .resideInAPackage("dev.edgewise." + room)
                .and(DescribedPredicate.not(READS_OPTIONS))
                .should()
                .dependOnClassesThat(
                        describe(
                                "lie in other rooms of the program",
                                other ->
                                        other.getPackageName().startsWith("dev.edgewise.")
                                                && !other.getPackageName()
                                                        .matches(
                                                                "dev\\.edgewise\\.("
                                                                        + rooms
                                                                        + ")")))
                .check(CLASSES);
    }
}
