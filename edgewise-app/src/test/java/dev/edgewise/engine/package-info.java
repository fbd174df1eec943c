/// Tests of the room of models that are loaded and shared.
@NullMarked
package dev.edgewise.engine;

import org.jspecify.annotations.NullMarked;
