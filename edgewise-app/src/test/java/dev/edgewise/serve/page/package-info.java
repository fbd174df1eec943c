@NullMarked
package dev.edgewise.serve.page;

import org.jspecify.annotations.NullMarked;
