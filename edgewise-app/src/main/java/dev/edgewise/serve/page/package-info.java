/// What people and their tools look at: the page, its files, the metrics and the description of the
/// routes.
@NullMarked
package dev.edgewise.serve.page;

import org.jspecify.annotations.NullMarked;
