/// Tests of the server, through sockets. Begin with `RecognitionServerTest`.
@NullMarked
package dev.edgewise.serve;

import org.jspecify.annotations.NullMarked;
