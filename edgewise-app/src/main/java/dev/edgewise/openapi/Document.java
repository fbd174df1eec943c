package dev.edgewise.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// An OpenAPI document that is being put together. What is said of every answer is said first, the
/// operations come then.
public final class Document {

    /// `{name}`, or at the end of a path `{name...}`, which stands for several names.
    private static final Pattern PLACE = Pattern.compile("\\{([^}.]+)(?:\\.\\.\\.)?}");

    private record Family(String prefix, Content error) {}

    /// Where what many answers share stands once.
    private static final String COMPONENTS = "#/components/";

    private final Map<String, Object> info = new LinkedHashMap<>();
    private final List<Family> families = new ArrayList<>();
    private final Map<String, Object> schemas = new LinkedHashMap<>();
    private final Map<String, Object> headers = new LinkedHashMap<>();
    private final List<Reply> replies = new ArrayList<>();
    private final Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
    private final Set<String> ids = new TreeSet<>();
    private final Map<String, Object> security = new LinkedHashMap<>();

    public Document(String title, String version, String about) {
        info.put("title", title);
        info.put("version", version);
        info.put("description", about);
    }

    /// Paths that begin with `prefix` fail with a body like this, unless an earlier call was about
    /// them.
    ///
    /// @param name what the schema is called in the document
    public Document errors(
            String prefix, String mediaType, String name, Schema schema, Object example) {
        schemas.put(name, schema.json());
        Schema named = Schema.any().with("$ref", COMPONENTS + "schemas/" + name);
        families.add(new Family(prefix, new Content(mediaType, named, Optional.of(example))));
        return this;
    }

    /// Every answer has the header `name`.
    public Document sends(String name, String about, Schema schema) {
        headers.put(name, new Parameter(name, "header", about, schema).asHeader(true));
        return this;
    }

    /// Requests may have to bring a bearer token (RFC 6750).
    ///
    /// @param about where it comes from, and when it is wanted
    public Document mayWantBearer(String about) {
        security.put("bearer", Map.of("type", "http", "scheme", "bearer", "description", about));
        return this;
    }

    /// What `operation` may answer, any operation may.
    public Document everywhere(Operation operation) {
        replies.addAll(operation.replies());
        return this;
    }

    /// Adds an operation; with GET comes HEAD.
    ///
    /// @param pattern its path; `{name...}` at its end may hold slashes
    /// @throws IllegalArgumentException if its id is taken, or its path and its parameters don't
    /// fit
    public Document add(String method, String pattern, Operation operation) {
        Set<String> places = new TreeSet<>();
        for (MatchResult place : PLACE.matcher(pattern).results().toList()) {
            places.add(place.group(1));
        }
        Set<String> described = new TreeSet<>();
        operation.parameters().stream()
                .filter(Parameter::isInPath)
                .forEach(parameter -> described.add(parameter.name()));
        if (!places.equals(described)) {
            throw new IllegalArgumentException(
                    pattern + ": its parameters are " + places + ", described are " + described);
        }
        if (!ids.add(operation.id())) {
            throw new IllegalArgumentException(pattern + ": id " + operation.id() + " is taken");
        }
        Map<String, Object> methods =
                paths.computeIfAbsent(
                        PLACE.matcher(pattern).replaceAll("{$1}"), path -> new LinkedHashMap<>());
        methods.put(method.toLowerCase(Locale.ROOT), json(pattern, operation, false));
        if (method.equals("GET")) {
            methods.put("head", json(pattern, operation, true));
        }
        return this;
    }

    private Map<String, Object> json(String pattern, Operation operation, boolean head) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("operationId", head ? operation.id() + "Head" : operation.id());
        json.put("summary", operation.summary() + (head ? " (without the body)" : ""));
        if (!operation.about().isEmpty()) {
            json.put("description", operation.about());
        }
        json.put("parameters", operation.parameters().stream().map(Parameter::json).toList());
        if (!operation.takes().isEmpty()) {
            Map<String, Object> bodies = new LinkedHashMap<>();
            operation.takes().forEach(body -> bodies.put(body.mediaType(), body.json()));
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("required", operation.needsBody());
            request.put("content", bodies);
            json.put("requestBody", request);
        }
        Map<String, Object> everywhere = new LinkedHashMap<>();
        headers.keySet()
                .forEach(h -> everywhere.put(h, Map.of("$ref", COMPONENTS + "headers/" + h)));
        Map<String, Object> answers = new TreeMap<>();
        for (List<Reply> some : List.of(replies, operation.replies())) {
            for (Reply reply : some) {
                answers.put(
                        Integer.toString(reply.status()),
                        reply.json(error(pattern), everywhere, head));
            }
        }
        json.put("responses", answers);
        return json;
    }

    private Content error(String pattern) {
        return families.stream()
                .filter(family -> pattern.startsWith(family.prefix))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(pattern + ": of no family"))
                .error;
    }

    /// The document in JSON.
    public byte[] write() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("openapi", "3.1.1");
        json.put("info", info);
        json.put("paths", paths);
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("headers", headers);
        components.put("schemas", schemas);
        if (!security.isEmpty()) {
            components.put("securitySchemes", security);
            // An empty one stands for none at all.
            json.put("security", List.of(Map.of(), Map.of("bearer", List.of())));
        }
        json.put("components", components);
        return JsonMapper.shared().writeValueAsBytes(json);
    }
}
