/// Data sets, held to the folders that tests make.
@NullMarked
package dev.edgewise.dataset;

import org.jspecify.annotations.NullMarked;
