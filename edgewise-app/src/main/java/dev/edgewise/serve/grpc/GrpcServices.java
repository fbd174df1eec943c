package dev.edgewise.serve.grpc;

import dev.edgewise.engine.Catalog;
import dev.edgewise.serve.v2.Inference;
import dev.edgewise.serve.v2.ModelFacts;
import dev.edgewise.telemetry.Telemetry;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// What a gRPC server shares with the other faces.
///
/// @param catalog which models there are
/// @param inference what answers requests
/// @param facts what is said of the server and its models
/// @param telemetry is told of each call, at the time that `clock` tells
/// @param ready whether requests are to be sent here
/// @param complaints hears of requests that failed through no fault of the client
public record GrpcServices(
        Catalog catalog,
        Inference inference,
        ModelFacts facts,
        Telemetry telemetry,
        Clock clock,
        BooleanSupplier ready,
        Consumer<Throwable> complaints) {}
