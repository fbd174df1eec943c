package dev.edgewise.train;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// Holds the trainer's arrows: it may use `recognize` and what
/// that may, and `report`, and its main the program's
/// main.
class TrainHouseTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.edgewise.train");

    @Test
    void itImportsOnlyRecognizeModelAudioAndReport() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .dependOnClassesThat(
                        com.tngtech.archunit.base.DescribedPredicate.describe(
                                "lie in other rooms of the program",
                                other ->
                                        other.getPackageName().startsWith("dev.edgewise.")
                                                && !other.getPackageName()
                                                        .matches(
                                                                "dev\\.edgewise\\.(train|recognize|model|audio|report)")))
                .check(CLASSES);
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
    void optionsAreReadInMainAlone() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLASSES);
    }
}
