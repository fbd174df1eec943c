/* The model in this browser: ONNX Runtime on WebAssembly, on one thread, and the same ONNX file that
   the server runs. */

import { ask } from "./api.js";
import { ModelChanged } from "./models.js";
import { message } from "./say.js";
import { fit } from "./wav.js";

let runtime;

/* By the model's name: the file's hash, and its session. */
const opened = new Map();

const load = () => {
  runtime ??= import("./ort/ort.wasm.bundle.min.mjs").then(
    (ort) => {
      ort.env.wasm.numThreads = 1;
      ort.env.wasm.wasmPaths = { wasm: new URL("./ort/ort-wasm-simd-threaded.wasm", import.meta.url).href };
      return ort;
    },
    (error) => {
      runtime = undefined;
      throw error;
    },
  );
  return runtime;
};

/* Why nothing can be recognised here; null if it can. */
export const obstacle = (about) => {
  if (typeof WebAssembly !== "object") {
    return "This browser has no WebAssembly.";
  }
  return about.runtime ? null : "This server was built without the browser's runtime (npm was not there).";
};

/* The file's entity tag is its hash: what came is what the server said, or it isn't taken. */
const open = async (model) => {
  const ort = await load();
  const file = await ask(`/v1/models/${encodeURIComponent(model.name)}/file`);
  if (!(file.headers.get("ETag") ?? "").includes(model.sha256)) {
    throw new ModelChanged();
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ["wasm"] });
  // The first run compiles; the server's models are warm as well.
  const silence = new ort.Tensor("float32", new Float32Array(model.samples), [1, model.samples]);
  await session.run({ [model.input]: silence });
  return { ort, session };
};

/* Loads the model and warms it up, once; what was loaded of an older file goes. */
const prepare = (model) => {
  const before = opened.get(model.name);
  if (before?.sha256 === model.sha256) {
    return before.session;
  }
  before?.session.then(({ session }) => session.release());
  const session = open(model);
  opened.set(model.name, { sha256: model.sha256, session });
  session.catch(() => opened.delete(model.name));
  return session;
};

/* Why the model can't be run here; null if it can. */
export const trouble = async (about, model) => {
  const why = obstacle(about);
  if (why !== null) {
    return why;
  }
  try {
    await prepare(model);
    return null;
  } catch (error) {
    if (error instanceof ModelChanged) {
      throw error;
    }
    return `The model can't be opened in this browser: ${message(error).replace(/\.$/, "")}.`;
  }
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
