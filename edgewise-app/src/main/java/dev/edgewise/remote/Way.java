package dev.edgewise.remote;

/// A direction of a link, seen from the edge.
enum Way {
    DOWN,
    UP
}
