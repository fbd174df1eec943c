/// The link's tests: the model alone in virtual time, and the proxy on real sockets.
@NullMarked
package dev.edgewise.link;

import org.jspecify.annotations.NullMarked;
