package dev.edgewise.remote;

import dev.edgewise.measure.statistics.Estimate;
import java.time.Duration;
import java.util.List;

/// One direction's rate, in Mbit/s of payload.
///
/// @param estimate over `slices`
/// @param slices rates of equally long stretches of time in a row, in Mbit/s
/// @param connections that it was measured over
/// @param enough how many fill the link: more of them were no faster; 0 if that wasn't reached
/// @param leftOut the time before the slices: slow start, and finding how many connections it takes
/// @param steady false if the rate was still rising when half of the time had passed
public record LinkRate(
        Estimate estimate,
        List<Double> slices,
        int connections,
        int enough,
        Duration leftOut,
        boolean steady) {

    public LinkRate {
        slices = List.copyOf(slices);
        if (!(estimate.value() > 0)) {
            throw new IllegalArgumentException("a rate must be positive, got " + estimate.value());
        }
    }
}
