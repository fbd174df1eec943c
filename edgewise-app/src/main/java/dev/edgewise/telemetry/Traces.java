package dev.edgewise.telemetry;

/// Where traces go.
interface Traces extends AutoCloseable {

    /// Nowhere: a request belongs to the trace that its client began, if it did.
    Traces NONE =
            new Traces() {
                @Override
                public String trace(Served request) {
                    return TraceParent.traceId(request.call().traceparent());
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };

    /// Tells of a request that is over.
    ///
    /// @return the id of its trace; empty if it belongs to none
    String trace(Served request);

    /// How many spans no collector took.
    default long lost() {
        return 0;
    }

    @Override
    void close();
}
