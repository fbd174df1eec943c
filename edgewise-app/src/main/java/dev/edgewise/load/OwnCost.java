package dev.edgewise.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// What the generator itself took from its machine, and how busy that was: where little is left,
/// what
/// looks like the server's slowness may be the generator's.
///
/// @param cores that this process kept busy on average
/// @param available how many there are
/// @param machineBusy share of all cores that somebody kept busy, from 0 to 1; NaN where that can't
///     be read
public record OwnCost(double cores, int available, double machineBusy) {

    private static final double BUSY = 0.9;
    private static final double MOST_OWN = 0.75;

    /// Whether so little was left that the generator may have been in its own way.
    boolean scarce() {
        return machineBusy >= BUSY || cores >= MOST_OWN * available;
    }

    /// A measurement of it that is under way.
    static final class Meter {

        private final OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        private final long beginNanos = System.nanoTime();
        private final long ownNanos = system.getProcessCpuTime();

        Meter() {
            // What is told is the time since it was last asked.
            system.getCpuLoad();
        }

        OwnCost read() {
            double wall = Math.max(1, System.nanoTime() - beginNanos);
            double busy = system.getCpuLoad();
            return new OwnCost(
                    (system.getProcessCpuTime() - ownNanos) / wall,
                    system.getAvailableProcessors(),
                    busy >= 0 ? busy : Double.NaN);
        }
    }
}
