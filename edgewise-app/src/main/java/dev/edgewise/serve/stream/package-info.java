/// Words in a stream of samples over a WebSocket, as `docs/stream.md` specifies it.
/// `StreamUpgrader` opens one, `StreamSession` hears it.
@NullMarked
package dev.edgewise.serve.stream;

import org.jspecify.annotations.NullMarked;
