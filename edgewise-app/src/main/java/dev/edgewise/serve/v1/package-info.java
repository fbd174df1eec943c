/// The resources under `/v1`. Clips come in, in a body or by the path of an uploaded file, and
/// words
/// go out; so do uploaded files, models as files, and the bytes with which a link is probed.
///
/// Begin with [dev.edgewise.serve.v1.RecognizeRoutes]; beside each `...Routes` lies what clients
/// are
/// told of them.
@NullMarked
package dev.edgewise.serve.v1;

import org.jspecify.annotations.NullMarked;
