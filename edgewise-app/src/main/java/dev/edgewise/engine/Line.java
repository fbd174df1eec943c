package dev.edgewise.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The requests that wait, in turn, and those that have places; and how long they will take. The
/// [Workers] guard it.
///
/// Where requests run as one, each worker has as many places as may run together; a request of a
/// model that runs each alone takes them all.
final class Line {

    private final int places;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /// Those of the requests that are here.
    private final Set<Pace> paces = new HashSet<>();

    private int free;

    Line(int places) {
        this.places = places;
        free = places;
    }

    /// How many wait.
    int length() {
        return waiting.size();
    }

    /// How many have places.
    int working() {
        return paces.stream().mapToInt(pace -> pace.working).sum();
    }

    /// Whether a request of `pace` that comes now need not wait.
    boolean hasPlace(Pace pace) {
        return waiting.isEmpty() && free >= pace.places();
    }

    /// A request of `pace` takes its places.
    void begin(Pace pace) {
        free -= pace.places();
        pace.working++;
        paces.add(pace);
    }

    /// A request joins those that wait.
    void join(Waiting last) {
        waiting.addLast(last);
        last.pace().waiting++;
        paces.add(last.pace());
    }

    /// A request waits no more.
    ///
    /// @return whether it still did
    boolean quit(Waiting one) {
        boolean quits = waiting.remove(one);
        if (quits) {
            one.pace().waiting--;
            forget(one.pace());
        }
        return quits;
    }

    /// A request of `pace` gives its places back.
    void end(Pace pace) {
        free += pace.places();
        pace.working--;
        forget(pace);
    }

    private void forget(Pace pace) {
        if (pace.waiting + pace.working == 0) {
            paces.remove(pace);
        }
    }

    /// Gives what is free to those who wait first, and says who they are, so that they are woken.
    List<Waiting> admit() {
        List<Waiting> admitted = List.of();
        Waiting first = waiting.peekFirst();
        while (first != null && free >= first.pace().places()) {
            waiting.removeFirst();
            first.pace().waiting--;
            begin(first.pace());
            first.admit();
            admitted = admitted.isEmpty() ? new ArrayList<>() : admitted;
            admitted.add(first);
            first = waiting.peekFirst();
        }
        return admitted;
    }

    /// Those who have to look around now.
    List<Waiting> called() {
        return waiting.stream().filter(Waiting::isCalled).toList();
    }

    /// How long a request that comes now and needs so many places would wait: until those
    /// before it, and as many of those that are worked on as it needs places, are done.
    long expectedNanos(int needed) {
        if (waiting.isEmpty() && free >= needed) {
            return 0;
        }
        long before = 0;
        long now = 0;
        for (Pace pace : paces) {
            long each = pace.meanNanos() * pace.places();
            before += each * pace.waiting;
            now += each * pace.working;
        }
        return (before + needed * (now / places)) / places;
    }
}
