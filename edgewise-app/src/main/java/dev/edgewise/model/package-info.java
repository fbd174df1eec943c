/// Models: one ONNX file that takes a waveform and gives probabilities, and the card inside it; and
/// what can be done with any ONNX file.
///
/// In goes a file or its bytes. To recognise, begin at [OnnxModel], which [ModelStore] opens. To
/// look into a model, begin at [OnnxFile]: [GraphFacts] says what it computes, [GraphTrace] runs it
/// for the tensors inside it, [ModelChecks] whether it is what it says it is, [ModelCut] makes two
/// of it, and [CutProfile] measures how long it takes up to each place. To write one, begin at
/// [OnnxGraph]. What can't be read or run is a [ModelException], in a line.
@NullMarked
package dev.edgewise.model;

import org.jspecify.annotations.NullMarked;
