/// Data sets of spoken words, laid out like Speech Commands: a folder comes in, its recordings go
/// out, each with its word and its side. Begin with [dev.edgewise.dataset.DataSet].
@NullMarked
package dev.edgewise.dataset;

import org.jspecify.annotations.NullMarked;
