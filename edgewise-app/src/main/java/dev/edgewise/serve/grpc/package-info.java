/// The gRPC server: the Open Inference Protocol's other half. Messages come in over HTTP/2 on a
/// port of their own; tensors go out, each answer with the phases of its time in the trailer
/// `server-timing`.
///
/// Begin with [dev.edgewise.serve.grpc.GrpcServer], which listens; `InferenceService` and
/// `HealthService` say what is answered to what, `TensorMessages` turns messages into the
/// tensors of the room `oip` and back. `Doorkeeper`, `Watchman` and `Incoming` guard calls: who may
/// ask, how long it may take, and what of the memory. The messages themselves (`Messages`,
/// `HealthMessages`) are generated from the `.proto` files of the module.
@NullMarked
package dev.edgewise.serve.grpc;

import org.jspecify.annotations.NullMarked;
