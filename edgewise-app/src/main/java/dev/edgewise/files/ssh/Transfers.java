package dev.edgewise.files.ssh;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The transfers that a server has under way: at most so many, and an end that lets them end. Any
/// number of threads.
final class Transfers {

    private static final int MOST = 64;

    private final Semaphore free = new Semaphore(MOST);

    /// A transfer begins; [#end()] ends it.
    ///
    /// @throws IOException if there are too many, or none may begin any more
    void begin() throws IOException {
        if (!free.tryAcquire()) {
            throw new IOException("too many transfers, or the server is stopping");
        }
    }

    void end() {
        free.release();
    }

    /// Lets none begin any more, and waits for those that are under way.
    void close(long seconds) throws InterruptedException {
        if (!free.tryAcquire(MOST, seconds, TimeUnit.SECONDS)) {
            free.drainPermits();
        }
    }
}
