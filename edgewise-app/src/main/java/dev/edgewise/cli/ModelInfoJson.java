package dev.edgewise.cli;

import dev.edgewise.model.GraphFacts;
import dev.edgewise.model.OnnxFile;
import dev.edgewise.model.Port;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// What `edgewise model info --json` prints: `file`, `bytes`, `sha256`, `format`, `producer`,
/// `opsets`, `inputs`, `outputs`, `metadata`, `operators`, `parameters`, `macs`, `uncounted`,
/// `tensors` and, where it couldn't be run, `reason`.
final class ModelInfoJson {

    private ModelInfoJson() {}

    static String of(OnnxFile file, GraphFacts facts, String reason) {
        return JsonText.object(
                out -> {
                    out.writeStringProperty("file", file.source());
                    out.writeNumberProperty("bytes", file.bytes().length);
                    out.writeStringProperty("sha256", file.sha256());
                    out.writeNumberProperty("format", file.format());
                    out.writeStringProperty("producer", file.producer());
                    out.writeObjectPropertyStart("opsets");
                    file.opsets().forEach(out::writeNumberProperty);
                    out.writeEndObject();
                    ports(out, "inputs", file.inputs());
                    ports(out, "outputs", file.outputs());
                    out.writeObjectPropertyStart("metadata");
                    file.metadata().forEach(out::writeStringProperty);
                    out.writeEndObject();
                    operators(out, facts);
                    out.writeNumberProperty("parameters", facts.parameters());
                    out.writeName("macs");
                    facts.macs().ifPresentOrElse(out::writeNumber, out::writeNull);
                    out.writeArrayPropertyStart("uncounted");
                    facts.uncounted().forEach(out::writeString);
                    out.writeEndArray();
                    tensors(out, facts);
                    if (!reason.isEmpty()) {
                        out.writeStringProperty("reason", reason);
                    }
                });
    }

    private static void ports(JsonGenerator out, String name, List<Port> ports) {
        out.writeArrayPropertyStart(name);
        for (Port port : ports) {
            out.writeStartObject();
            out.writeStringProperty("name", port.name());
            out.writeStringProperty("type", port.type());
            out.writeName("shape");
            if (port.dimensions().isEmpty()) {
                out.writeNull();
            } else {
                out.writeStartArray();
                port.dimensions().get().forEach(out::writeString);
                out.writeEndArray();
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void operators(JsonGenerator out, GraphFacts facts) {
        out.writeArrayPropertyStart("operators");
        for (GraphFacts.Operator operator : facts.operators()) {
            out.writeStartObject();
            out.writeStringProperty("name", operator.name());
            out.writeNumberProperty("nodes", operator.nodes());
            out.writeName("macs");
            operator.macs().ifPresentOrElse(out::writeNumber, out::writeNull);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void tensors(JsonGenerator out, GraphFacts facts) {
        out.writeArrayPropertyStart("tensors");
        for (GraphFacts.TensorFacts tensor : facts.tensors()) {
            out.writeStartObject();
            out.writeStringProperty("name", tensor.name());
            out.writeStringProperty("type", tensor.type().label());
            out.writeArrayPropertyStart("shape");
            tensor.shape().forEach(out::writeNumber);
            out.writeEndArray();
            out.writeNumberProperty("bytes", tensor.bytes());
            out.writeNumberProperty("macs", tensor.macs());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
