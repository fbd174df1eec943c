package dev.edgewise.serve;

import dev.edgewise.serve.http.Asked;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.telemetry.Served;
import dev.edgewise.telemetry.Telemetry;
import java.time.Clock;

/// Tells telemetry of the requests that came in at the front door.
final class Observer {

    /// The status of a request whose client went away, as logs elsewhere have it; nobody is sent
    /// it.
    static final int CLIENT_GONE = 499;

    private final Telemetry telemetry;
    private final Clock clock;

    Observer(Telemetry telemetry, Clock clock) {
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /// A request is over.
    ///
    /// @param bytes the length of its answer's body
    void over(Exchange exchange, int status, long bytes) {
        Asked asked = exchange.asked();
        telemetry.served(
                new Served(
                        asked.call(),
                        asked.peers(),
                        exchange.route(),
                        status,
                        exchange.bytesIn(),
                        bytes,
                        exchange.phases(),
                        System.nanoTime(),
                        clock.instant(),
                        exchange.model()));
    }
}
