package dev.edgewise.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// How a client gets in: what each of its requests carries, and whom it trusts.
///
/// @param headers by name, `Authorization` say
/// @param tls for servers with TLS; as the Java runtime does it if empty
public record Access(Map<String, String> headers, Optional<SSLContext> tls) {

    /// For servers that let everybody in.
    public static final Access OPEN = new Access(Map.of(), Optional.empty());

    public Access {
        headers = Map.copyOf(headers);
    }

    /// The headers and `more`, which win.
    public Map<String, String> headers(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return all;
    }
}
