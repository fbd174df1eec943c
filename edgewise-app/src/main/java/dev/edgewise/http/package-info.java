/// The HTTP client: a base address comes in, requests go out over one kept connection, and each
/// comes back as an [dev.edgewise.http.HttpAnswer] or as one line that names the address.
/// Begin with [dev.edgewise.http.HttpConnection].
@NullMarked
package dev.edgewise.http;

import org.jspecify.annotations.NullMarked;
