/// Messages of the Open Inference Protocol, version 2, over HTTP: JSON, and binary tensor data
/// after it. Bytes come in, checked records go out, and the other way round, for both ends;
/// which model answers is none of its business. A body is a `Payload`; what it holds is a
/// [dev.edgewise.oip.InferRequest] (begin there) or an `InferResponse`, made of `Tensor`s. The
/// protocol: <https://github.com/kserve/open-inference-protocol>; its extensions:
/// <https://github.com/triton-inference-server/server/tree/main/docs/protocol>.
@NullMarked
package dev.edgewise.oip;

import org.jspecify.annotations.NullMarked;
