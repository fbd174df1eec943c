package dev.edgewise.engine;

/// How often something was done, and how long it took in all.
public record Spent(long count, long nanos) {

    static final Spent NOTHING = new Spent(0, 0);
}
