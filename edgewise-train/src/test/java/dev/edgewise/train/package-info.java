/// The trainer, held to TensorFlow's values and to its command line.
@NullMarked
package dev.edgewise.train;

import org.jspecify.annotations.NullMarked;
