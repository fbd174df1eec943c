/// The experiment: settings come in, the same clips are sent to four places in interleaved blocks
/// over a link, and a [dev.edgewise.study.StudyResult] goes out, as text, page and JSON.
/// Begin with [dev.edgewise.study.Study].
@NullMarked
package dev.edgewise.study;

import org.jspecify.annotations.NullMarked;
