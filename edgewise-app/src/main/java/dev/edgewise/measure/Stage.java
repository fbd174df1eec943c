package dev.edgewise.measure;

/// What a sample was taken for.
public enum Stage {
    /// Before the steady state; in no figure.
    WARM_UP,
    /// The first request of a block where a connection has gone idle or is new; shown apart.
    COLD,
    /// What the figures are made of.
    MEASURED
}
