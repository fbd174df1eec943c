/// Load: settings come in, requests go to a server by a schedule, and a
/// [dev.edgewise.load.LoadReport] goes out, as text, JSON, page and HdrHistogram log.
/// Begin with [dev.edgewise.load.Load].
@NullMarked
package dev.edgewise.load;

import org.jspecify.annotations.NullMarked;
