package dev.edgewise.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.Accessibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyPageTest {

    @TempDir Path folder;

    private String page(int blocks) throws IOException {
        SampleRun.write(folder, blocks);
        return StudyPage.of(StudyRun.read(folder)).html();
    }

    @Test
    void aRunAsLongAsTheReportsMakesAPageOfLessThanThreeMegabytes() throws IOException {
        String html = page(35);
        assertThat(html.length()).isLessThan(3_000_000);
    }

    @Test
    void showsTailsDistributionsSingleRequestsAndTheCourse() throws IOException {
        String html = page(35);
        for (String kind :
                new String[] {"boxes", "letters", "ecdf", "bars", "waterfall", "series"}) {
            assertThat(html).contains("\"kind\":\"" + kind + "\"");
        }
        assertThat(
                        Pattern.compile("aria-label=\"(Each value in ms[^\"]*)\"")
                                .matcher(html)
                                .results())
                .singleElement()
                .satisfies(
                        found ->
                                assertThat(found.group(1))
                                        .contains("edge-http: 820 values, of which warm-up: 120")
                                        .contains("not answered: 1")
                                        .contains("cold start: 35"));
    }

    @Test
    void breaksNoRuleOfAccessibility() throws IOException {
        Accessibility.check(Files.writeString(folder.resolve("page.html"), page(8)));
    }

    @Test
    void aRunOfOneBlockHasAPageToo() throws IOException {
        assertThat(page(1)).contains("\"kind\":\"series\"");
    }
}
