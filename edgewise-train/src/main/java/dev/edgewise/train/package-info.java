/// Training: recorded speech comes in, one ONNX file with its card goes out. Begin with
/// [dev.edgewise.train.TrainingRun]: the recordings of a [dev.edgewise.dataset.DataSet] become
/// lessons, which a [dev.edgewise.train.Curriculum] draws and a [dev.edgewise.train.Feeder] turns
/// into batches by way of a [dev.edgewise.train.FrontEnd]; a [dev.edgewise.train.Network],
/// described as data, becomes a [dev.edgewise.train.TorchNetwork] that
/// [dev.edgewise.train.Training] trains, a [dev.edgewise.train.CheckpointFolder] keeps, and
/// [dev.edgewise.train.OnnxExport] makes a file of.
@NullMarked
package dev.edgewise.train;

import org.jspecify.annotations.NullMarked;
