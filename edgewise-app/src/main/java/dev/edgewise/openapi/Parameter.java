package dev.edgewise.openapi;

import java.util.LinkedHashMap;
import java.util.Map;

/// A named value beside the body: in the path, the query or a header.
record Parameter(String name, String in, String about, Schema schema) {

    private static final String PATH = "path";

    static Parameter path(String name, String about, Schema schema) {
        return new Parameter(name, PATH, about, schema);
    }

    boolean isInPath() {
        return in.equals(PATH);
    }

    /// As a parameter of a request; only those in the path must be given.
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("in", in);
        json.put("required", isInPath());
        json.put("description", about);
        json.put("schema", schema.json());
        return json;
    }

    /// As a header of an answer, where its name is a key.
    Map<String, Object> asHeader(boolean always) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("description", about);
        json.put("required", always);
        json.put("schema", schema.json());
        return json;
    }
}
