package dev.edgewise.openapi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a JSON value may be: a JSON Schema, put together keyword by keyword. It never changes;
/// each method gives another one.
public final class Schema {

    private final Map<String, Object> keywords;

    private Schema(Map<String, Object> keywords) {
        this.keywords = Collections.unmodifiableMap(keywords);
    }

    /// Anything: also the schema of a body that isn't JSON.
    public static Schema any() {
        return new Schema(Map.of());
    }

    public static Schema string() {
        return type("string");
    }

    public static Schema bool() {
        return type("boolean");
    }

    public static Schema number() {
        return type("number");
    }

    public static Schema integer() {
        return type("integer");
    }

    /// A string that is one of `values`.
    public static Schema oneOf(String... values) {
        return string().with("enum", List.of(values));
    }

    public static Schema arrayOf(Schema items) {
        return type("array").with("items", items.json());
    }

    /// An object that has any keys, each with a value of `values`.
    public static Schema mapOf(Schema values) {
        return type("object").with("additionalProperties", values.json());
    }

    /// An object; its keys are added by [#needs(String, Schema)] and [#mayHave(String, Schema)].
    public static Schema object() {
        return type("object");
    }

    /// A value that fits at least one of `schemas`.
    public static Schema anyOf(Schema... schemas) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Schema schema : schemas) {
            all.add(schema.json());
        }
        return any().with("anyOf", all);
    }

    /// This object, which must have the key `name` as well.
    public Schema needs(String name, Schema value) {
        List<Object> required = new ArrayList<>();
        if (keywords.get("required") instanceof List<?> before) {
            required.addAll(before);
        }
        required.add(name);
        return mayHave(name, value).with("required", required);
    }

    /// This object, which may have the key `name` as well.
    public Schema mayHave(String name, Schema value) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (keywords.get("properties") instanceof Map<?, ?> before) {
            before.forEach((key, schema) -> properties.put(String.valueOf(key), schema));
        }
        properties.put(name, value.json());
        return with("properties", properties);
    }

    /// This number, from `least` to `most`.
    public Schema within(Number least, Number most) {
        return with("minimum", least).with("maximum", most);
    }

    /// This value, and in words what it is.
    public Schema about(String description) {
        return with("description", description);
    }

    /// This value with any other keyword of JSON Schema.
    ///
    /// @param value what JSON can say: text, a number, a boolean, or a map or list of these
    public Schema with(String keyword, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(keywords);
        more.put(keyword, value);
        return new Schema(more);
    }

    private static Schema type(String type) {
        return any().with("type", type);
    }

    Map<String, Object> json() {
        return keywords;
    }
}
