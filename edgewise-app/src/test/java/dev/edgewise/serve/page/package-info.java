/// Tests of the page: in a real browser, and of its files.
@NullMarked
package dev.edgewise.serve.page;

import org.jspecify.annotations.NullMarked;
