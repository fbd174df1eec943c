/// Data sets of spoken words, laid out like Speech Commands: a folder comes in, its recordings go
/// out, each with its word and its side. Begin with [dev.edgewise.dataset.DataSet], which the
/// trainer uses. [dev.edgewise.dataset.Fetch] makes such a folder of an archive in the web;
/// [dev.edgewise.dataset.Recordings] listens to all that is in one, for
/// [dev.edgewise.dataset.Inventory] to count and [dev.edgewise.dataset.Verification] to judge.
@NullMarked
package dev.edgewise.dataset;

import org.jspecify.annotations.NullMarked;
