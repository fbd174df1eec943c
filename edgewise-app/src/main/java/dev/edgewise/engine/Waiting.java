package dev.edgewise.engine;

/// A request in the [Line].
final class Waiting {

    /// Every so many calls at least, it has to look around.
    private static final int RARELY = 16;

    private final Thread thread = Thread.currentThread();
    private final Pace pace;
    private volatile boolean admitted;
    private int calls;

    /// Whether it waits long enough for its client to be gone by now.
    private volatile boolean isOld;

    /// One of this thread.
    Waiting(Pace pace) {
        this.pace = pace;
    }

    Thread thread() {
        return thread;
    }

    Pace pace() {
        return pace;
    }

    boolean isAdmitted() {
        return admitted;
    }

    void admit() {
        admitted = true;
    }

    boolean isOld() {
        return isOld;
    }

    /// Whether it has to look around: at its second call, and then less and less often.
    boolean isCalled() {
        calls++;
        isOld = calls > 1;
        return isOld && (Integer.bitCount(calls) == 1 || calls % RARELY == 0);
    }
}
