package dev.edgewise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    private static final String FLOOR = "a 99th percentile needs 662 samples";

    private static final Table AVERAGES =
            Table.of(
                            "Averages",
                            Column.text(""),
                            Column.number("local", "ms").in("this run"),
                            Column.number("remote", "ms").in("this run"),
                            Column.number("local", "ms").in("the report"),
                            Column.number("remote", "ms").in("the report"))
                    .row(
                            Cell.of("file upload"),
                            Cell.absent("nothing is uploaded"),
                            Cell.of(99.84, 1),
                            Cell.absent("nothing is uploaded"),
                            Cell.of(99.8, 1))
                    .row(
                            Cell.of("p99 of request"),
                            Cell.absent(FLOOR),
                            Cell.of(121.14, 1),
                            Cell.of("75.8"),
                            Cell.of("121.1"))
                    .total(
                            Cell.of("total"),
                            Cell.of(75.8, 1),
                            Cell.of(220.98, 1),
                            Cell.of(75.8, 1),
                            Cell.of(220.9, 1))
                    .note("Closed loop, one request at a time.");

    @Test
    void inMarkdownGroupsStandInTheHeadingsAndNothingIsMarkup() {
        assertThat(AVERAGES.markdown())
                .isEqualTo(
                        """
                        **Averages**

                        |  | this run: local (ms) | this run: remote (ms) | the report: local (ms) \
                        | the report: remote (ms) |
                        | --- | ---: | ---: | ---: | ---: |
                        | file upload | -<sup>1</sup> | 99.8 | -<sup>1</sup> | 99.8 |
                        | p99 of request | -<sup>2</sup> | 121.1 | 75.8 | 121.1 |
                        | **total** | **75.8** | **221.0** | **75.8** | **220.9** |

                        <sup>1</sup> nothing is uploaded

                        <sup>2</sup> a 99th percentile needs 662 samples

                        Closed loop, one request at a time.
                        """);
        assertThat(Table.of("", Column.text("a|b")).row("*x* <b>\n[1]").markdown())
                .isEqualTo(
                        """
                        | a\\|b |
                        | --- |
                        | \\*x\\* \\<b\\> \\[1\\] |
                        """);
    }

    @Test
    void linesUpNumbersAndHangsTheMarksOfFootnotes() {
        assertThat(AVERAGES.text(80))
                .isEqualTo(
                        """
                        Averages

                                        ── this run ──  ─ the report ─
                                        local   remote  local   remote
                                         (ms)     (ms)   (ms)     (ms)
                        ──────────────────────────────────────────────
                        file upload         -¹    99.8      -¹    99.8
                        p99 of request      -²   121.1   75.8    121.1
                        ──────────────────────────────────────────────
                        total            75.8    221.0   75.8    220.9
                        ¹ nothing is uploaded
                        ² a 99th percentile needs 662 samples
                        Closed loop, one request at a time.""");
    }

    @Test
    void wrapsTextsBeforeItGrowsWiderThanTheTerminal() {
        Table table =
                Table.of("", Column.text("file"), Column.text("reason"), Column.number("n", ""))
                        .row("a.wav", "word ".repeat(40), "1");

        assertThat(table.text(60).lines()).allMatch(line -> TerminalText.width(line) <= 60);
        assertThat(table.text(60)).contains("word word").contains(" 1\n");
    }

    @Test
    void continuesColumnsThatDoNotFitBelowWithTheFirstColumnAgain() {
        Column[] columns = new Column[20];
        String[] cells = new String[20];
        columns[0] = Column.text("word");
        cells[0] = "yes";
        for (int i = 1; i < 20; i++) {
            columns[i] = Column.number("column" + i, "");
            cells[i] = String.valueOf(1000 + i);
        }
        String text = Table.of("", columns).row(cells).text(80);

        assertThat(text.lines()).allMatch(line -> TerminalText.width(line) <= 80);
        assertThat(text.lines().filter(line -> line.startsWith("yes"))).hasSizeGreaterThan(1);
        for (int i = 1; i < 20; i++) {
            assertThat(text).contains("column" + i).contains(String.valueOf(1000 + i));
        }
    }

    @Test
    void measuresWideAndCombiningCharactersAsATerminalDoes() {
        assertThat(TerminalText.width("語")).isEqualTo(2);
        assertThat(TerminalText.width("é")).isEqualTo(1);
        assertThat(Table.of("", Column.text("a"), Column.number("b", "")).row("語", "1").text(80))
                .isEqualTo("a   b\n─────\n語  1");
    }

    @Test
    void lettersThatMoveTheCursorAreReplaced() {
        Table table = Table.of("", Column.text("file")).row("a\u001b[2Jb\u202ec\nd");

        assertThat(table.text(80)).doesNotContain("\u001b", "\u202e").endsWith("a�[2Jb�c�d");
    }

    @Test
    void aRowOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> Table.of("", Column.text("a")).row("1", "2"))
                .hasMessage("a row of 2 cells in a table of 1 columns");
    }

    @Test
    void aNumberThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Cell.of(Double.NaN, 1))
                .hasMessage("a number in a table must be finite: NaN");
    }
}
