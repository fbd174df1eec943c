/// Benchmarks: each is a main class that prints ratios measured in one run. How to run them, and
/// what they must reach, is in `docs/benchmarks.md`.
@NullMarked
package dev.edgewise.bench;

import org.jspecify.annotations.NullMarked;
