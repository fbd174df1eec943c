"""What both of Triton's clients ask, and how their checks are run."""

import numpy as np

ECHOES = {
    "bool": ("BOOL", np.array([[True, False]])),
    "uint8": ("UINT8", np.array([[0, 2**8 - 1]], np.uint8)),
    "uint16": ("UINT16", np.array([[0, 2**16 - 1]], np.uint16)),
    "uint32": ("UINT32", np.array([[0, 2**32 - 1]], np.uint32)),
    "uint64": ("UINT64", np.array([[0, 2**64 - 1]], np.uint64)),
    "int8": ("INT8", np.array([[-(2**7), 2**7 - 1]], np.int8)),
    "int16": ("INT16", np.array([[-(2**15), 2**15 - 1]], np.int16)),
    "int32": ("INT32", np.array([[-(2**31), 2**31 - 1]], np.int32)),
    "int64": ("INT64", np.array([[-(2**63), 2**63 - 1]], np.int64)),
    "float16": ("FP16", np.array([[1.5, -2]], np.float16)),
    "bfloat16": ("BF16", np.array([[1.5, -2]], np.float32)),
    "float32": ("FP32", np.array([[1.5, 1e-30]], np.float32)),
    "float64": ("FP64", np.array([[1.5, 1e-300]], np.float64)),
    "string": ("BYTES", np.array([["", "grün 🎤".encode()]], np.object_)),
}
WITHOUT_JSON = ("FP16", "BF16")


def as_bytes(values):
    """Texts as the client may give them, str or bytes, as bytes."""
    if values.dtype != np.object_:
        return values
    to_bytes = lambda v: v if isinstance(v, bytes) else str(v).encode()
    return np.array([to_bytes(v) for v in values.flatten()], np.object_).reshape(values.shape)


def same(got, expected):
    assert got is not None
    got, expected = as_bytes(got), as_bytes(expected)
    assert got.shape == expected.shape and (got == expected).all(), (got, expected)


def health(client):
    assert client.is_server_live()
    assert client.is_server_ready()
    assert client.is_model_ready("sums")
    assert client.is_model_ready("sums", "1")
    assert not client.is_model_ready("nothing")
    assert not client.is_model_ready("sums", "9")


def classes(client, module, tensor):
    values = np.array([[0.25, 0.75], [1, 0]], np.float32)
    result = client.infer(
        "classes",
        [tensor("x", "FP32", values)],
        outputs=[module.InferRequestedOutput("scores", class_count=1)],
    )
    assert result.as_numpy("scores").tolist() == [[b"0.75:1"], [b"1.0:0"]]


def run(client, checks):
    """Prints a line a check; the first that fails ends it."""
    for check in checks:
        check(client)
        print(check.__name__, "ok", flush=True)
