package dev.edgewise.serve.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What a stream brings, and the status that it ends with.
public final class Heard<T> implements StreamObserver<T> {

    private static final int PATIENCE_SECONDS = 100;

    private final LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    @Override
    public void onNext(T message) {
        heard.add(message);
    }

    @Override
    public void onError(Throwable failure) {
        heard.add(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
        heard.add(Status.OK);
    }

    /// The next message, or the status.
    public Object next() throws InterruptedException {
        Object next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("what was heard in time").isNotNull();
        return next;
    }

    /// The status that comes next.
    public Status end() throws InterruptedException {
        return next() instanceof Status status ? status : Status.OK;
    }
}
