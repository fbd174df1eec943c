@NullMarked
package dev.edgewise.telemetry;

import org.jspecify.annotations.NullMarked;
