/// Tests of the gRPC server.
@NullMarked
package dev.edgewise.serve.grpc;

import org.jspecify.annotations.NullMarked;
