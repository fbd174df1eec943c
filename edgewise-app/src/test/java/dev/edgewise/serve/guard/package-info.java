/// Tests of what no socket shows of the guard.
@NullMarked
package dev.edgewise.serve.guard;

import org.jspecify.annotations.NullMarked;
