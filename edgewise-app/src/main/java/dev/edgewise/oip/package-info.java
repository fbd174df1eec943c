/// Messages of the Open Inference Protocol, version 2, in JSON. Bytes come in, checked records go
/// out, and the other way round; which model answers is none of its business.
/// Begin with [dev.edgewise.oip.InferRequest].
/// The protocol: <https://github.com/kserve/open-inference-protocol>.
@NullMarked
package dev.edgewise.oip;

import org.jspecify.annotations.NullMarked;
