package dev.edgewise.serve.http;

import dev.edgewise.openapi.Document;
import dev.edgewise.openapi.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Leads a request to what answers it, by its path and then by its method. A pattern is a path in
/// which `{name}` stands for one name and, at its end, `{name...}` for all that follow.
public final class Routes {

    /// Answers the requests to one path by one method.
    @FunctionalInterface
    public interface Handler {
        Answer handle(Exchange exchange) throws IOException;
    }

    /// What answers a method, and what `/openapi.json` says of it.
    private record Resource(Operation operation, Handler handler) {}

    private record Route(String text, List<String> pattern, Map<String, Resource> methods) {}

    private final List<Route> routes = new ArrayList<>();

    /// Lets `handler` answer `method` on the paths of `pattern`. Who has GET has HEAD.
    ///
    /// @param operation describes it to clients
    public Routes add(String method, String pattern, Operation operation, Handler handler) {
        Resource resource = new Resource(operation, handler);
        for (Route route : routes) {
            if (route.text.equals(pattern)) {
                route.methods.put(method, resource);
                return this;
            }
        }
        List<String> names = List.of(pattern.split("/", -1));
        routes.add(new Route(pattern, names, new TreeMap<>(Map.of(method, resource))));
        return this;
    }

    /// Says in `document` what each route takes and gives.
    public void describe(Document document) {
        for (Route route : routes) {
            route.methods.forEach(
                    (method, resource) -> document.add(method, route.text, resource.operation));
        }
    }

    /// Answers a request.
    ///
    /// @throws HttpFailure 404 if no route has the path, 405 with `Allow` if it hasn't the method
    public Answer answer(Exchange exchange) throws IOException {
        String path = exchange.path();
        List<String> names = List.of(path.split("/", -1));
        for (Route route : routes) {
            Optional<Map<String, String>> parameters = match(route.pattern, names);
            if (parameters.isEmpty() && path.endsWith("/")) {
                parameters = match(route.pattern, names.subList(0, names.size() - 1));
            }
            if (parameters.isPresent()) {
                exchange.routed(route.text, parameters.get());
                return handler(route.methods, exchange.method()).handle(exchange);
            }
        }
        throw new HttpFailure(404, "nothing is at this path");
    }

    private static Handler handler(Map<String, Resource> methods, String method)
            throws HttpFailure {
        Resource resource = methods.get(method.equals("HEAD") ? "GET" : method);
        if (resource == null) {
            List<String> allowed = new ArrayList<>(methods.keySet());
            if (methods.containsKey("GET")) {
                allowed.add("HEAD");
            }
            String allow = String.join(", ", allowed);
            throw new HttpFailure(
                    405, "the method " + method + " is not for this path", Map.of("Allow", allow));
        }
        return resource.handler;
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
