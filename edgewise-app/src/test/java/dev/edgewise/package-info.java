/// The guards of the house: arrows, homes, and docs that stay true.
@NullMarked
package dev.edgewise;

import org.jspecify.annotations.NullMarked;
