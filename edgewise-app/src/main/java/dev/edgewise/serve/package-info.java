/// The server. Requests come in over sockets; words, files and tensors go out, each answer with the
/// phases of its time.
///
/// Begin with [dev.edgewise.serve.RecognitionServer], which builds the house. `FrontDoor` is
/// where every request over HTTP comes in; `http.Routes` leads it to a resource of `v1`, `v2`
/// or `page`, and a WebSocket to `stream`. `grpc` is another face beside it, `guard` keeps
/// both. Which models there are, and who may use one now, is the business of the room `engine`.
@NullMarked
package dev.edgewise.serve;

import org.jspecify.annotations.NullMarked;
