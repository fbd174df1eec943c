package dev.edgewise.openapi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A body of one media type.
record Content(String mediaType, Schema schema, Optional<Object> example) {

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", schema.json());
        example.ifPresent(value -> json.put("example", value));
        return json;
    }
}
