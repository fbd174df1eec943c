package dev.edgewise.study;

import dev.edgewise.measure.EnergyMeter;
import dev.edgewise.measure.ProcessUsage;
import dev.edgewise.measure.Sample;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Reads, before and after an arm's block, what both sides have used. Used by one thread.
final class Meters {

    private final Map<Arm, Supplier<ProcessUsage>> servers;
    private final EnergyMeter energy;
    private ProcessUsage client = ProcessUsage.UNKNOWN;
    private ProcessUsage server = ProcessUsage.UNKNOWN;
    private OptionalLong microjoules = OptionalLong.empty();
    private int requests;
    private long bytesOut;
    private long bytesIn;

    /// @param servers how to read the server of an arm that has one
    Meters(Map<Arm, Supplier<ProcessUsage>> servers, EnergyMeter energy) {
        this.servers = Map.copyOf(servers);
        this.energy = energy;
    }

    /// An arm's block begins.
    void begin(Arm arm) {
        requests = 0;
        bytesOut = 0;
        bytesIn = 0;
        server = server(arm);
        client = client();
        microjoules = energy.microjoules();
    }

    /// A sample of the block.
    ///
    /// @param upload whether it is a session of uploads
    void accept(Sample sample, boolean upload) {
        requests += upload ? 0 : 1;
        bytesOut += sample.outcome().bytesOut();
        bytesIn += sample.outcome().bytesIn();
    }

    /// The block has ended.
    Resources end(Arm arm, int block) {
        OptionalLong now = energy.microjoules();
        ProcessUsage clientNow = client();
        return new Resources(
                arm.name(),
                block,
                requests,
                clientNow.since(client),
                server(arm).since(server),
                bytesOut,
                bytesIn,
                now.isPresent() && microjoules.isPresent()
                        ? OptionalLong.of(now.getAsLong() - microjoules.getAsLong())
                        : OptionalLong.empty());
    }

    /// Why there is no energy; empty if there is.
    String whyNoEnergy() {
        return energy.why();
    }

    private static ProcessUsage client() {
        return ProcessUsage.of(ProcessHandle.current());
    }

    private ProcessUsage server(Arm arm) {
        Supplier<ProcessUsage> meter = servers.get(arm);
        return meter == null ? ProcessUsage.UNKNOWN : meter.get();
    }
}
