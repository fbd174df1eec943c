package dev.edgewise.remote;

import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.HttpFailure;
import dev.edgewise.http.HttpLine;
import dev.edgewise.http.PreparedRequest;
import dev.edgewise.measure.Outcome;
import dev.edgewise.measure.Status;
import dev.edgewise.measure.Target;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// A server at the other end of one kept connection: requests are sent that were prepared, and
/// the answers are checked. The clock runs from the first byte out to the last one in; phases
/// are those that the server tells.
public final class LineTarget implements Target {

    private static final int OK = 200;

    private final HttpLine line;
    private final Map<String, PreparedRequest> requests;
    private final AtomicLong numbers;
    private final AnswerCheck check;
    private final Faults faults;

    /// @param requests by item
    /// @param numbers that no two requests share
    /// @param faults are told of everything that isn't an answer
    LineTarget(
            HttpLine line,
            Map<String, PreparedRequest> requests,
            AtomicLong numbers,
            AnswerCheck check,
            Faults faults) {
        this.line = line;
        this.requests = requests;
        this.numbers = numbers;
        this.check = check;
        this.faults = faults;
    }

    /// Opens the connection, so that no request has to.
    ///
    /// @throws HttpFailure if nobody answers there in time
    public void open(Duration timeout) throws HttpFailure, InterruptedException {
        line.open(timeout);
    }

    @Override
    public Outcome send(String item, Duration deadline) throws InterruptedException {
        PreparedRequest request = requests.get(item);
        if (request == null) {
            throw new IllegalArgumentException(item + ": no such item");
        }
        long number = numbers.incrementAndGet();
        long start = System.nanoTime();
        try {
            HttpAnswer answer = line.send(request, number, deadline);
            long nanos = System.nanoTime() - start;
            return answer.status() == OK
                    ? answered(item, number, request, answer, nanos)
                    : unanswered(request, answer, nanos);
        } catch (HttpFailure e) {
            return failed(e, System.nanoTime() - start);
        }
    }

    private Outcome answered(
            String item, long number, PreparedRequest request, HttpAnswer answer, long nanos) {
        try {
            String word = check.check(item, number, answer);
            return HttpOutcome.answered(answer, nanos, request.bodyLength(), word);
        } catch (WrongAnswer e) {
            String why = request.address() + ": " + e.getMessage();
            faults.add(e.kind(), why);
            return HttpOutcome.of(Status.WRONG, answer, nanos, request.bodyLength(), why);
        }
    }

    private Outcome unanswered(PreparedRequest request, HttpAnswer answer, long nanos) {
        String why = answer.refusal();
        faults.add("status " + answer.status(), why);
        Status status = HttpOutcome.status(answer.status());
        return HttpOutcome.of(status, answer, nanos, request.bodyLength(), why);
    }

    private Outcome failed(HttpFailure e, long nanos) {
        faults.add(
                switch (e.kind()) {
                    case TIMEOUT -> "no answer in time";
                    case HALF -> "half an answer";
                    case MALFORMED -> "not HTTP";
                    case BROKEN -> "connection ended";
                    case UNREACHABLE -> "unreachable";
                    case REFUSED -> "refused";
                },
                String.valueOf(e.getMessage()));
        return HttpOutcome.failed(e, nanos);
    }

    @Override
    public void close() {
        line.close();
    }
}
