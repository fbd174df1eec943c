@NullMarked
package dev.edgewise.remote;

import org.jspecify.annotations.NullMarked;
