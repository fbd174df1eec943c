"""Triton's own gRPC client against a server that has the models of SampleModels.

Usage: triton_grpc.py HOST:PORT. Prints a line a check; ends with 0 if all are right.
"""

import queue
import sys

import grpc
import numpy as np
import tritonclient.grpc as triton
from tritonclient.grpc import service_pb2 as messages
from tritonclient.grpc import service_pb2_grpc as stubs
from tritonclient.utils import InferenceServerException

import triton_checks
from triton_checks import ECHOES, WITHOUT_JSON, as_bytes, health, run, same

PATIENCE = 100

TYPED = {
    "BOOL": "bool_contents",
    "INT8": "int_contents",
    "INT16": "int_contents",
    "INT32": "int_contents",
    "INT64": "int64_contents",
    "UINT8": "uint_contents",
    "UINT16": "uint_contents",
    "UINT32": "uint_contents",
    "UINT64": "uint64_contents",
    "FP32": "fp32_contents",
    "FP64": "fp64_contents",
    "BYTES": "bytes_contents",
}


def tensor(name, datatype, values):
    made = triton.InferInput(name, list(values.shape), datatype)
    made.set_data_from_numpy(values)
    return made


def refused(status, words, call, *arguments, **named):
    try:
        call(*arguments, **named)
    except InferenceServerException as e:
        assert e.status() == "StatusCode." + status, e
        assert words in e.message(), e
        return
    raise AssertionError("no error, expected: " + words)


def sums(count):
    a = np.arange(count, dtype=np.float32)
    return [tensor("a", "FP32", a), tensor("b", "FP32", np.ones(count, np.float32))], a + 1


def metadata(client):
    server = client.get_server_metadata()
    assert server.name == "edgewise" and "statistics" in server.extensions, server
    model = client.get_model_metadata("sums")
    assert model.platform == "onnxruntime_onnx" and list(model.versions) == ["1"], model
    assert [(p.name, p.datatype, list(p.shape)) for p in model.inputs] == [
        ("a", "FP32", [-1]),
        ("b", "FP32", [-1]),
    ]
    config = client.get_model_config("echo_string", "1").config
    assert config.max_batch_size > 0 and config.backend == "onnxruntime", config
    assert config.input[0].data_type == 13 and list(config.input[0].dims) == [2], config
    refused("NOT_FOUND", "no such model", client.get_model_metadata, "nothing")
    refused("NOT_FOUND", "no such version", client.get_model_config, "sums", "9")


def every_datatype(client):
    for name, (datatype, values) in ECHOES.items():
        result = client.infer(
            "echo_" + name,
            [tensor("x", datatype, values)],
            outputs=[triton.InferRequestedOutput("y")],
            request_id="r-7",
        )
        assert result.get_response().id == "r-7"
        assert result.get_output("y").datatype == datatype
        same(result.as_numpy("y"), values)


def typed_contents(client):
    for name, (datatype, values) in ECHOES.items():
        request = messages.ModelInferRequest(model_name="echo_" + name)
        x = request.inputs.add(name="x", datatype=datatype, shape=list(values.shape))
        if datatype in WITHOUT_JSON:
            x.contents.fp32_contents.extend([1, 2])
            refused_raw("INVALID_ARGUMENT", "has no typed contents", client, request)
            continue
        getattr(x.contents, TYPED[datatype]).extend(as_bytes(values).flatten().tolist())
        response = client._client_stub.ModelInfer(request)
        assert not response.raw_output_contents, response
        got = getattr(response.outputs[0].contents, TYPED[datatype])
        same(np.array(list(got), values.dtype).reshape(values.shape), values)
    small = messages.ModelInferRequest(model_name="echo_int8")
    x = small.inputs.add(name="x", datatype="INT8", shape=[1, 2])
    x.contents.int_contents.extend([1, 128])
    refused_raw("INVALID_ARGUMENT", "input 'x': 128 is no INT8", client, small)


def refused_raw(status, words, client, request):
    try:
        client._client_stub.ModelInfer(request)
    except grpc.RpcError as e:
        assert e.code().name == status and words in e.details(), e
        return
    raise AssertionError("no error, expected: " + words)


def compression(client):
    inputs, expected = sums(5000)
    noise = np.random.default_rng(1).standard_normal(100_000).astype(np.float32)
    for algorithm in (None, "gzip", "deflate"):
        result = client.infer("sums", inputs, compression_algorithm=algorithm)
        same(result.as_numpy("sum"), expected)
        # Noise doesn't shrink: it comes in many frames.
        result = client.infer(
            "sums",
            [tensor("a", "FP32", noise), tensor("b", "FP32", noise)],
            compression_algorithm=algorithm,
        )
        same(result.as_numpy("difference"), noise - noise)


def sizes(client):
    large, _ = sums(2_600_000)
    for algorithm in (None, "gzip", "deflate"):
        refused(
            "RESOURCE_EXHAUSTED",
            "exceeds maximum size",
            client.infer,
            "sums",
            large,
            compression_algorithm=algorithm,
        )
    inputs, expected = sums(1_900_000)
    same(client.infer("sums", inputs).as_numpy("sum"), expected)


def classes(client):
    triton_checks.classes(client, triton, tensor)


def bad_requests(client):
    one = tensor("a", "FP32", np.ones(1, np.float32))
    two = tensor("b", "FP32", np.ones(2, np.float32))
    bad = "INVALID_ARGUMENT"
    refused(bad, "input 'b' is missing", client.infer, "sums", [one])
    refused(bad, "input 'b': N is 2, but 1 in input 'a'", client.infer, "sums", [one, two])
    refused(bad, "is there twice", client.infer, "sums", [one, one])
    refused(bad, "inputs: at least one is needed, got none", client.infer, "sums", [])
    refused("NOT_FOUND", "no such model", client.infer, "nothing", [one])
    fitting, _ = sums(1)
    unknown = [triton.InferRequestedOutput("q")]
    refused(bad, "not one of the model's", client.infer, "sums", fitting, outputs=unknown)
    refused(bad, "timeout", client.infer, "sums", fitting, timeout=-5)
    shared = triton.InferInput("a", [1], "FP32")
    shared.set_shared_memory("mine", 4)
    refused(bad, "shared memory isn't offered", client.infer, "sums", [shared])


def deadlines(client):
    inputs, _ = sums(1000)
    refused("DEADLINE_EXCEEDED", "", client.infer, "sums", inputs, client_timeout=0.00001)
    answers = queue.Queue()
    call = client.async_infer(
        "sums", sums(1_900_000)[0], callback=lambda result, error: answers.put(error)
    )
    call.cancel()
    error = answers.get(timeout=PATIENCE)
    # It may have been answered before.
    assert error is None or error.status() == "StatusCode.CANCELLED", error
    client.infer("sums", inputs, client_timeout=PATIENCE)


def stream(client):
    answers = queue.Queue()
    client.start_stream(lambda result, error: answers.put((result, error)))
    for i in range(20):
        inputs, _ = sums(i + 1)
        client.async_stream_infer(
            "sums", inputs, request_id=str(i), enable_empty_final_response=(i % 2 == 0)
        )
    client.async_stream_infer("nothing", inputs)
    client.async_stream_infer("sums", inputs, request_id="last")
    for i in range(20):
        result, error = answers.get(timeout=PATIENCE)
        assert error is None, error
        response = result.get_response()
        assert response.id == str(i), response
        same(result.as_numpy("sum"), sums(i + 1)[1])
        assert ("triton_final_response" in response.parameters) == (i % 2 == 0), response
    result, error = answers.get(timeout=PATIENCE)
    assert result is None and "no such model" in error.message(), error
    result, error = answers.get(timeout=PATIENCE)
    assert error is None and result.get_response().id == "last", error
    client.stop_stream()


def statistics(client):
    one = client.get_inference_statistics("sums").model_stats
    assert len(one) == 1 and one[0].version == "1", one
    assert one[0].inference_stats.success.count > 0 and one[0].inference_stats.fail.count > 0
    assert one[0].inference_stats.compute_infer.ns > 0
    assert 5000 in [batch.batch_size for batch in one[0].batch_stats], one
    assert len(client.get_inference_statistics().model_stats) >= len(ECHOES)
    refused("NOT_FOUND", "no such model", client.get_inference_statistics, "nothing")


def repository(client):
    states = {m.name: m for m in client.get_model_repository_index().models}
    assert states["sums"].state == "READY" and states["sums"].version == "1", states


def unoffered(client):
    refused("UNIMPLEMENTED", "shared memory", client.get_system_shared_memory_status)
    refused("UNIMPLEMENTED", "shared memory", client.register_system_shared_memory, "a", "/a", 4)
    refused("UNIMPLEMENTED", "shared memory", client.get_cuda_shared_memory_status)
    refused("UNIMPLEMENTED", "traces", client.get_trace_settings)
    refused("UNIMPLEMENTED", "log", client.update_log_settings, {"log_info": True})


def timing(client):
    request = messages.ModelInferRequest(model_name="echo_float32")
    x = request.inputs.add(name="x", datatype="FP32", shape=[1, 2])
    x.contents.fp32_contents.extend([1, 2])
    _, call = client._client_stub.ModelInfer.with_call(request)
    trailers = dict(call.trailing_metadata())
    for phase in ("read", "queue", "decode", "predict", "encode", "total"):
        assert phase + ";dur=" in trailers["server-timing"], trailers


def main():
    client = triton.InferenceServerClient(sys.argv[1])
    checks = [
        health,
        metadata,
        every_datatype,
        typed_contents,
        compression,
        sizes,
        classes,
        bad_requests,
        deadlines,
        stream,
        statistics,
        repository,
        unoffered,
        timing,
    ]
    run(client, checks)


if __name__ == "__main__":
    main()
