package dev.edgewise.serve.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.websocket.WsUpgrader;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/// The headers with which a client asks for a WebSocket (RFC 6455, section 4.2.1).
public record Handshake(Headers headers) {

    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    /// Makes sure that a WebSocket can be opened.
    ///
    /// @throws HttpFailure 426 if it isn't asked for a WebSocket, or one of another version; 400
    /// without a key; 403 if a page of another origin asks, which a user's browser would let it
    public void check() throws HttpFailure {
        if (!value(HeaderNames.UPGRADE).toLowerCase(Locale.ROOT).equals("websocket")) {
            throw notAnUpgrade();
        }
        if (!value(WsUpgrader.WS_VERSION).equals(VERSION)) {
            throw new HttpFailure(
                    426,
                    "Sec-WebSocket-Version: expected 13",
                    Map.of("Sec-WebSocket-Version", VERSION));
        }
        if (!isKey(key())) {
            throw new HttpFailure(400, "Sec-WebSocket-Key: expected 16 bytes in Base64");
        }
        if (!Origin.isOwn(headers)) {
            throw new HttpFailure(403, "a page of another origin may not open a stream");
        }
    }

    /// Nobody asked for a WebSocket where there is nothing else.
    public static HttpFailure notAnUpgrade() {
        return new HttpFailure(
                426,
                "this path speaks WebSocket: send an upgrade",
                Map.of("Upgrade", "websocket", "Connection", "Upgrade"));
    }

    public String key() {
        return value(WsUpgrader.WS_KEY);
    }

    private String value(HeaderName name) {
        return headers.first(name).orElse("").strip();
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
