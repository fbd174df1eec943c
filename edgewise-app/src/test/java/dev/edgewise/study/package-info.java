@NullMarked
package dev.edgewise.study;

import org.jspecify.annotations.NullMarked;
