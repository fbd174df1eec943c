package dev.edgewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.edgewise.model.ModelException;
import dev.edgewise.model.OnnxFunction;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontEndTest {

    @Test
    void thePictureOfWhatIsReadIsThatOfTheWholeSpectrogram() throws ModelException {
        PictureFrontEnd frontEnd = PictureFrontEnd.TUTORIAL;
        float[] signal = signal();
        float[] whole = run(OnnxExport.wholeHead(frontEnd), signal, PictureFrontEnd.FEATURES);
        float[] gathered = run(OnnxExport.head(frontEnd), signal, PictureFrontEnd.FEATURES);
        assertThat(gathered).hasSize(32 * 32).hasSameSizeAs(whole);
        for (int i = 0; i < whole.length; i++) {
            assertThat(gathered[i]).isCloseTo(whole[i], offset(5e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 50, 99, 100})
    void aFrameHasTheLogarithmsOfItsMelPowers(int frame) throws ModelException {
        float[] signal = signal();
        float[] features =
                run(OnnxExport.head(LogMelFrontEnd.FORTY_MELS), signal, LogMelFrontEnd.LOG_MEL);
        assertThat(features).hasSize(40 * 101);
        double[] expected = logMels(signal, 160 * frame - 240, 0, 8_000);
        for (int mel = 0; mel < 40; mel++) {
            assertThat((double) features[mel * 101 + frame])
                    .as("mel %d", mel)
                    .isCloseTo(expected[mel], offset(1e-4));
        }
    }

    @Test
    void theCepstrumIsTheCosineTransformOfTheLogarithms() throws ModelException {
        float[] signal = signal();
        float[] features =
                run(OnnxExport.head(LogMelFrontEnd.MLPERF_TINY), signal, LogMelFrontEnd.CEPSTRUM);
        assertThat(features).hasSize(49 * 10);
        double[] mels = logMels(signal, 320 * 48, 20, 4_000);
        for (int c = 0; c < 10; c++) {
            double sum = 0;
            for (int mel = 0; mel < 40; mel++) {
                sum += mels[mel] * Math.cos(Math.PI * c * (mel + 0.5) / 40);
            }
            double expected = sum * Math.sqrt((c == 0 ? 1 : 2) / 40.0);
            assertThat((double) features[48 * 10 + c]).isCloseTo(expected, offset(2e-4));
        }
    }

    /// By the definition, one sum a bin.
    private static double[] logMels(float[] signal, int from, double lowest, double highest) {
        double[] mels = new double[40];
        double low = 2595 * Math.log10(1 + lowest / 700);
        double high = 2595 * Math.log10(1 + highest / 700);
        for (int bin = 0; bin <= 256; bin++) {
            double real = 0;
            double imaginary = 0;
            for (int i = 0; i < 480; i++) {
                int place = from + i;
                double sample = place >= 0 && place < signal.length ? signal[place] : 0;
                double windowed = sample * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / 480));
                real += windowed * Math.cos(2 * Math.PI * bin * i / 512);
                imaginary += windowed * Math.sin(2 * Math.PI * bin * i / 512);
            }
            for (int mel = 0; mel < 40; mel++) {
                double[] corner = new double[3];
                for (int i = 0; i < 3; i++) {
                    corner[i] =
                            700 * (Math.pow(10, (low + (high - low) * (mel + i) / 41) / 2595) - 1);
                }
                double hertz = bin * 31.25;
                double share =
                        Math.min(
                                (hertz - corner[0]) / (corner[1] - corner[0]),
                                (corner[2] - hertz) / (corner[2] - corner[1]));
                mels[mel] += Math.max(0, share) * (real * real + imaginary * imaginary);
            }
        }
        for (int mel = 0; mel < 40; mel++) {
            mels[mel] = Math.log(mels[mel] + 1e-6);
        }
        return mels;
    }

    private static float[] run(byte[] graph, float[] waveform, String tensor)
            throws ModelException {
        try (OnnxFunction function = OnnxFunction.load("front end", graph, 1)) {
            return Objects.requireNonNull(function.run(waveform, 1, waveform.length).get(tensor));
        }
    }

    private static float[] signal() {
        Random random = new Random(5);
        float[] signal = new float[16_000];
        for (int i = 0; i < signal.length; i++) {
            double tone = 0.4 * Math.sin(2 * Math.PI * (300 + 0.1 * i) * i / 16_000);
            signal[i] = (float) (tone + 0.1 * random.nextGaussian());
        }
        return signal;
    }
}
