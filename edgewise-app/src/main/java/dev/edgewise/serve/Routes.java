package dev.edgewise.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Leads a request to what answers it, by its path and then by its method. A pattern is a path in
/// which `{name}` stands for one name and, at its end, `{name...}` for all that follow.
final class Routes {

    /// Answers the requests to one path by one method.
    @FunctionalInterface
    interface Handler {
        Answer handle(Exchange exchange) throws IOException;
    }

    private record Route(List<String> pattern, Map<String, Handler> methods) {}

    private final List<Route> routes = new ArrayList<>();

    /// Lets `handler` answer `method` on the paths of `pattern`. Who has GET has HEAD.
    Routes add(String method, String pattern, Handler handler) {
        List<String> names = List.of(pattern.split("/", -1));
        for (Route route : routes) {
            if (route.pattern.equals(names)) {
                route.methods.put(method, handler);
                return this;
            }
        }
        routes.add(new Route(names, new TreeMap<>(Map.of(method, handler))));
        return this;
    }

    /// @throws HttpFailure 404 if no route has the path, 405 with `Allow` if it hasn't the method
    Answer answer(Exchange exchange) throws IOException {
        String path = exchange.path();
        List<String> names = List.of(path.split("/", -1));
        for (Route route : routes) {
            Optional<Map<String, String>> parameters = match(route.pattern, names);
            if (parameters.isEmpty() && path.endsWith("/")) {
                parameters = match(route.pattern, names.subList(0, names.size() - 1));
            }
            if (parameters.isPresent()) {
                exchange.parameters(parameters.get());
                return handler(route.methods, exchange.method()).handle(exchange);
            }
        }
        throw new HttpFailure(404, "nothing is at this path");
    }

    private static Handler handler(Map<String, Handler> methods, String method) throws HttpFailure {
        Handler handler = methods.get(method.equals("HEAD") ? "GET" : method);
        if (handler == null) {
            List<String> allowed = new ArrayList<>(methods.keySet());
            if (methods.containsKey("GET")) {
                allowed.add("HEAD");
            }
            String allow = String.join(", ", allowed);
            throw new HttpFailure(
                    405, "the method " + method + " is not for this path", Map.of("Allow", allow));
        }
        return handler;
    }

    private static Optional<Map<String, String>> match(List<String> pattern, List<String> names)
            throws HttpFailure {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String expected = pattern.get(i);
            if (i >= names.size()) {
                return Optional.empty();
            }
            if (expected.endsWith("...}")) {
                String rest = String.join("/", names.subList(i, names.size()));
                parameters.put(
                        expected.substring(1, expected.length() - 4), PercentCode.decode(rest));
                return Optional.of(parameters);
            }
            if (expected.startsWith("{")) {
                parameters.put(
                        expected.substring(1, expected.length() - 1),
                        PercentCode.decode(names.get(i)));
            } else if (!expected.equals(names.get(i))) {
                return Optional.empty();
            }
        }
        return pattern.size() == names.size() ? Optional.of(parameters) : Optional.empty();
    }
}
