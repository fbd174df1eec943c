/// Audio in memory and on disk. WAV bytes come in, a [dev.edgewise.audio.Clip] goes out, and
/// the other way round; a clip can be had at another rate. Begin with `Clip`, then `WavFile`.
/// Audio that is too long for a clip comes block by block: `WavStream`, `StreamResampler`.
/// `DemoClips` are synthetic ones that ship with the program.
@NullMarked
package dev.edgewise.audio;

import org.jspecify.annotations.NullMarked;
