/// Models, loaded and shared: what stands between the faces of a server (HTTP, gRPC, WebSocket)
/// and the models that it offers. A request comes in as a `Ticket`, takes a `Lease` on a model of
/// the `Catalog`, waits for one of the `Workers` and runs; the parts of its time are its `Phases`.
///
/// Begin with [dev.edgewise.engine.Catalog]. Nothing here knows a protocol.
@NullMarked
package dev.edgewise.engine;

import org.jspecify.annotations.NullMarked;
