package dev.edgewise.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a server says of itself and its models, at both ends.
class MetadataTest {

    private static final ModelMetadata MODEL =
            new ModelMetadata(
                    "m",
                    List.of("1", "2"),
                    "onnxruntime_onnx",
                    List.of(new ModelMetadata.Port("x", "FP32", List.of(-1L, 4L))),
                    List.of(
                            new ModelMetadata.Port("y", "BYTES", List.of(-1L)),
                            new ModelMetadata.Port("z", "float8e5m2", List.of(-1L))));

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWrittenIsRead() throws OipException {
        ModelMetadata model = ModelMetadata.read(MODEL.write());
        assertThat(model).isEqualTo(MODEL);
        assertThat(model.inputs().getFirst().type()).contains(Datatype.FP32);
        assertThat(model.outputs().getLast().type()).isEmpty();

        ServerMetadata server = new ServerMetadata("edgewise", "1", List.of("statistics"));
        assertThat(ServerMetadata.read(server.write())).isEqualTo(server);

        ModelStatistics statistics =
                new ModelStatistics(
                        "m",
                        "1",
                        1_700_000_000_000L,
                        9,
                        2,
                        Map.of("success", new ModelStatistics.Spent(2, 1000)),
                        List.of(
                                new ModelStatistics.Batch(
                                        8,
                                        Map.of("compute_infer", new ModelStatistics.Spent(1, 5)))));
        ModelStatistics read =
                ModelStatistics.read(ModelStatistics.write(List.of(statistics))).getFirst();
        assertThat(read.spent("success")).isEqualTo(new ModelStatistics.Spent(2, 1000));
        assertThat(read.spent("fail")).isEqualTo(ModelStatistics.Spent.NOTHING);
        assertThat(read.inferences()).isEqualTo(9);
        assertThat(read.executions()).isEqualTo(2);
        assertThat(read.lastInferenceMillis()).isEqualTo(1_700_000_000_000L);
        assertThat(read.batches().getFirst().size()).isEqualTo(8);
        assertThat(read.batches().getFirst().spent())
                .containsEntry("compute_infer", new ModelStatistics.Spent(1, 5));
    }

    @Test
    void theConfigurationLeavesTheBatchOut() {
        assertThat(new String(new ModelConfig(MODEL, 8).write(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"name\":\"m\",\"platform\":\"onnxruntime_onnx\",\"backend\":\"onnxruntime\","
                                + "\"max_batch_size\":8,\"input\":[{\"name\":\"x\",\"data_type\":"
                                + "\"TYPE_FP32\",\"dims\":[4]}],\"output\":[{\"name\":\"y\","
                                + "\"data_type\":\"TYPE_STRING\",\"dims\":[]},{\"name\":\"z\","
                                + "\"data_type\":\"TYPE_INVALID\",\"dims\":[]}]}");
    }

    @Test
    void whatAnotherServerSaysIsReadAsFarAsItGoes() throws OipException {
        ModelMetadata sparse =
                ModelMetadata.read(utf8("{\"name\": \"m\", \"versions\": null, \"more\": [{}]}"));
        assertThat(sparse.versions()).isEmpty();
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> ModelMetadata.read(utf8("{}")))
                .withMessage("the model's metadata has no name");
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> ServerMetadata.read(utf8("<html>")))
                .withMessageStartingWith("the server's metadata is not JSON: ");
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> ModelStatistics.read(utf8("{\"model_stats\": [{}]}")))
                .withMessage("a model of the statistics has no name");
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(
                        () ->
                                InferResponse.read(
                                        Payload.json(utf8("{\"outputs\": [{\"name\": \"y\"}]}"))))
                .withMessage("output 'y' has no datatype");
    }

    @Test
    void theIndexIsAskedForAllOrForWhatIsReady() throws OipException {
        assertThat(RepositoryIndex.wantsReady(new byte[0])).isFalse();
        assertThat(RepositoryIndex.wantsReady(utf8("{}"))).isFalse();
        assertThat(RepositoryIndex.wantsReady(utf8("{\"ready\": true}"))).isTrue();
        assertThatExceptionOfType(OipException.class)
                .isThrownBy(() -> RepositoryIndex.wantsReady(utf8("{\"ready\": 1}")))
                .withMessage("ready: true or false is needed");
        assertThat(
                        RepositoryRequest.read(
                                        utf8("{\"parameters\": {\"unload_dependents\": true}}"))
                                .parameters()
                                .flag("unload_dependents"))
                .contains(true);
    }
}
