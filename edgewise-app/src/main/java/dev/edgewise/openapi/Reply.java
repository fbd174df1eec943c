package dev.edgewise.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What may come back with one status.
///
/// @param failure whether its body is the error of its family of paths
record Reply(
        int status,
        String about,
        boolean failure,
        List<Content> contents,
        List<Parameter> headers) {

    Reply {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("status: must be from 100 to 599, got " + status);
        }
        contents = List.copyOf(contents);
        headers = List.copyOf(headers);
    }

    Reply and(Content content) {
        List<Content> more = new ArrayList<>(contents);
        more.add(content);
        return new Reply(status, about, failure, more, headers);
    }

    Reply and(Parameter header) {
        List<Parameter> more = new ArrayList<>(headers);
        more.add(header);
        return new Reply(status, about, failure, contents, more);
    }

    /// @param error the body of a failure
    /// @param everywhere the headers of every answer
    /// @param bodiless whether it answers HEAD
    Map<String, Object> json(Content error, Map<String, Object> everywhere, boolean bodiless) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("description", about);
        Map<String, Object> named = new LinkedHashMap<>(everywhere);
        headers.forEach(header -> named.put(header.name(), header.asHeader(false)));
        json.put("headers", named);
        List<Content> bodies = failure ? List.of(error) : contents;
        if (!bodiless && !bodies.isEmpty()) {
            Map<String, Object> content = new LinkedHashMap<>();
            bodies.forEach(body -> content.put(body.mediaType(), body.json()));
            json.put("content", content);
        }
        return json;
    }
}
