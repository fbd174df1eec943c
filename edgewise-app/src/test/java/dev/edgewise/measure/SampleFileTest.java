package dev.edgewise.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFileTest {

    @TempDir Path folder;

    @Test
    void aSampleComesBackAsItWasWritten() throws Exception {
        Path file = folder.resolve("samples.jsonl");
        Map<String, Long> phases = new LinkedHashMap<>();
        phases.put("read", 12_345L);
        phases.put("predict", 220_000L);
        List<Sample> samples =
                List.of(
                        sample(0, new Outcome(Status.ANSWERED, 1_300_000, phases, 60, 210, "yes")),
                        sample(1, Outcome.without(Status.REFUSED, 9, "503 \"full\"\nnächste")));
        write(file, samples);

        assertThat(SampleReader.readWholeLines(file).samples()).isEqualTo(samples);
        assertThat(
                        SampleReader.readWholeLines(file)
                                .samples()
                                .getFirst()
                                .outcome()
                                .phaseNanos()
                                .keySet())
                .containsExactly("read", "predict");
    }

    @Test
    void eachSampleIsOneLineInSnakeCaseThatBeginsWithTheVersion() throws Exception {
        Path file = folder.resolve("samples.jsonl");
        write(file, List.of(sample(3, Outcome.without(Status.FAILED, 5, "reset"))));

        assertThat(Files.readString(file))
                .isEqualTo(
                        "{\"version\":1,\"place\":\"edge\",\"block\":2,\"index\":3,"
                                + "\"item\":\"yes/a.wav\",\"stage\":\"MEASURED\","
                                + "\"start_nanos\":77,\"timeout_nanos\":1000000000,"
                                + "\"outcome\":{\"status\":\"FAILED\",\"nanos\":5,"
                                + "\"phase_nanos\":{},\"bytes_out\":0,\"bytes_in\":0,"
                                + "\"detail\":\"reset\"}}\n");
    }

    @Test
    void theOrderOfTheKeysDoesNotMatter() throws Exception {
        Path file = folder.resolve("samples.jsonl");
        write(file, List.of(answered(0)));
        String text = Files.readString(file);
        Files.writeString(
                file, text.replace("{\"version\":1,", "{").replace("}}", "},\"version\":1}"));

        assertThat(SampleReader.readWholeLines(file).samples()).containsExactly(answered(0));
    }

    @Test
    void textsThatComeAgainAreKeptOnce() throws Exception {
        Path file = folder.resolve("samples.jsonl");
        write(file, List.of(answered(0), answered(1)));
        List<Sample> samples = SampleReader.readWholeLines(file).samples();

        assertThat(samples.get(1).item()).isSameAs(samples.get(0).item());
        assertThat(samples.get(1).outcome().detail()).isSameAs(samples.get(0).outcome().detail());
    }

    @Test
    void whatWasWrittenIsInTheFileBeforeTheWriterIsClosed() throws Exception {
        Path file = folder.resolve("samples.jsonl");
        try (SampleWriter writer = SampleWriter.create(file)) {
            writer.write(sample(0, Outcome.without(Status.FAILED, 5, "reset")));
            assertThat(SampleReader.readWholeLines(file).samples()).hasSize(1);
        }
    }

    @Test
    void aLastLineThatIsCutOffIsLeftOutAndTold() throws Exception {
        Path file = folder.resolve("samples.jsonl");
        write(file, List.of(answered(0), answered(1), answered(2)));
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 30));

        SampleReader.Found found = SampleReader.readWholeLines(file);
        assertThat(found.cutOff()).isTrue();
        assertThat(found.samples()).containsExactly(answered(0), answered(1));
    }

    @Test
    void aLineThatIsCutOffInTheMiddleOfACharacterIsLeftOut() throws Exception {
        Path file = folder.resolve("samples.jsonl");
        List<Sample> whole =
                List.of(sample(0, Outcome.without(Status.FAILED, 5, "möglich")), answered(1));
        write(file, whole);
        byte[] cut = "{\"version\":1,\"place\":\"straße\u00e4".getBytes(StandardCharsets.UTF_8);
        Files.write(file, Arrays.copyOf(cut, cut.length - 1), StandardOpenOption.APPEND);

        assertThat(SampleReader.readWholeLines(file))
                .isEqualTo(new SampleReader.Found(whole, true));
    }

    @Test
    void linesOfAnyLengthAreReadWhole() throws Exception {
        Path file = folder.resolve("samples.jsonl");
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            samples.add(sample(i, Outcome.without(Status.FAILED, 5, "ö".repeat(i * 1_331))));
        }
        write(file, samples);

        assertThat(SampleReader.readWholeLines(file))
                .isEqualTo(new SampleReader.Found(samples, false));
    }

    @Test
    void aLineOfAnotherVersionIsNamed() throws Exception {
        assertBroken("\"version\":1", "\"version\":2", "\"version\": 1 is needed, got 2");
        assertBroken("\"version\":1,", "", "\"version\": 1 is needed, got none");
    }

    @Test
    void aValueThatMakesNoSenseIsNamed() throws Exception {
        assertBroken("\"block\":2", "\"block\":-2", "block: must not be negative, got -2");
        assertBroken("\"nanos\":5", "\"nanos\":-5", "nanos: must not be negative, got -5");
        assertBroken("ANSWERED", "GUESSED", "GUESSED");
        assertBroken("\"item\":\"yes/a.wav\",", "", "item");
        assertBroken("\"item\":\"yes/a.wav\"", "\"item\":null", "item");
        assertBroken("\"item\"", "\"clip\":1,\"item\"", "clip");
    }

    @Test
    void whatIsNotAnObjectIsNamed() throws Exception {
        Path file = folder.resolve("samples.jsonl");
        for (String text : List.of("17\n", "\n", "hello\n", "[]\n", "{} {}\n")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> SampleReader.readWholeLines(file))
                    .isInstanceOf(SampleException.class)
                    .hasMessageStartingWith(file + ": line 1 is broken: ")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void bytesThatAreNotTextAreNamed() throws Exception {
        Path file = folder.resolve("samples.jsonl");
        Files.write(file, new byte[] {(byte) 0xc3, (byte) 0x28, '\n'});

        assertThatThrownBy(() -> SampleReader.readWholeLines(file))
                .isInstanceOf(SampleException.class)
                .hasMessageStartingWith(file + ": can't be read after line 0");
    }

    @Test
    void aFileThatCannotBeMadeIsNamed() {
        Path file = folder.resolve("nowhere/samples.jsonl");

        assertThatThrownBy(() -> SampleWriter.create(file))
                .isInstanceOf(SampleException.class)
                .hasMessageStartingWith(file + ": can't be written");
        assertThatThrownBy(() -> SampleReader.readWholeLines(file))
                .isInstanceOf(SampleException.class)
                .hasMessageStartingWith(file + ": ");
    }

    private void assertBroken(String part, String replacement, String reason) throws Exception {
        Path file = folder.resolve("samples.jsonl");
        write(file, List.of(answered(0)));
        String text = Files.readString(file);
        assertThat(text).contains(part);
        Files.writeString(file, text.replace(part, replacement));

        assertThatThrownBy(() -> SampleReader.readWholeLines(file))
                .isInstanceOf(SampleException.class)
                .hasMessageStartingWith(file + ": line 1 is broken: ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    private static void write(Path file, List<Sample> samples) throws SampleException {
        try (SampleWriter writer = SampleWriter.create(file)) {
            for (Sample sample : samples) {
                writer.write(sample);
            }
        }
    }

    private static Sample answered(int index) {
        return sample(index, new Outcome(Status.ANSWERED, 5, Map.of(), 1, 2, "yes"));
    }

    private static Sample sample(int index, Outcome outcome) {
        return new Sample(
                "edge", 2, index, "yes/a.wav", Stage.MEASURED, 77, 1_000_000_000, outcome);
    }
}
