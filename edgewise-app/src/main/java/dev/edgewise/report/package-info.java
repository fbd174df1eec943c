/// What is shown to people: data come in, one self-contained HTML page or text of 80 columns goes
/// out. Knows no study: a caller says what its numbers mean.
///
/// Begin with [dev.edgewise.report.Page], which is a title, a verdict and sections of paragraphs,
/// [dev.edgewise.report.Table]s and [dev.edgewise.report.Figure]s. A table is also the text that a
/// terminal gets. [dev.edgewise.report.Progress] is the one line that moves meanwhile.
@NullMarked
package dev.edgewise.report;

import org.jspecify.annotations.NullMarked;
