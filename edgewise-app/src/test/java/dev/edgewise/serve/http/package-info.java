/// Tests of what stands between HTTP and the resources.
@NullMarked
package dev.edgewise.serve.http;

import org.jspecify.annotations.NullMarked;
