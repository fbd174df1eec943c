package dev.edgewise.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SideBySideTest {

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        SampleRun.write(folder, 2);
        Path study = folder.resolve(StudyFile.NAME);
        Files.writeString(study, StudyFile.read(folder).ended(new Ending.Unknown()).json());
    }

    @Test
    void whatToReadWithCareNamesTheFolderOfASingleRun() throws IOException {
        JsonNode json =
                JsonMapper.shared().readTree(SideBySideJson.of(SideBySide.read(List.of(folder))));

        assertThat(json.at("/cautions/0").asString())
                .isEqualTo(folder + " is partial: less was measured than was planned.");
    }

    @Test
    void markdownOfAPartialRunSaysSoBelowItsTable() throws IOException {
        String markdown = SideBySideText.markdown(SideBySide.read(List.of(folder)));

        assertThat(markdown)
                .startsWith("**Average times in ms")
                .contains("**Read with care**\n\n- ")
                .contains(" is partial: less was measured than was planned.\n");
    }
}
