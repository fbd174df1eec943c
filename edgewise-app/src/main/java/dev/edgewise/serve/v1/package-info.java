/// The resources under `/v1`: words for clips, uploaded files, models as files, and the probe of a
/// link.
@NullMarked
package dev.edgewise.serve.v1;

import org.jspecify.annotations.NullMarked;
