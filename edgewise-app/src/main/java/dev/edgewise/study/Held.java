package dev.edgewise.study;

import java.util.ArrayDeque;
import java.util.Deque;

/// What has to be closed in the end, the last first, whatever becomes of the others.
final class Held implements AutoCloseable {

    private final Deque<AutoCloseable> all = new ArrayDeque<>();

    <T extends AutoCloseable> T keep(T one) {
        all.push(one);
        return one;
    }

    @Override
    public void close() {
        while (!all.isEmpty()) {
            try {
                all.pop().close();
            } catch (Exception e) {
                // The rest has to end all the same.
                System.getLogger(Held.class.getName())
                        .log(System.Logger.Level.DEBUG, "could not close", e);
            }
        }
    }
}
