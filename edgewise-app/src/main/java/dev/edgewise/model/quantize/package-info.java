/// A float32 model comes in, with clips to calibrate it by; the same model in 8-bit whole numbers
/// goes out, as an ONNX file with QuantizeLinear and DequantizeLinear nodes. Begin with
/// [dev.edgewise.model.quantize.Quantizer].
@NullMarked
package dev.edgewise.model.quantize;

import org.jspecify.annotations.NullMarked;
