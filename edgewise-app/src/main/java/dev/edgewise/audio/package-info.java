/// Audio in memory and on disk. WAV bytes come in, a [dev.edgewise.audio.Clip] goes out, and the
/// other way round.
/// Begin with `Clip`.
@NullMarked
package dev.edgewise.audio;

import org.jspecify.annotations.NullMarked;
