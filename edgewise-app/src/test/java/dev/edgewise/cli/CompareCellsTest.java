package dev.edgewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Browser;
import dev.edgewise.Command;
import dev.edgewise.measure.Sample;
import dev.edgewise.measure.SampleReader;
import dev.edgewise.measure.Stage;
import dev.edgewise.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Two models, which call themselves alike, over two links in one run.
class CompareCellsTest {

    private static final String SPEC = "rtt=3ms,down=80M,up=40M,queue=262145";

    @TempDir static Path folder;

    private static Command.Result run;
    private static JsonNode result;
    private static List<Sample> samples;

    @BeforeAll
    static void compare() throws IOException {
        Files.write(folder.resolve("small.onnx"), ModelStore.bytes("tutorial-cnn"));
        run =
                Command.runIn(
                        folder,
                        "compare",
                        "--model=tutorial-cnn",
                        "--model=small.onnx",
                        "--link=loopback",
                        "--link=" + SPEC,
                        "--requests=10",
                        "--out=out");
        assertThat(run.err()).isEmpty();
        result = JsonMapper.shared().readTree(folder.resolve("out/result.json"));
        samples = SampleReader.readWholeLines(folder.resolve("out/samples.jsonl")).samples();
    }

    @Test
    void eachModelOverEachLinkIsACellThatLooksLikeAStudyOfItsOwn() {
        List<String> cells = new ArrayList<>();
        for (JsonNode cell : result.path("cells")) {
            cells.add(cell.path("model").asString() + " " + cell.at("/link/asked/name").asString());
            assertThat(cell.at("/places/remote-body/request/n").asInt()).isEqualTo(10);
            assertThat(cell.at("/verdict/sentence").asString()).contains("emulated link");
            assertThat(cell.at("/link/measured/round_trip_ms").isNumber()).isTrue();
        }
        assertThat(cells)
                .containsExactly(
                        "tutorial-cnn loopback",
                        "tutorial-cnn " + SPEC,
                        "small loopback",
                        "small " + SPEC);
    }

    @Test
    void samplesAreCalledByWhatDiffersAndTheEdgesBelongToAllLinks() {
        Set<String> names = new LinkedHashSet<>();
        samples.stream()
                .filter(s -> s.stage() == Stage.MEASURED && !s.place().startsWith("upload"))
                .forEach(s -> names.add(s.place()));
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "edge/tutorial-cnn",
                        "edge/small",
                        "edge-http/tutorial-cnn",
                        "edge-http/small",
                        "remote-path@loopback/tutorial-cnn",
                        "remote-path@loopback/small",
                        "remote-path@" + SPEC + "/tutorial-cnn",
                        "remote-path@" + SPEC + "/small",
                        "remote-body@loopback/tutorial-cnn",
                        "remote-body@loopback/small",
                        "remote-body@" + SPEC + "/tutorial-cnn",
                        "remote-body@" + SPEC + "/small");
        assertThat(result.at("/cells/0/places/edge-http"))
                .isEqualTo(result.at("/cells/1/places/edge-http"));
    }

    @Test
    void textAndPageShowATableOfAllAndThenEach() throws IOException {
        assertThat(run.out())
                .contains("tutorial-cnn over loopback\n==========", "small over " + SPEC)
                .contains("What was found\n- ");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(Files.readString(folder.resolve("out/index.html")))
                .contains(" 4 combinations of model and link, offloading ");
        try (Browser browser = Browser.start();
                Browser.Visit visit =
                        browser.visit(folder.resolve("out/index.html"), 1200, false)) {
            assertThat(visit.page().locator("h2").allInnerTexts())
                    .startsWith("All together", "What was measured, tutorial-cnn over loopback");
            assertThat(visit.complaints()).isEmpty();
        }
    }
}
