package dev.edgewise.remote;

import dev.edgewise.http.HttpAnswer;
import dev.edgewise.http.PreparedRequest;
import dev.edgewise.oip.InferResponse;
import dev.edgewise.oip.ModelMetadata;
import dev.edgewise.oip.OipException;
import dev.edgewise.oip.Payload;
import dev.edgewise.oip.Tensor;
import java.util.List;
import java.util.Map;

/// Holds an answer to what the model says of itself, and to its request: id, model, and each
/// output's name, datatype and shape.
///
/// An answer without an id passes: some servers return none. One with another request's
/// doesn't.
///
/// @param model as it was asked for
/// @param rows by item: how many rows of a batch go in, so that as many must come out; 0 where
/// that isn't known
record InferenceCheck(ModelMetadata model, Map<String, Long> rows, String idPrefix)
        implements AnswerCheck {

    @Override
    public String check(String item, long number, HttpAnswer answer) throws WrongAnswer {
        InferResponse response;
        try {
            response = InferResponse.read(Payload.of(answer.body(), answer.header(Payload.HEADER)));
        } catch (OipException e) {
            throw new WrongAnswer("not an inference response", String.valueOf(e.getMessage()));
        }
        String id = idPrefix + PreparedRequest.written(number);
        if (response.id().isPresent() && !response.id().get().equals(id)) {
            throw new WrongAnswer(
                    "wrong id", "expected id '" + id + "', got '" + response.id().get() + "'");
        }
        if (!response.model().equals(model.name())) {
            throw new WrongAnswer(
                    "wrong model",
                    "expected an answer of '" + model.name() + "', got '" + response.model() + "'");
        }
        for (ModelMetadata.Port port : model.outputs()) {
            check(port, response.outputs(), rows.getOrDefault(item, 0L));
        }
        return "";
    }

    private static void check(ModelMetadata.Port port, List<Tensor> outputs, long rows)
            throws WrongAnswer {
        Tensor output =
                outputs.stream()
                        .filter(tensor -> tensor.name().equals(port.name()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new WrongAnswer(
                                                "missing output",
                                                "expected an output '"
                                                        + port.name()
                                                        + "', got "
                                                        + outputs.stream()
                                                                .map(Tensor::name)
                                                                .toList()));
        if (!output.datatype().name().equals(port.datatype())) {
            throw new WrongAnswer(
                    "wrong datatype",
                    "expected output '%s' to be %s, got %s"
                            .formatted(port.name(), port.datatype(), output.datatype()));
        }
        if (!fits(port.shape(), output.shape(), rows)) {
            throw new WrongAnswer(
                    "wrong shape",
                    "expected output '%s' to be of shape %s%s, got %s"
                            .formatted(
                                    port.name(),
                                    port.shape(),
                                    rows > 0 && startsOpen(port.shape())
                                            ? " with " + rows + " for the batch"
                                            : "",
                                    output.shape()));
        }
    }

    private static boolean fits(List<Long> declared, List<Long> came, long rows) {
        if (declared.size() != came.size()) {
            return false;
        }
        for (int i = 0; i < declared.size(); i++) {
            if (declared.get(i) >= 0 && !declared.get(i).equals(came.get(i))) {
                return false;
            }
        }
        return rows == 0 || !startsOpen(declared) || came.getFirst() == rows;
    }

    private static boolean startsOpen(List<Long> shape) {
        return !shape.isEmpty() && shape.getFirst() < 0;
    }
}
