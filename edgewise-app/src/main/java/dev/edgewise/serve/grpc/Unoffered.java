package dev.edgewise.serve.grpc;

import java.io.IOException;

/// A request for what the protocol has and this server hasn't.
final class Unoffered extends IOException {

    private static final long serialVersionUID = 1;

    Unoffered(String message) {
        super(message);
    }
}
