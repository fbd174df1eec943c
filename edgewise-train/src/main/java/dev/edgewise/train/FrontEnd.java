package dev.edgewise.train;

import dev.edgewise.model.OnnxGraph;

/// What lies between a waveform and the layers of a [Network]. It exists as nodes of the
/// exported graph only, and training runs these nodes, so that training and recognising can't
/// drift apart.
sealed interface FrontEnd permits PictureFrontEnd, LogMelFrontEnd {

    /// The tensor [N, samples] that it reads.
    String WAVEFORM = "waveform";

    /// Samples of the waveform, at 16 kHz.
    int samples();

    /// The shape of its features.
    Picture features();

    /// The tensor [N, channels, rows, columns] that it makes.
    String tensor();

    /// Adds the nodes to an empty `graph`.
    void addTo(OnnxGraph graph);
}
