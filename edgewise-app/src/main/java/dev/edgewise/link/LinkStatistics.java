package dev.edgewise.link;

import java.time.Duration;

/// A link at one moment.
///
/// @param age since it began
/// @param open connections that hold a socket or a thread
/// @param accepted connections that ever were
public record LinkStatistics(
        LinkProfile profile, Duration age, long open, long accepted, Traffic up, Traffic down) {}
