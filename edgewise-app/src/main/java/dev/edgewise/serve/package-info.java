/// The HTTP server. Requests come in over sockets; words, files and tensors go out, each answer
/// with the phases of its time.
///
/// Begin with [dev.edgewise.serve.RecognitionServer], which builds the house; `Routes` leads a
/// request to one of the families of resources (`RecognizeRoutes`, `FileRoutes`, and under `/v2`
/// `ModelRoutes`, `InferRoutes` and others), which see an `Exchange` and give an `Answer`. Which
/// models there are, and
/// who may use one now, is the business of the room `engine`.
@NullMarked
package dev.edgewise.serve;

import org.jspecify.annotations.NullMarked;
