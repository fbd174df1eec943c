/// Words in audio that doesn't end: samples come in, block by block, detections go out. Begin with
/// [dev.edgewise.detect.WordDetector], which is two things that can also be had apart:
///
///     WindowRecognizer  samples -> what the model hears in each window   (WindowScores)
///     Spotter           WindowScores, smoothed -> words                  (Detection)
///
/// Nothing here knows a clock: times are positions in the audio. Nothing grows with the audio.
@NullMarked
package dev.edgewise.detect;

import org.jspecify.annotations.NullMarked;
