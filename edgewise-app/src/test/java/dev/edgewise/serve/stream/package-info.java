/// Tests of the messages of a stream.
@NullMarked
package dev.edgewise.serve.stream;

import org.jspecify.annotations.NullMarked;
