/// Training: recorded speech comes in, one ONNX file with its card goes out. Begin with `Main`.
@NullMarked
package dev.edgewise.train;

import org.jspecify.annotations.NullMarked;
