/// What stands before the server: who may ask, over which keys, how fast, and with how much.
/// Sockets and files come in; out go connections that are watched, tokens and TLS keys that
/// follow their files, and a budget for the bodies that are held at once.
///
/// Begin with [dev.edgewise.serve.guard.GuardSettings], which says what can be guarded; `Watch` is
/// the heart: it cuts off whoever keeps the server waiting.
@NullMarked
package dev.edgewise.serve.guard;

import org.jspecify.annotations.NullMarked;
