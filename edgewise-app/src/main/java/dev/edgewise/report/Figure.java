package dev.edgewise.report;

/// Something drawn on a [Page]. Whoever can't see it gets the same in words and in numbers.
public sealed interface Figure
        permits BoxPlot,
                LetterValuePlot,
                Ecdf,
                TimeSeries,
                Waterfall,
                StackedBars,
                Curves,
                HeatMap,
                Timeline,
                Diagram {

    /// What the figure shows, in words.
    String alternative();

    /// The numbers that the figure is drawn from.
    Table data();
}
