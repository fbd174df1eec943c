package dev.edgewise.serve.grpc;

import java.io.IOException;

/// A question after the health of a service that isn't here.
final class UnknownService extends IOException {

    private static final long serialVersionUID = 1;

    UnknownService(String name) {
        super("no such service here: " + name);
    }
}
