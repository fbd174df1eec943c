/// How good recognising is. What was said and what was recognised come in, figures go out.
/// Begin with `ConfusionMatrix` for clips, and with `StreamEvaluation` for long audio.
@NullMarked
package dev.edgewise.evaluate;

import org.jspecify.annotations.NullMarked;
