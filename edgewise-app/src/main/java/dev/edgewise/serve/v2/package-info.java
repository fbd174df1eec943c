/// The resources under `/v2`: the Open Inference Protocol over HTTP. Its messages come in, as JSON
/// or with binary tensors behind it, and go out in the same form.
///
/// Begin with [dev.edgewise.serve.v2.InferRoutes], where inferences come in; `Inference` runs them,
/// for gRPC too.
@NullMarked
package dev.edgewise.serve.v2;

import org.jspecify.annotations.NullMarked;
