package dev.edgewise.serve.page;

import dev.edgewise.openapi.Document;
import dev.edgewise.openapi.Operation;
import dev.edgewise.openapi.Schema;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Answers;
import dev.edgewise.serve.http.Routes;
import org.jspecify.annotations.Nullable;

/// `GET /openapi.json`: every route, described. The document is made of what stands beside the
/// routes, when it is first asked for.
public final class OpenApiRoutes {

    private static final String ABOUT =
            "Recognises spoken commands. `/v1` takes clips, `/v2` is the Open Inference Protocol."
                    + " A path that isn't here is answered with 404, another method with 405 and"
                    + " `Allow`.";

    private final Routes routes;
    private final String version;
    private volatile byte @Nullable [] document;

    public OpenApiRoutes(Routes routes, String version) {
        this.routes = routes;
        this.version = version;
    }

    public void addTo(Routes added) {
        added.add("GET", "/openapi.json", describe(), exchange -> Answer.json(document()));
    }

    private static Operation describe() {
        return Operation.of("describe", "Describes every route in OpenAPI 3.1")
                .gives(200, "This document", Answer.JSON, Schema.object());
    }

    private byte[] document() {
        byte[] made = document;
        if (made == null) {
            Document fresh = new Document("Edgewise", version, ABOUT);
            routes.describe(Answers.everywhere(fresh));
            made = fresh.write();
            document = made;
        }
        return made;
    }
}
