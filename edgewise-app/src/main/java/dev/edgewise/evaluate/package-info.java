/// How good recognising is. What was said and what was recognised come in, figures go out.
///
/// Begin with [dev.edgewise.evaluate.Evaluation]: a model is judged by clips whose words are known
/// ([dev.edgewise.evaluate.ClipSelection]), and every figure of
/// [dev.edgewise.evaluate.EvaluationResult] comes from its answers. For words in long audio begin
/// with [dev.edgewise.evaluate.StreamEvaluation].
@NullMarked
package dev.edgewise.evaluate;

import org.jspecify.annotations.NullMarked;
