"""Triton's own HTTP client against a server that has the models of SampleModels.

Usage: triton_http.py HOST:PORT. Prints a line a check; ends with 0 if all are right.
"""

import sys

import numpy as np
import tritonclient.http as http
from tritonclient.utils import InferenceServerException

import triton_checks
from triton_checks import ECHOES, WITHOUT_JSON, health, run, same


def tensor(name, datatype, values, binary=True):
    made = http.InferInput(name, list(values.shape), datatype)
    made.set_data_from_numpy(values, binary_data=binary)
    return made


def refused(words, call, *arguments, **named):
    try:
        call(*arguments, **named)
    except InferenceServerException as e:
        assert words in e.message(), e
        return e
    raise AssertionError("no error, expected: " + words)


def metadata(client):
    server = client.get_server_metadata()
    assert server["name"] == "edgewise"
    for extension in ("binary_tensor_data", "classification", "model_configuration", "statistics"):
        assert extension in server["extensions"], server
    model = client.get_model_metadata("sums")
    assert model["platform"] == "onnxruntime_onnx"
    assert model["versions"] == ["1"]
    assert [port["name"] for port in model["inputs"]] == ["a", "b"]
    assert model["inputs"][0] == {"name": "a", "datatype": "FP32", "shape": [-1]}
    config = client.get_model_config("sums", "1")
    assert config["max_batch_size"] > 0
    assert config["input"][0] == {"name": "a", "data_type": "TYPE_FP32", "dims": []}
    refused("no such model", client.get_model_metadata, "nothing")
    refused("no such version", client.get_model_config, "sums", "9")


def every_datatype(client):
    for name, (datatype, values) in ECHOES.items():
        for binary_in in (True, False):
            for binary_out in (True, False):
                if datatype in WITHOUT_JSON and not (binary_in and binary_out):
                    continue
                result = client.infer(
                    "echo_" + name,
                    [tensor("x", datatype, values, binary_in)],
                    outputs=[http.InferRequestedOutput("y", binary_data=binary_out)],
                    request_id="r-7",
                )
                assert result.get_response()["id"] == "r-7"
                assert result.get_output("y")["datatype"] == datatype
                same(result.as_numpy("y"), values)
        # Without outputs, the client asks for all of them as binary data.
        same(client.infer("echo_" + name, [tensor("x", datatype, values)]).as_numpy("y"), values)
    half = ECHOES["float16"][1]
    refused(
        "FP16 has no JSON form",
        client.infer,
        "echo_float16",
        [tensor("x", "FP16", half)],
        outputs=[http.InferRequestedOutput("y", binary_data=False)],
    )


def large_batches(client):
    a = np.arange(5000, dtype=np.float32)
    b = np.ones(5000, np.float32)
    inputs = [tensor("a", "FP32", a), tensor("b", "FP32", b, binary=False)]
    outputs = [
        http.InferRequestedOutput("difference", binary_data=False),
        http.InferRequestedOutput("sum", binary_data=True),
    ]
    for coding in (None, "gzip", "deflate"):
        result = client.infer(
            "sums",
            inputs,
            outputs=outputs,
            request_compression_algorithm=coding,
            response_compression_algorithm=coding,
        )
        same(result.as_numpy("sum"), a + b)
        same(result.as_numpy("difference"), a - b)
    waiting = [
        client.async_infer("sums", inputs, outputs=outputs, request_id=str(i)) for i in range(8)
    ]
    for i, request in enumerate(waiting):
        result = request.get_result()
        assert result.get_response()["id"] == str(i)
        same(result.as_numpy("sum"), a + b)


def parameters(client):
    inputs = [tensor("x", "FP32", np.ones(4, np.float32))]
    # A minute, in microseconds.
    result = client.infer("logarithm", inputs, timeout=60_000_000, parameters={"mine": "kept"})
    same(result.as_numpy("y"), np.zeros(4, np.float32))
    refused("timeout", client.infer, "logarithm", inputs, timeout=-5)


def classes(client):
    triton_checks.classes(client, http, tensor)
    values = np.array([[0.25, 0.75], [1, 0]], np.float32)
    refused("the protocol can't carry", client.infer, "classes", [tensor("x", "FP32", values)])


def bad_requests(client):
    one = tensor("a", "FP32", np.ones(1, np.float32))
    two = tensor("b", "FP32", np.ones(2, np.float32))
    refused("input 'b' is missing", client.infer, "sums", [one])
    refused("input 'b': N is 2, but 1 in input 'a'", client.infer, "sums", [one, two])
    refused("is there twice", client.infer, "sums", [one, one])
    refused("no such model", client.infer, "nothing", [one])
    fitting = [one, tensor("b", "FP32", np.ones(1, np.float32))]
    unknown = [http.InferRequestedOutput("q")]
    error = refused("not one of the model's", client.infer, "sums", fitting, outputs=unknown)
    assert error.status() == "400", error.status()
    nan = tensor("x", "FP32", -np.ones(4, np.float32))
    json_only = [http.InferRequestedOutput("y", binary_data=False)]
    refused("holds NaN", client.infer, "logarithm", [nan], outputs=json_only)
    assert np.isnan(client.infer("logarithm", [nan]).as_numpy("y")).all()


def statistics(client):
    one = client.get_inference_statistics("logarithm")["model_stats"]
    assert len(one) == 1 and one[0]["version"] == "1"
    assert one[0]["inference_count"] >= 2 and one[0]["inference_stats"]["fail"]["count"] >= 1, one
    assert one[0]["inference_stats"]["compute_infer"]["ns"] > 0
    batches = client.get_inference_statistics("sums", "1")["model_stats"][0]["batch_stats"]
    assert 5000 in [batch["batch_size"] for batch in batches], batches
    assert len(client.get_inference_statistics()["model_stats"]) >= len(ECHOES)
    refused("no such model", client.get_inference_statistics, "nothing")


def repository(client):
    states = {entry["name"]: entry for entry in client.get_model_repository_index()}
    assert states["sums"]["state"] == "READY" and states["sums"]["version"] == "1"
    client.load_model("sums")
    assert client.is_model_ready("sums")
    client.unload_model("sums")
    assert not client.is_model_ready("sums")
    states = {entry["name"]: entry for entry in client.get_model_repository_index()}
    assert states["sums"]["state"] == "UNAVAILABLE", states["sums"]
    refused("sums", client.get_model_metadata, "sums")
    client.load_model("sums")
    assert client.is_model_ready("sums")
    refused("no such model", client.load_model, "nothing")
    refused("no such model", client.unload_model, "nothing")


def main():
    checks = [
        health,
        metadata,
        every_datatype,
        large_batches,
        parameters,
        classes,
        bad_requests,
        statistics,
        repository,
    ]
    with http.InferenceServerClient(
        sys.argv[1], concurrency=4, connection_timeout=120.0, network_timeout=120.0
    ) as client:
        run(client, checks)


if __name__ == "__main__":
    main()
