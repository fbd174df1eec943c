/// The edge's side of a server: recognising there, uploading to it, and measuring the link to it.
/// A connection comes in; predictions and durations go out.
/// What is to be loaded is found by an [dev.edgewise.remote.EndpointSearch].
/// Begin with [dev.edgewise.remote.RecognitionClient].
@NullMarked
package dev.edgewise.remote;

import org.jspecify.annotations.NullMarked;
