package dev.edgewise.evaluate;

import dev.edgewise.recognize.ClipSource;

/// A clip and what a model should say to it.
///
/// @param source the clip
/// @param folder the folder that it lies in: what is spoken in it, word for word
/// @param label the one of the model's labels that stands for that
/// @param speaker who speaks, or which recording it was cut from: what clips have in common that
/// are right or wrong together
/// @param spoken false for background noise
public record LabelledClip(
        ClipSource source, String folder, String label, String speaker, boolean spoken) {}
