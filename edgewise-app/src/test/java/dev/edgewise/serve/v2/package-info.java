/// Tests with the field's own clients.
@NullMarked
package dev.edgewise.serve.v2;

import org.jspecify.annotations.NullMarked;
