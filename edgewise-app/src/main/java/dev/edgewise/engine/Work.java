package dev.edgewise.engine;

import java.io.IOException;

/// A part of a request's work.
@FunctionalInterface
public interface Work<T> {
    T run() throws IOException;
}
