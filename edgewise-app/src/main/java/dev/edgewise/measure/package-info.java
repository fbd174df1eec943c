/// Measuring: how requests are sent, what is written down of each, and what may be said of many.
/// Knows no speech: whatever answers requests, this server or another, can be measured.
@NullMarked
package dev.edgewise.measure;

import org.jspecify.annotations.NullMarked;
