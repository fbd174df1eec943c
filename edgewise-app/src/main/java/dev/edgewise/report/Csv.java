package dev.edgewise.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Rows of comma-separated values, with names in the first (RFC 4180). Numbers are as exact as
/// they are known; what isn't known is empty.
public final class Csv {

    private static final Pattern PLAIN = Pattern.compile("[^,\"\r\n]*");

    private final int columns;
    private final StringBuilder text = new StringBuilder();

    /// @param names of the columns, with units
    public Csv(String... names) {
        columns = names.length;
        line(List.of(names));
    }

    /// A row, value by value.
    public final class Row {

        private final List<String> values = new ArrayList<>();

        private Row() {}

        public Row add(String value) {
            values.add(value);
            return this;
        }

        public Row add(long value) {
            return add(Long.toString(value));
        }

        /// A number; NaN and infinity mean that there is none.
        public Row add(double value) {
            return add(Double.isFinite(value) ? Double.toString(value) : "");
        }

        public Row add(OptionalDouble value) {
            return add(value.orElse(Double.NaN));
        }

        /// Ends the row.
        ///
        /// @throws IllegalStateException if it has not one value a column
        public void end() {
            if (values.size() != columns) {
                throw new IllegalStateException(
                        values.size() + " values in a row of " + columns + " columns");
            }
            line(values);
        }
    }

    /// Begins a row.
    public Row row() {
        return new Row();
    }

    private void line(List<String> values) {
        text.append(values.stream().map(Csv::quoted).collect(Collectors.joining(",")));
        text.append("\r\n");
    }

    private static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    /// All of it.
    @Override
    public String toString() {
        return text.toString();
    }
}
