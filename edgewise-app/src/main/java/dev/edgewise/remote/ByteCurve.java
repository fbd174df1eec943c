package dev.edgewise.remote;

import java.util.Arrays;
import java.util.function.LongSupplier;

/// How many bytes have arrived by when, over one or several connections. Between two arrivals it
/// rises evenly.
final class ByteCurve {

    private final LongSupplier nanoTime;
    private long[] nanos = new long[1024];
    private long[] bytes = new long[1024];
    private int size;

    ByteCurve(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        nanos[0] = nanoTime.getAsLong();
        size = 1;
    }

    /// Adds bytes that have arrived now, and tells when that is.
    synchronized long add(long count) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        nanos[size] = nanoTime.getAsLong();
        bytes[size] = bytes[size - 1] + count;
        return nanos[size++];
    }

    /// Bits a second between two moments.
    synchronized double rate(long from, long to) {
        return (at(to) - at(from)) * 8e9 / (to - from);
    }

    private double at(long moment) {
        int low = 0;
        int high = size;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (nanos[middle] - moment <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if (high == size || moment - nanos[low] <= 0) {
            return bytes[low];
        }
        double share = (double) (moment - nanos[low]) / (nanos[high] - nanos[low]);
        return bytes[low] + share * (bytes[high] - bytes[low]);
    }
}
