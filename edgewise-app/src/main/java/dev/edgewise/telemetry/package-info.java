/// What a server tells of itself while it runs. Requests that were answered come in, with the
/// phases of their time; metrics, traces and lines of a log go out.
///
/// Begin with [dev.edgewise.telemetry.Telemetry], which is told of each request once. Nothing here
/// knows how a request came. Micrometer and OpenTelemetry live in this room alone, and the latter
/// isn't loaded unless there is somewhere to send traces.
@NullMarked
package dev.edgewise.telemetry;

import org.jspecify.annotations.NullMarked;
