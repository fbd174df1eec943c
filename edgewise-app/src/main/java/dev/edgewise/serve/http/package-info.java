/// What a resource of the server sees of HTTP: an `Exchange` comes in, an `Answer` goes out.
/// `Routes` leads the one to what gives the other, and carries what `/openapi.json` says of it.
///
/// Begin with [dev.edgewise.serve.http.Exchange].
@NullMarked
package dev.edgewise.serve.http;

import org.jspecify.annotations.NullMarked;
