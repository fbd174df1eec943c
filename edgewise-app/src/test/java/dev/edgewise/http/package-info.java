@NullMarked
package dev.edgewise.http;

import org.jspecify.annotations.NullMarked;
