package dev.edgewise.engine;

/// A named part of a request's time.
///
/// @param name `read`, `queue`, `decode`, `batch`, `predict`, `encode`, `write` or `total`
/// @param beginNanos when it began, as [System#nanoTime()] tells
/// @param nanos how long it took
public record Phase(String name, long beginNanos, long nanos) {}
