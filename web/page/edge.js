/* The model in this browser: ONNX Runtime on WebAssembly, on one thread, and the same ONNX file that
   the server runs. */

import { ask } from "./api.js";
import { fit } from "./wav.js";

let runtime;
const sessions = new Map();

const load = () => {
  runtime ??= import("./ort/ort.wasm.bundle.min.mjs").then((ort) => {
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = { wasm: new URL("./ort/ort-wasm-simd-threaded.wasm", import.meta.url).href };
    return ort;
  });
  return runtime;
};

/* Why nothing can be recognised here; null if it can. */
export const obstacle = (about) => {
  if (typeof WebAssembly !== "object") {
    return "This browser has no WebAssembly.";
  }
  return about.runtime ? null : "This server was built without the browser's runtime (npm was not there).";
};

const open = async (model) => {
  const ort = await load();
  const file = await (await ask(`/v1/models/${encodeURIComponent(model.name)}/file`)).arrayBuffer();
  const session = await ort.InferenceSession.create(new Uint8Array(file), { executionProviders: ["wasm"] });
  return { ort, session };
};

/* Loads the model, once. */
export const prepare = (model) => {
  const key = model.sha256;
  if (!sessions.has(key)) {
    sessions.set(key, open(model));
    sessions.get(key).catch(() => sessions.delete(key));
  }
  return sessions.get(key);
};

/* Recognises a clip: the probabilities by label, and how long resampling and the model took. */
export const recognize = async (clip, model) => {
  const { ort, session } = await prepare(model);
  const begin = performance.now();
  const samples = fit(clip, model.samples, model.rate);
  const decoded = performance.now();
  const input = new ort.Tensor("float32", samples, [1, samples.length]);
  const output = (await session.run({ [model.input]: input }))[model.output];
  const end = performance.now();
  const scores = Object.fromEntries(model.labels.map((label, i) => [label, output.data[i]]));
  return {
    scores,
    millis: end - begin,
    phases: [
      { name: "decode", millis: decoded - begin },
      { name: "predict", millis: end - decoded },
    ],
  };
};
