package dev.edgewise.serve;

import dev.edgewise.engine.NotServed;
import dev.edgewise.engine.Phases;
import dev.edgewise.engine.Refusal;
import dev.edgewise.serve.guard.BodyBudget;
import dev.edgewise.serve.guard.TooSlow;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.HttpFailure;
import dev.edgewise.serve.http.Linger;
import dev.edgewise.serve.http.Routes;
import dev.edgewise.serve.http.TimingHeader;
import dev.edgewise.serve.stream.StreamRoutes;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Where every request comes in and every answer goes out: it turns what went wrong into an answer,
/// adds `Server-Timing`, and ends the connections that can't go on.
final class FrontDoor implements Handler {

    /// An unread body of up to this size is read over, so that the connection can go on.
    private static final long WORTH_READING = 1 << 16;

    private final Routes routes;
    private final Guard guard;
    private final RequestClock clock;
    private final Observer observer;
    private final BooleanSupplier stopping;
    private final Consumer<Throwable> complaints;
    private final AtomicInteger unanswered = new AtomicInteger();

    FrontDoor(
            Routes routes,
            Guard guard,
            RequestClock clock,
            Observer observer,
            BooleanSupplier stopping,
            Consumer<Throwable> complaints) {
        this.routes = routes;
        this.guard = guard;
        this.clock = clock;
        this.observer = observer;
        this.stopping = stopping;
        this.complaints = complaints;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        try (BodyBudget.Share held = guard.bodies().share()) {
            Exchange exchange =
                    new Exchange(request, new Phases(clock.startNanos()), held, clock::isGone);
            handle(exchange, request, response);
        }
        clock.answered();
    }

    /// How many requests wait for their answer; once the server stops, those that will have none
    /// stay among them.
    int unanswered() {
        return unanswered.get();
    }

    private void handle(Exchange exchange, ServerRequest request, ServerResponse response)
            throws IOException {
        unanswered.incrementAndGet();
        boolean answered = false;
        boolean unread;
        boolean close;
        try {
            Answer answer = answer(exchange);
            unread = exchange.hasUnreadBody();
            close =
                    stopping.getAsBoolean()
                            || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)
                            || (unread && !isWorthReading(request));
            try {
                send(exchange, answer, response, close);
                answered = true;
            } finally {
                observer.over(exchange, answer.status(), answer.length());
            }
        } finally {
            if (answered || !stopping.getAsBoolean()) {
                unanswered.decrementAndGet();
            }
        }
        if (close) {
            if (unread && !request.headers().containsToken(HeaderValues.EXPECT_100)) {
                InputStream rest = exchange.bodyStream();
                Linger.whileReading(() -> rest.skip(Long.MAX_VALUE));
            }
            // The server library would go on to read the next request.
            throw new CloseConnectionException("the answer was the last on its connection");
        }
        if (unread) {
            readOver(exchange);
        }
    }

    /// Reads what is left of the body, which would else be taken for the next request.
    private void readOver(Exchange exchange) {
        clock.answeredEarly();
        try {
            exchange.skipRest();
        } catch (IOException e) {
            throw new CloseConnectionException("the rest of the body can't be read", e);
        }
    }

    /// A client that waits for `100 Continue` would take it for an answer to its next request.
    private static boolean isWorthReading(ServerRequest request) {
        if (request.headers().containsToken(HeaderValues.EXPECT_100)) {
            return false;
        }
        long length = request.headers().contentLength().orElse(Long.MAX_VALUE);
        return length <= WORTH_READING;
    }

    private Answer answer(Exchange exchange) {
        try {
            checkAccess(exchange);
            return routes.answer(exchange);
        } catch (HttpFailure e) {
            return Errors.answer(exchange.path(), e.status(), message(e)).with(e.headers());
        } catch (Refusal e) {
            if (e.reason() == Refusal.Reason.CLIENT_GONE) {
                throw gone(exchange, new CloseConnectionException(message(e), e));
            }
            String seconds = Long.toString(Math.max(1, e.retryAfter().toSeconds()));
            return Errors.answer(exchange.path(), 503, message(e))
                    .with(Map.of("Retry-After", seconds));
        } catch (NotServed e) {
            return Errors.answer(exchange.path(), e.known() ? 503 : 404, message(e));
        } catch (CloseConnectionException e) {
            throw gone(exchange, e);
        } catch (RequestException e) {
            throw e;
        } catch (IOException e) {
            // What rooms throw is written for people, and names no more than the request did.
            complaints.accept(e);
            return Errors.answer(exchange.path(), 500, message(e));
        } catch (RuntimeException | Error e) {
            complaints.accept(e);
            return Errors.answer(exchange.path(), 500, "the server failed; its log says why");
        }
    }

    private void checkAccess(Exchange exchange) throws HttpFailure {
        exchange.checkOrigin();
        Optional<String> authorization = exchange.header("Authorization");
        if (exchange.path().equals(StreamRoutes.PATH)) {
            guard.access().checkStream(authorization, exchange.query("access_token"));
        } else {
            guard.access().check(exchange.path(), authorization);
        }
    }

    /// Tells of a request whose client waits for no answer, and ends the connection.
    private CloseConnectionException gone(Exchange exchange, CloseConnectionException why) {
        exchange.phases().total();
        // Whoever was too slow was told so by the guard.
        observer.over(exchange, why instanceof TooSlow ? 408 : Observer.CLIENT_GONE, 0);
        return why;
    }

    private static void send(
            Exchange exchange, Answer answer, ServerResponse response, boolean close)
            throws IOException {
        response.status(Status.create(answer.status()));
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            response.header(HeaderNames.create(header.getKey()), header.getValue());
        }
        if (close) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        if (answer.status() != Status.NO_CONTENT_204.code()) {
            response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
        }
        boolean head = exchange.method().equals("HEAD");
        switch (answer.body()) {
            case Answer.Whole whole -> {
                if (head) {
                    response.headers().contentLength(whole.bytes().length);
                }
                response.header(Errors.SERVER_TIMING, TimingHeader.of(exchange.phases()));
                response.send(head ? new byte[0] : whole.bytes());
            }
            case Answer.Streamed streamed -> {
                try (Answer.Writer writer = streamed.writer()) {
                    response.headers().contentLength(streamed.length());
                    response.header(Errors.SERVER_TIMING, TimingHeader.of(exchange.phases()));
                    if (head) {
                        response.send(new byte[0]);
                    } else {
                        stream(writer, response.outputStream());
                    }
                }
            }
        }
    }

    /// What breaks off is not closed: it would look as if it were whole.
    private static void stream(Answer.Writer writer, OutputStream out) {
        try {
            writer.writeTo(out);
            out.close();
        } catch (IOException e) {
            throw new CloseConnectionException("the answer's body breaks off", e);
        }
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
