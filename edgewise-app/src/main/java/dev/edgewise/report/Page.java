package dev.edgewise.report;

import java.util.ArrayList;
import java.util.List;

/// A document: a title, the verdict in a sentence, and sections of text, tables and figures, which
/// are numbered as they come. [#html()] makes one file of it that needs no network and shows in
/// light and dark, on a phone and on paper. A number and its unit are kept on
/// one line there by a no-break space.
public final class Page {

    private final List<Block> blocks = new ArrayList<>();
    private final String title;
    private final String lead;
    private final List<String> marks = new ArrayList<>();

    /// A value that is worth being seen first.
    ///
    /// @param name what it is
    /// @param value with its unit
    /// @param detail an interval, say; may be empty
    public record Fact(String name, String value, String detail) {}

    /// What a page is made of, from top to bottom.
    sealed interface Block {}

    record Heading(String text) implements Block {}

    record Paragraph(String text) implements Block {}

    record Bullets(List<String> items) implements Block {}

    record Facts(List<Fact> facts) implements Block {}

    record Terms(List<Fact> terms) implements Block {}

    record Tabled(Table table) implements Block {}

    record Drawn(Figure figure, String caption) implements Block {}

    /// A page that says `lead`, the verdict, first.
    public Page(String title, String lead) {
        this.title = title;
        this.lead = lead;
    }

    /// A word or two beside the title about the whole ("emulated link", "partial").
    public Page mark(String text) {
        marks.add(text);
        return this;
    }

    /// Begins a section.
    public Page section(String heading) {
        return add(new Heading(heading));
    }

    /// A paragraph of plain text.
    public Page paragraph(String text) {
        return add(new Paragraph(text));
    }

    /// A list of plain texts.
    public Page bullets(List<String> items) {
        return add(new Bullets(List.copyOf(items)));
    }

    /// Values to be seen at a glance, side by side; three or four.
    public Page facts(Fact... facts) {
        return add(new Facts(List.of(facts)));
    }

    /// Names and their values, one below the other: a context, say. Details stand in brackets.
    public Page terms(List<Fact> terms) {
        return add(new Terms(List.copyOf(terms)));
    }

    /// A table; its title becomes the caption.
    public Page table(Table table) {
        return add(new Tabled(table));
    }

    /// A figure and its caption, with its data one click away.
    public Page figure(Figure figure, String caption) {
        return add(new Drawn(figure, caption));
    }

    /// The whole page.
    public String html() {
        return new PageHtml(this).html();
    }

    String title() {
        return title;
    }

    String lead() {
        return lead;
    }

    List<String> marks() {
        return List.copyOf(marks);
    }

    List<Block> blocks() {
        return List.copyOf(blocks);
    }

    private Page add(Block block) {
        blocks.add(block);
        return this;
    }
}
