package dev.edgewise.train;

import dev.edgewise.train.Layer.Size;

/// The shape of what lies between two layers: channels of rows x columns. What [Layer.Flatten]
/// and [Layer.Average] make has one row and one column.
record Picture(int channels, int rows, int columns) {

    Picture {
        if (channels < 1 || rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "a picture needs channels, rows and columns, got "
                            + channels
                            + " x "
                            + rows
                            + " x "
                            + columns);
        }
    }

    /// Its values.
    int size() {
        return channels * rows * columns;
    }

    /// What `layer` makes of it.
    Picture after(Layer layer) {
        return switch (layer) {
            case Layer.Convolution c ->
                    new Picture(
                            c.depthwise() ? channels : c.filters(),
                            length(rows, c, Size::rows),
                            length(columns, c, Size::columns));
            case Layer.MaxPool pool ->
                    new Picture(channels, rows / pool.size(), columns / pool.size());
            case Layer.Average _ -> new Picture(channels, 1, 1);
            case Layer.Flatten _ -> new Picture(size(), 1, 1);
            case Layer.Dense dense -> new Picture(dense.units(), 1, 1);
            case Layer.Broadcast broadcast -> {
                Picture made = this;
                for (Layer inner : broadcast.frequency()) {
                    made = made.after(inner);
                }
                yield made;
            }
            case Layer.Normalization _, Layer.BatchNorm _, Layer.Dropout _ -> this;
        };
    }

    private static int length(int length, Layer.Convolution c, ToLength side) {
        int kernel = (side.of(c.kernel()) - 1) * side.of(c.dilation()) + 1;
        return (length + 2 * side.of(c.padding()) - kernel) / side.of(c.stride()) + 1;
    }

    @FunctionalInterface
    private interface ToLength {
        int of(Size size);
    }
}
