/// Models: one ONNX file that takes a waveform and gives probabilities, and the card inside it.
@NullMarked
package dev.edgewise.model;

import org.jspecify.annotations.NullMarked;
