/// Training: recorded speech comes in, one ONNX file with its card goes out. Begin with
/// [dev.edgewise.train.TrainingRun]: a [dev.edgewise.dataset.DataSet] becomes
/// [dev.edgewise.train.Examples] by way of a [dev.edgewise.train.FrontEnd]; a
/// [dev.edgewise.train.Network], described as data, becomes a [dev.edgewise.train.TorchNetwork]
/// that [dev.edgewise.train.Training] trains, and then a file by [dev.edgewise.train.OnnxExport].
@NullMarked
package dev.edgewise.train;

import org.jspecify.annotations.NullMarked;
