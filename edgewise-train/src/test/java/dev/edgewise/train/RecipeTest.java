package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RecipeTest {

    private static final int STEPS = 20;

    @Test
    void theRateRisesInAStraightLine() {
        Recipe recipe = Recipe.bcResNet(1);
        for (int step = 0; step < 5 * STEPS; step++) {
            assertThat(recipe.rate(step, STEPS))
                    .isCloseTo(0.1 * (step + 1) / (5 * STEPS), within(1e-12));
        }
    }

    @Test
    void theRateThenFallsAlongACosineToZero() {
        Recipe recipe = Recipe.bcResNet(1).withEpochs(15);
        assertThat(recipe.rate(5 * STEPS, STEPS)).isEqualTo(0.1);
        assertThat(recipe.rate(10 * STEPS, STEPS)).isCloseTo(0.05, within(1e-12));
        double last = recipe.rate(15 * STEPS - 1, STEPS);
        assertThat(last).isBetween(0.0, 1e-5);
        for (int step = 5 * STEPS; step < 15 * STEPS - 1; step++) {
            assertThat(recipe.rate(step + 1, STEPS)).isLessThan(recipe.rate(step, STEPS));
        }
        assertThat(recipe.rate(15 * STEPS, STEPS)).isCloseTo(0, within(1e-12));
    }

    @Test
    void aTrainingThatEndsWithinTheWarmUpOnlyRises() {
        Recipe recipe = Recipe.bcResNet(1).withEpochs(2);
        assertThat(recipe.rate(2 * STEPS - 1, STEPS)).isCloseTo(0.04, within(1e-12));
    }

    @Test
    void theTutorialsRateStays() {
        assertThat(Recipe.TUTORIAL.rate(0, STEPS)).isEqualTo(1e-3);
        assertThat(Recipe.TUTORIAL.rate(10 * STEPS - 1, STEPS)).isEqualTo(1e-3);
    }

    @Test
    void theLastStepOfAnEpochTakesWhatIsLeft() {
        assertThat(Recipe.bcResNet(1).steps(200)).isEqualTo(2);
        assertThat(Recipe.bcResNet(1).steps(201)).isEqualTo(3);
    }

    @Test
    void clipsAreMaskedFromTau1And5OnAndMoreSoTheWiderTheNetwork() {
        assertThat(Recipe.bcResNet(1).augmentation().masks()).isZero();
        assertThat(Recipe.bcResNet(1.5).augmentation().masks()).isEqualTo(1);
        assertThat(Recipe.bcResNet(2).augmentation().masks()).isEqualTo(3);
        assertThat(Recipe.bcResNet(3).augmentation().masks()).isEqualTo(5);
    }

    @Test
    void theWordsThatCheckpointsAreComparedByStay() {
        assertThat(Recipe.bcResNet(1.5).withEpochs(30).inWords())
                .isEqualTo(
                        "SGD, momentum 0.9, weight decay 0.001, learning rate 0.1 after 5 epochs of"
                                + " warm-up, cosine to 0, batch 100, at most 30 epochs; shifted by"
                                + " up to 1600 samples, noise up to 0.1, each with probability 0.8;"
                                + " SpecAugment: two times of up to 20 frames, two bands of up to"
                                + " 1");
        assertThat(Recipe.TUTORIAL.inWords())
                .isEqualTo(
                        "Adam, learning rate 0.001, batch 64, at most 10 epochs, ended once the"
                                + " validation loss has not fallen for 2");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Recipe.TUTORIAL.withEpochs(0))
                .hasMessageContaining("must be above 0");
        assertThatThrownBy(() -> Recipe.TUTORIAL.withPatience(-1))
                .hasMessageContaining("must be 0 or more");
    }
}
