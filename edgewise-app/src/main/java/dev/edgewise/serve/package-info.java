/// The HTTP server. Requests come in over sockets; words, files and tensors go out, each answer
/// with the phases of its time.
///
/// Begin with [dev.edgewise.serve.RecognitionServer], which builds the house; `Routes` leads a
/// request to one of the three families of resources (`RecognizeRoutes`, `FileRoutes`,
/// `InferenceRoutes`), which see an `Exchange` and give an `Answer`, and `Admission` decides
/// who may use the model now.
@NullMarked
package dev.edgewise.serve;

import org.jspecify.annotations.NullMarked;
