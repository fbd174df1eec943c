/// The resources under `/v2`: the Open Inference Protocol over HTTP. `Inference` runs what is
/// asked, for gRPC too; `InferRoutes` is where such a request comes in.
@NullMarked
package dev.edgewise.serve.v2;

import org.jspecify.annotations.NullMarked;
