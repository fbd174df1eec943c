package dev.edgewise.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.ModelSource;
import dev.edgewise.engine.OnnxServedModel;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.model.ElementType;
import dev.edgewise.model.SampleModels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The Open Inference Protocol over a socket, with models of every kind.
@Timeout(120)
class OpenInferenceTest {

    private static final String JSON = "Content-Type: application/json\r\n";
    private static final List<Throwable> COMPLAINTS = new CopyOnWriteArrayList<>();

    private static RecognitionServer server;

    @BeforeAll
    static void startServer() throws IOException {
        List<ServedModel> models = new ArrayList<>();
        models.add(new FakeModel());
        for (ElementType type :
                List.of(
                        ElementType.BOOL,
                        ElementType.UINT8,
                        ElementType.UINT16,
                        ElementType.UINT32,
                        ElementType.UINT64,
                        ElementType.INT8,
                        ElementType.INT16,
                        ElementType.INT32,
                        ElementType.INT64,
                        ElementType.FLOAT16,
                        ElementType.BFLOAT16,
                        ElementType.FLOAT32,
                        ElementType.FLOAT64,
                        ElementType.STRING)) {
            models.add(load("echo " + type.label(), "1", SampleModels.echo(type)));
        }
        models.add(load("sums", "1", SampleModels.sums()));
        models.add(load("sums", "2", SampleModels.sums()));
        models.add(load("logarithm", "1", SampleModels.logarithm()));
        models.add(load("pick", "1", SampleModels.pick()));
        models.add(load("classes", "1", SampleModels.classes()));
        Catalog catalog = TestCatalog.of(models);
        catalog.offer(
                new ModelSource(
                        "tiny",
                        "1",
                        () ->
                                OnnxServedModel.load(
                                        "tiny.onnx", "tiny", "1", SampleModels.tiny(), 1)));
        server =
                TestServers.start(
                        TestServers.settings(100_000, 8, 8, 2),
                        catalog,
                        Optional.empty(),
                        "1.2",
                        COMPLAINTS::add);
    }

    private static ServedModel load(String name, String version, byte[] onnx) throws IOException {
        return OnnxServedModel.load(name + ".onnx", name, version, onnx, 1);
    }

    @AfterAll
    static void stopServer() {
        server.close();
        assertThat(COMPLAINTS).isEmpty();
    }

    private static Wire wire() throws IOException {
        return new Wire(server.port());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Wire.Answer infer(String model, String json) throws IOException {
        try (Wire wire = wire()) {
            return wire.ask("POST", "/v2/models/" + model + "/infer", JSON, utf8(json));
        }
    }

    private static Wire.Answer binary(String model, String json, byte[] data) throws IOException {
        byte[] text = utf8(json);
        byte[] body = new byte[text.length + data.length];
        ByteBuffer.wrap(body).put(text).put(data);
        try (Wire wire = wire()) {
            return wire.ask(
                    "POST",
                    "/v2/models/" + model + "/infer",
                    "Content-Type: application/octet-stream\r\nInference-Header-Content-Length: "
                            + text.length
                            + "\r\n",
                    body);
        }
    }

    private static void refused(Wire.Answer answer, String error) {
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bool    | BOOL   | true,false            | 0100",
                "uint8   | UINT8  | 0,255                 | 00ff",
                "uint16  | UINT16 | 0,65535               | 0000ffff",
                "uint32  | UINT32 | 0,4294967295          | 00000000ffffffff",
                "uint64  | UINT64 | 0,18446744073709551615 | 0000000000000000ffffffffffffffff",
                "int8    | INT8   | -128,127              | 807f",
                "int16   | INT16  | -32768,32767          | 0080ff7f",
                "int32   | INT32  | -2147483648,2147483647 | 00000080ffffff7f",
                "int64   | INT64  | -9223372036854775808,1 | 00000000000000800100000000000000",
                "float16 | FP16   | ``                    | 003c00c0",
                "bfloat16 | BF16  | ``                    | 803f00c0",
                "float32 | FP32   | 1.0,-2.5              | 0000803f000020c0",
                "float64 | FP64   | 1.0,-2.5              | 000000000000f03f00000000000004c0",
                "string  | BYTES  | \"\",\"grün 🎤\"      | 000000000a0000006772c3bc6e20f09f8ea4"
            })
    void everyDatatypeGoesInAndComesOutInBothForms(
            String type, String datatype, String json, String hex) throws IOException {
        String model = "echo%20" + type;
        String input = "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"%s\",\"shape\":[1,2],%s}]%s}";
        if (!json.isEmpty()) {
            Wire.Answer answer =
                    infer(model, input.formatted(datatype, "\"data\":[" + json + "]", ""));
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"model_name\":\"echo %s\",\"model_version\":\"1\",\"outputs\":[{\"name\":\"y\",\"datatype\":\"%s\",\"shape\":[1,2],\"data\":[%s]}]}"
                                    .formatted(type, datatype, json));
        } else {
            refused(
                    infer(model, input.formatted(datatype, "\"data\":[1,2]", "")),
                    "input 'x': "
                            + datatype
                            + " has no JSON form; send binary data (parameter binary_data_size)");
        }
        byte[] data = HexFormat.of().parseHex(hex);
        String sized = "\"parameters\":{\"binary_data_size\":" + data.length + "}";
        Wire.Answer answer =
                binary(
                        model,
                        input.formatted(
                                datatype, sized, ",\"parameters\":{\"binary_data_output\":true}"),
                        data);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/octet-stream");
        int length = Integer.parseInt(answer.header("inference-header-content-length"));
        assertThat(new String(answer.bytes(), 0, length, StandardCharsets.UTF_8))
                .contains("\"shape\":[1,2]", "\"binary_data_size\":" + data.length)
                .doesNotContain("\"data\":");
        assertThat(HexFormat.of().formatHex(answer.bytes(), length, answer.bytes().length))
                .isEqualTo(hex);
        Wire.Answer raw;
        try (Wire wire = wire()) {
            raw =
                    wire.ask(
                            "POST",
                            "/v2/models/" + model + "/infer",
                            "Inference-Header-Content-Length: 0\r\n",
                            data);
        }
        if (datatype.equals("BYTES")) {
            refused(raw, "input 'x', raw: BYTES: 2 values are needed, got 1");
        } else {
            assertThat(raw.bytes()).endsWith(data);
            assertThat(raw.header("inference-header-content-length")).isNotEmpty();
        }
    }

    @Test
    void outputsComeAsTheyAreAskedFor() throws IOException {
        String request =
                """
                {"id": "r", "inputs": [
                  {"name": "b", "datatype": "FP32", "shape": [2], "data": [1, 2]},
                  {"name": "a", "datatype": "FP32", "shape": [2], "data": [3, 5]}], "outputs": [%s]}""";
        assertThat(infer("sums", request.formatted("")).body())
                .isEqualTo(
                        "{\"model_name\":\"sums\",\"model_version\":\"2\",\"id\":\"r\",\"outputs\":["
                                + "{\"name\":\"sum\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[4.0,7.0]},"
                                + "{\"name\":\"difference\",\"datatype\":\"FP32\",\"shape\":[2],"
                                + "\"data\":[2.0,3.0]}]}");
        Wire.Answer mixed =
                infer(
                        "sums/versions/1",
                        request.formatted(
                                "{\"name\": \"difference\"}, {\"name\": \"sum\","
                                        + " \"parameters\": {\"binary_data\": true}}"));
        assertThat(mixed.body())
                .startsWith("{\"model_name\":\"sums\",\"model_version\":\"1\"")
                .contains(
                        "{\"name\":\"difference\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[2.0,3.0]},"
                                + "{\"name\":\"sum\",\"datatype\":\"FP32\",\"shape\":[2],"
                                + "\"parameters\":{\"binary_data_size\":8}}");
        assertThat(ByteBuffer.wrap(mixed.bytes(), mixed.bytes().length - 8, 8).getLong())
                .isEqualTo(0x000080400000e040L);
        assertThat(
                        infer(
                                        "sums",
                                        request.formatted(
                                                "{\"name\": \"sum\", \"parameters\":"
                                                        + " {\"classification\": 1}}"))
                                .body())
                .contains("\"datatype\":\"BYTES\",\"shape\":[2,1],\"data\":[\"4.0:0\",\"7.0:0\"]");
        assertThat(
                        infer(
                                        "fake",
                                        """
                                        {"inputs": [{"name": "waveform", "datatype": "FP32", "shape": [1, 4],
                                         "data": [0.25, 0, 0, 0]}], "outputs": [{"name": "probabilities",
                                         "parameters": {"classification": 2}}]}""")
                                .body())
                .contains("\"shape\":[1,2],\"data\":[\"0.75:1:no\",\"0.25:0:yes\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a:[2]:1,2          | ``  | input 'b' is missing: the model needs float32 [N]",
                "a:[2]:1,2;c:[1]:1  | ``  | input 'c' is not one of the model's: a, b",
                "a:[2]:1,2;b:[3]:1,2,3 | `` | input 'b': N is 3, but 2 in input 'a'",
                "a:[2,1]:1,2        | ``  | input 'a': shape [2, 1], expected [N]",
                "a:[1]:1;b:[1]:1    | `{\"name\": \"y\"}` | output 'y' is not one of the model's: sum, difference",
                "a:[1]:1;b:[1]:1    | `{\"name\": \"sum\", \"parameters\": {\"binary_data\": 1}}` | output 'sum': parameter binary_data: true or false is needed, got 1",
            })
    void whatDoesNotFitTheModelIsNamed(String inputs, String outputs, String error)
            throws IOException {
        List<String> json = new ArrayList<>();
        for (String input : inputs.split(";", -1)) {
            String[] parts = input.split(":", -1);
            json.add(
                    "{\"name\":\"%s\",\"datatype\":\"FP32\",\"shape\":%s,\"data\":[%s]}"
                            .formatted((Object[]) parts));
        }
        refused(
                infer(
                        "sums",
                        "{\"inputs\": [%s], \"outputs\": [%s]}"
                                .formatted(String.join(",", json), outputs)),
                error);
    }

    @Test
    void anotherDatatypeThanTheModelsIsRefused() throws IOException {
        refused(
                infer(
                        "logarithm",
                        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP64\",\"shape\":[4],\"data\":[1,2,3,4]}]}"),
                "input 'x': datatype FP64, expected FP32");
    }

    @Test
    void whatIsNoNumberGoesOnlyAsBinaryData() throws IOException {
        String request =
                "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[4],\"data\":[1,1,-1,1]}]%s}";
        refused(
                infer("logarithm", request.formatted("")),
                "output 'y' holds NaN, which JSON has no number for; ask for binary_data");
        Wire.Answer answer =
                infer(
                        "logarithm",
                        request.formatted(",\"parameters\":{\"binary_data_output\":true}"));
        assertThat(answer.status()).isEqualTo(200);
        ByteBuffer values =
                ByteBuffer.wrap(answer.bytes(), answer.bytes().length - 16, 16)
                        .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(values.getFloat()).isZero();
        assertThat(values.getFloat()).isZero();
        assertThat(values.getFloat()).isNaN();
        refused(
                infer("logarithm", request.formatted("").replace("-1", "1e39")),
                "input 'x': 1e39 is beyond what FP32 holds");
        assertThat(infer("logarithm", request.formatted("").replace("-1", "NaN")).status())
                .isEqualTo(400);
    }

    @Test
    void aModelThatCannotRunOnTheValuesSaysSo() throws IOException {
        String request =
                """
                {"inputs": [{"name": "x", "datatype": "FP32", "shape": [4], "data": [1, 2, 3, 4]},
                            {"name": "index", "datatype": "INT64", "shape": [], "data": [%d]}]}""";
        assertThat(infer("pick", request.formatted(2)).body())
                .contains("\"shape\":[],\"data\":[3.0]");
        Wire.Answer answer = infer("pick", request.formatted(9));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"pick: can't be run: ");
    }

    @Test
    void whatTheProtocolCannotCarryIsNamed() throws IOException {
        String request =
                "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":%s,\"data\":[1,2]}]%s}";
        refused(
                infer("classes", request.formatted("[1,2]", "")),
                "output 'maps' is sequence(map(string, float32)), which the protocol can't carry;"
                        + " ask by name for scores");
        assertThat(
                        infer(
                                        "classes",
                                        request.formatted(
                                                "[1,2]", ",\"outputs\":[{\"name\":\"scores\"}]"))
                                .body())
                .contains("\"name\":\"scores\"", "\"data\":[1.0,2.0]");
        refused(
                infer("tiny", request.formatted("[2]", "")),
                "output 'y' is float8e4m3fn, which the protocol can't carry");
        try (Wire wire = wire()) {
            assertThat(wire.ask("GET", "/v2/models/tiny").body())
                    .contains("{\"name\":\"y\",\"datatype\":\"float8e4m3fn\",\"shape\":[2]}");
            assertThat(wire.ask("GET", "/v2/models/classes").body())
                    .contains("\"datatype\":\"sequence(map(string, float32))\"");
        }
    }

    @Test
    void aModelsVersionsStandSideBySide() throws IOException {
        try (Wire wire = wire()) {
            for (String path : List.of("/v2/models/sums", "/v2/models/sums/versions/1")) {
                assertThat(wire.ask("GET", path).body())
                        .startsWith(
                                "{\"name\":\"sums\",\"versions\":[\"1\",\"2\"],\"platform\":"
                                        + "\"onnxruntime_onnx\",\"inputs\":[{\"name\":\"a\",\"datatype\":\"FP32\","
                                        + "\"shape\":[-1]}");
                assertThat(wire.ask("GET", path + "/ready").status()).isEqualTo(200);
                assertThat(wire.ask("GET", path + "/config").body())
                        .contains("\"max_batch_size\":128", "\"dims\":[]");
            }
            assertThat(wire.ask("GET", "/v2/models/logarithm/config").body())
                    .contains("\"max_batch_size\":0", "\"data_type\":\"TYPE_FP32\",\"dims\":[4]");
            Wire.Answer missing = wire.ask("GET", "/v2/models/sums/versions/3/ready");
            assertThat(missing.status()).isEqualTo(404);
            assertThat(missing.body())
                    .isEqualTo("{\"error\":\"sums: no such version; there is 1, 2\"}");
            assertThat(wire.ask("GET", "/v2/models/sums/versions/1/").status()).isEqualTo(200);
            assertThat(wire.ask("POST", "/v2/models/sums/versions/1").status()).isEqualTo(405);
        }
    }

    @Test
    void statisticsCountWhatWasAskedAndWhereTheTimeWent() throws IOException {
        String request =
                "{\"inputs\":[{\"name\":\"waveform\",\"datatype\":\"FP32\",\"shape\":[%d,4],\"data\":[%s]}]}";
        assertThat(infer("fake", request.formatted(2, "1,0,0,0,1,0,0,0")).status()).isEqualTo(200);
        assertThat(infer("fake", request.formatted(9, "1")).status()).isEqualTo(400);
        try (Wire wire = wire()) {
            String all = wire.ask("GET", "/v2/models/stats").body();
            assertThat(all).contains("\"name\":\"fake\"", "\"name\":\"tiny\"");
            String one = wire.ask("GET", "/v2/models/fake/versions/7/stats").body();
            assertThat(one)
                    .startsWith("{\"model_stats\":[{\"name\":\"fake\",\"version\":\"7\",")
                    .containsPattern("\"last_inference\":[1-9]\\d{12}")
                    .containsPattern("\"inference_count\":[1-9]")
                    .containsPattern("\"success\":\\{\"count\":[1-9]\\d*,\"ns\":[1-9]")
                    .containsPattern("\"fail\":\\{\"count\":[1-9]\\d*,\"ns\":[1-9]")
                    .containsPattern(
                            "\"batch_size\":2,\"compute_input\":\\{\"count\":1,\"ns\":[1-9]")
                    .doesNotContain("tiny");
            assertThat(wire.ask("GET", "/v2/models/none/stats").status()).isEqualTo(404);
        }
    }

    @Test
    void theTypeOfABodyMustBeOneOfTwo() throws IOException {
        try (Wire wire = wire()) {
            Wire.Answer answer =
                    wire.ask(
                            "POST",
                            "/v2/models/sums/infer",
                            "Content-Type: text/plain\r\n",
                            utf8("{}"));
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"error\":\"content type text/plain: expected application/json, or"
                                    + " application/octet-stream where binary data follow\"}");
            Wire.Answer beyond =
                    wire.ask(
                            "POST",
                            "/v2/models/sums/infer",
                            "Inference-Header-Content-Length: 9\r\n",
                            utf8("{}"));
            refused(beyond, "Inference-Header-Content-Length: 9 is beyond the body, which has 2");
            refused(
                    wire.ask(
                            "POST",
                            "/v2/models/sums/infer",
                            "Inference-Header-Content-Length: 0\r\n",
                            new byte[8]),
                    "a raw body is for models with one input, this one has 2");
            Wire.Answer broken =
                    wire.ask("POST", "/v2/models/sums/infer", JSON, new byte[] {'{', '"', -1, '"'});
            assertThat(broken.status()).isEqualTo(400);
            assertThat(broken.body())
                    .startsWith("{\"error\":\"the request is not JSON: Invalid UTF-8");
        }
    }

    /// With an escape in its name, behind the tensors: a parameter is one wherever it stands.
    @Test
    void aTimeoutThatCannotBeMetIsRefused() throws IOException {
        String request =
                "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[4],\"data\":[1,1,1,1]}],"
                        + "\"parameters\":{\"time\\u006fut\":1}}";
        Wire.Answer answer = infer("logarithm", request);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"error\":\"the request's deadline has passed\"}");
        assertThat(answer.header("server-timing"))
                .matches("read;dur=[0-9.]+, queue;dur=[0-9.]+, total;dur=[0-9.]+");
    }

    @Test
    void aTimeoutMustBeANumber() throws IOException {
        String request =
                "{\"parameters\":{\"timeout\":%s},\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[4],\"data\":[1,1,1,1]}]}";
        assertThat(infer("logarithm", request.formatted("60000000")).status()).isEqualTo(200);
        assertThat(infer("logarithm", request.formatted("0")).status()).isEqualTo(200);
        refused(
                infer("logarithm", request.formatted("\\\"1s\\\"".replace("\\", ""))),
                "parameter timeout: a whole number from 0 is needed, got '1s'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gzip                     | gzip",
                "deflate                  | deflate",
                "gzip;q=0.1, deflate;q=1  | deflate",
                "GZIP, br                 | gzip",
                "gzip;q=0                 | ``",
                "gzip;q=x                 | ``",
                "br, identity             | ``"
            })
    void aLongAnswerIsCodedWhereTheClientAsksForIt(String accepted, String coding)
            throws IOException {
        String values = String.join(",", Collections.nCopies(1000, "1.5"));
        String request =
                "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[500,2],\"data\":[%s]}]}"
                        .formatted(values);
        try (Wire wire = wire()) {
            Wire.Answer answer =
                    wire.ask(
                            "POST",
                            "/v2/models/echo%20float32/infer",
                            JSON + "Accept-Encoding: " + accepted + "\r\n",
                            utf8(request));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("vary")).isEqualTo("Accept-Encoding");
            assertThat(answer.header("content-encoding")).isEqualTo(coding);
            InputStream plain = new ByteArrayInputStream(answer.bytes());
            if (coding.equals("gzip")) {
                plain = new GZIPInputStream(plain);
            } else if (coding.equals("deflate")) {
                plain = new InflaterInputStream(plain);
            }
            assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith(values + "]}]}");
        }
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() throws IOException {
        try (Wire wire = wire()) {
            wire.send("POST /v2/models/sums/infer HTTP/1.1", JSON + "Content-Length: 100001\r\n");
            Wire.Answer answer = wire.answer(false);
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"request body: larger than 100000 bytes\"}");
        }
    }

    @Test
    void everyRouteUnderV2IsDescribed() throws IOException {
        try (Wire wire = wire()) {
            String document = wire.ask("GET", "/openapi.json").body();
            for (String path :
                    List.of(
                            "",
                            "/health/live",
                            "/health/ready",
                            "/models/stats",
                            "/repository/index",
                            "/repository/models/{m}/load",
                            "/repository/models/{m}/unload")) {
                assertThat(document).contains("\"/v2" + path + "\":{");
            }
            for (String end : List.of("", "/ready", "/config", "/stats", "/infer")) {
                assertThat(document)
                        .contains(
                                "\"/v2/models/{m}" + end + "\":{",
                                "\"/v2/models/{m}/versions/{v}" + end + "\":{");
            }
        }
    }

    @Test
    void aTensorMayBeEmpty() throws IOException {
        for (String type : List.of("float32|FP32", "string|BYTES", "uint16|UINT16")) {
            String[] parts = type.split("\\|", -1);
            assertThat(
                            infer(
                                            "echo%20" + parts[0],
                                            "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"%s\",\"shape\":[0,2],\"data\":[]}]}"
                                                    .formatted(parts[1]))
                                    .body())
                    .contains("\"shape\":[0,2],\"data\":[]");
        }
    }

    @Test
    void aTextMayHoldAnyCharacter() throws IOException {
        Wire.Answer answer =
                infer(
                        "echo%20string",
                        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"BYTES\",\"shape\":[1,2],\"data\":[\"a\\u0000b\",\"\\\"\\\\\"]}]}");
        assertThat(answer.body()).contains("\"data\":[\"a\\u0000b\",\"\\\"\\\\\"]");
    }

    @Test
    void aModelIsUnloadedAndLoadedAgain() throws IOException {
        String model = "/v2/repository/models/tiny";
        try (Wire wire = wire()) {
            assertThat(wire.ask("POST", "/v2/repository/index").body())
                    .contains(
                            "{\"name\":\"tiny\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"}");
            assertThat(
                            wire.ask(
                                            "POST",
                                            model + "/unload",
                                            JSON,
                                            utf8("{\"parameters\":{\"unload_dependents\":true}}"))
                                    .status())
                    .isEqualTo(200);
            Wire.Answer gone = wire.ask("GET", "/v2/models/tiny/ready");
            assertThat(gone.status()).isEqualTo(503);
            assertThat(gone.body()).contains("tiny", "unloaded");
            assertThat(wire.ask("POST", "/v2/repository/index").body())
                    .contains("{\"name\":\"tiny\",\"version\":\"1\",\"state\":\"UNAVAILABLE\"");
            assertThat(
                            wire.ask("POST", "/v2/repository/index", JSON, utf8("{\"ready\":true}"))
                                    .body())
                    .doesNotContain("tiny")
                    .contains("pick");
            assertThat(wire.ask("POST", model + "/load").body()).isEqualTo("{}");
            assertThat(wire.ask("GET", "/v2/models/tiny/ready").status()).isEqualTo(200);
            assertThat(wire.ask("POST", "/v2/repository/models/none/load").status()).isEqualTo(404);
            refused(
                    wire.ask(
                            "POST",
                            model + "/load",
                            JSON,
                            utf8("{\"parameters\":{\"config\":\"{}\"}}")),
                    "parameter config isn't known here");
            refused(
                    wire.ask("POST", model + "/unload", JSON, utf8("[]")),
                    "the request: a JSON object is needed");
            refused(
                    wire.ask("POST", "/v2/repository/index", JSON, utf8("{\"ready\":0}")),
                    "ready: true or false is needed");
        }
    }
}
