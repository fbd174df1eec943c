@NullMarked
package dev.edgewise.openapi;

import org.jspecify.annotations.NullMarked;
