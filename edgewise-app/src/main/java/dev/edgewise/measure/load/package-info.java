/// Load: requests are sent by a schedule that doesn't wait ([OpenLoop], [Arrivals]), and each
/// latency runs from the moment the request was *meant* to be sent. What the generator itself
/// could not send in time, or at all, is part of its result ([LoadResult]). How much there is
/// to be had at most is found out by a [ClosedLoop] of several connections.
///
/// A [LoadWatch] is told of each request as it ends: [Slices] makes of them a load over time,
/// and a [HistogramLog]. A [CapacitySearch] finds the highest rate that keeps to an [Objective].
@NullMarked
package dev.edgewise.measure.load;

import org.jspecify.annotations.NullMarked;
