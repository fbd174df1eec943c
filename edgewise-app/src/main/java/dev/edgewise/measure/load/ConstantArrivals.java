package dev.edgewise.measure.load;

/// One request after another in equal steps, the first at once. Such a load meets a server whose
/// work has the same rhythm always at the same moment; [PoissonArrivals] don't.
public final class ConstantArrivals implements Arrivals {

    private final double perSecond;
    private long count;

    /// @param perSecond above 0, at most 10^9
    public ConstantArrivals(double perSecond) {
        this.perSecond = PoissonArrivals.requireRate(perSecond);
    }

    @Override
    public long nextNanos() {
        // From the number, not from the last time: steps that aren't whole would add up.
        return Math.round(count++ * 1e9 / perSecond);
    }

    @Override
    public double perSecond() {
        return perSecond;
    }
}
