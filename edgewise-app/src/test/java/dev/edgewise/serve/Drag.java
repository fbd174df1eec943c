package dev.edgewise.serve;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.nio.file.Path;

/// A file that is dragged over a page from outside, as a person drags it from a folder's window.
final class Drag {

    private final CDPSession session;
    private final JsonObject data;

    private Drag(CDPSession session, JsonObject data) {
        this.session = session;
        this.data = data;
    }

    /// Drags `file`, which may be a folder, over the page.
    static Drag over(Page page, Path file) {
        JsonArray files = new JsonArray();
        files.add(file.toAbsolutePath().toString());
        JsonObject data = new JsonObject();
        data.add("items", new JsonArray());
        data.add("files", files);
        data.addProperty("dragOperationsMask", 1);
        Drag drag = new Drag(page.context().newCDPSession(page), data);
        drag.send("dragEnter");
        drag.send("dragOver");
        return drag;
    }

    void drop() {
        send("drop");
    }

    private void send(String type) {
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.addProperty("x", 300);
        event.addProperty("y", 300);
        event.add("data", data);
        session.send("Input.dispatchDragEvent", event);
    }
}
