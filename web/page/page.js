/* The page: what a person does leads to a clip, and a clip is recognised on the server and here. */

import { ask, keepToken, onUnauthorized, recognize as askServer } from "./api.js";
import { box, drawBoxes, millis } from "./compare.js";
import { drawSpectrogram, drawWave } from "./draw.js";
import * as edge from "./edge.js";
import { drawScores, listen } from "./live.js";
import { loudest, record } from "./microphone.js";
import { drawWaterfall, fillRows, serverParts } from "./waterfall.js";
import { encodeWav, parseWav } from "./wav.js";

const RECORD_SECONDS = 2;
const WARM_UP = 3;

const $ = (id) => document.getElementById(id);

const state = { about: null, models: [], model: null, clip: null, boxes: null, live: null, busy: false };

/* Says something to whoever uses the page. */
const say = (id, text, failed = false) => {
  $(id).textContent = text;
  $(id).classList.toggle("error", failed);
};

const notice = (text) => {
  $("notice").textContent = text;
  $("notice").hidden = text === "";
};

const message = (error) => error?.message ?? String(error);

const canRunHere = () => state.about !== null && edge.obstacle(state.about) === null;

const enable = () => {
  const ready = state.model !== null && !state.busy;
  for (const id of ["record", "file", "demo", "model"]) {
    $(id).disabled = !ready;
  }
  $("run").disabled = !ready || state.clip === null;
  $("repetitions").disabled = !ready;
  $("listen").disabled = state.model === null || (state.busy && state.live === null);
};

/* Runs `work` while everything else waits. */
const alone = async (work) => {
  if (state.busy) {
    return;
  }
  state.busy = true;
  enable();
  try {
    await work();
  } finally {
    state.busy = false;
    enable();
  }
};

/* The labels and their bars, in the model's order. */
const fillBars = (place, scores) => {
  const best = scores && Object.entries(scores).reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  $(`${place}-bars`).replaceChildren(
    ...state.model.labels.map((label) => {
      const probability = scores?.[label] ?? 0;
      const row = document.createElement("li");
      row.classList.toggle("best", label === best);
      const name = document.createElement("span");
      name.textContent = label;
      const track = document.createElement("span");
      track.className = "track";
      track.setAttribute("aria-hidden", "true");
      const fill = document.createElement("div");
      fill.className = "fill";
      track.append(fill);
      const value = document.createElement("span");
      value.className = "value";
      value.textContent = scores ? `${(100 * probability).toFixed(1)} %` : "–";
      row.append(name, track, value);
      requestAnimationFrame(() => {
        fill.style.transform = `scaleX(${probability})`;
      });
      return row;
    }),
  );
  return best;
};

const answer = (place, scores, took) => {
  say(`${place}-word`, fillBars(place, scores));
  say(`${place}-took`, took);
};

const unanswered = (place, why, failed) => {
  fillBars(place, null);
  say(`${place}-word`, "–");
  say(`${place}-took`, why, failed);
};

const drawClip = () => {
  if (state.clip !== null) {
    drawWave($("wave"), state.clip.samples);
    drawSpectrogram($("spectrogram"), state.clip.samples);
  }
};

const drawComparison = async () => {
  if (state.boxes !== null) {
    await drawBoxes($("chart"), state.boxes);
  }
};

const showClip = (clip) => {
  state.clip = clip;
  state.boxes = null;
  const seconds = (clip.samples.length / clip.rate).toFixed(2);
  say("clip-name", clip.name);
  URL.revokeObjectURL($("save").href);
  $("save").href = URL.createObjectURL(new Blob([clip.wav], { type: "audio/wav" }));
  $("save").classList.remove("unseen");
  say("clip-end", `${seconds} s`);
  $("wave").setAttribute("aria-label", `Waveform of ${clip.name}, ${seconds} seconds`);
  $("spectrogram").setAttribute("aria-label", `Spectrogram of ${clip.name}, up to ${clip.rate / 2000} kHz`);
  drawClip();
};

/* Recognises the clip in both places, and shows what came of it. */
const recognizeClip = async () => {
  const { clip, model } = state;
  const lanes = [];
  const rows = [];
  say("status", "Recognising …");
  let failure = "";
  try {
    const { answer: said, millis: took, phases } = await askServer(clip.wav, model.name);
    answer("server", said.scores, `${millis(took)} ms with the network, ${said.model} version ${said.version}`);
    lanes.push({ name: "On the server: the request", parts: serverParts({ millis: took, phases }) });
    rows.push(["browser's clock", "request", took], ...phases.map((phase) => ["server's clock", phase.name, phase.millis]));
  } catch (error) {
    failure = message(error);
    unanswered("server", failure, true);
  }
  if (canRunHere()) {
    try {
      await edge.prepare(model);
      const heard = await edge.recognize(clip, model);
      answer("browser", heard.scores, `${millis(heard.millis)} ms, WebAssembly on one thread`);
      lanes.push({ name: "In this browser", parts: heard.phases });
      rows.push(...heard.phases.map((phase) => ["this browser", phase.name, phase.millis]));
    } catch (error) {
      unanswered("browser", `It can't be recognised here: ${message(error)}`, true);
    }
  } else {
    unanswered("browser", edge.obstacle(state.about), false);
  }
  if (lanes.length > 0) {
    drawWaterfall($("waterfall"), lanes);
    fillRows($("phases"), rows);
  }
  say("status", failure === "" ? `Recognised: ${clip.name}.` : failure, failure !== "");
  if (failure === "") {
    say("verdict", "Ready to run this clip in both places.");
  }
};

/* Takes a WAV file: what it holds is shown and recognised; the server gets the file as it is. */
const takeWav = async (name, wav) => {
  try {
    showClip({ ...parseWav(wav), wav, name });
  } catch (error) {
    say("status", `${name}: ${message(error)}.`, true);
    return;
  }
  await recognizeClip();
};

const recordWord = async () => {
  $("record").classList.add("busy");
  say("record-text", "Say a word …");
  say("status", `Recording for ${RECORD_SECONDS} seconds.`);
  try {
    const recording = await record(RECORD_SECONDS);
    const clip = loudest(recording, state.model.samples / state.model.rate);
    await takeWav("your recording", encodeWav(clip));
  } catch (error) {
    say("status", message(error), true);
  } finally {
    $("record").classList.remove("busy");
    say("record-text", "Record a word");
  }
};

const takeFile = async (file) => {
  $("demo").value = "";
  await takeWav(file.name, await file.arrayBuffer());
};

const takeDemo = async (path) => {
  try {
    const wav = await (await ask(`/web/clips/${path}`)).arrayBuffer();
    await takeWav(path, wav);
  } catch (error) {
    say("status", message(error), true);
  }
};

/* Runs the clip in both places, in random order in each round. */
const compare = async () => {
  const { clip, model } = state;
  const wanted = Math.round(Number($("repetitions").value));
  if (!(wanted >= 5 && wanted <= 500)) {
    say("verdict", "Repetitions: expected 5 to 500.", true);
    return;
  }
  const here = [];
  const request = [];
  const predict = [];
  const onServer = async (keep) => {
    const { millis: took, phases } = await askServer(clip.wav, model.name);
    if (keep) {
      request.push(took);
      predict.push(phases.find(({ name }) => name === "predict")?.millis ?? NaN);
    }
  };
  const inBrowser = async (keep) => {
    const { millis: took } = await edge.recognize(clip, model);
    if (keep) {
      here.push(took);
    }
  };
  const places = canRunHere() ? [inBrowser, onServer] : [onServer];
  try {
    for (let round = -WARM_UP; round < wanted; round++) {
      for (const place of Math.random() < 0.5 ? places : [...places].reverse()) {
        await place(round >= 0);
      }
      if (round >= 4 && (round % 10 === 4 || round === wanted - 1)) {
        state.boxes = [
          ...(here.length > 0 ? [box("in this browser", here)] : []),
          box("server, with the network", request),
          box("server, predict only", predict),
        ];
        await drawComparison();
        say("verdict", `${round + 1} of ${wanted} …`);
      }
    }
  } catch (error) {
    say("verdict", message(error), true);
    return;
  }
  fillRows(
    $("boxes"),
    state.boxes.map(({ name, n, least, q1, median, q3, most }) => [name, String(n), least, q1, median, q3, most]),
  );
  say("verdict", verdict(here, request));
};

const verdict = (here, request) => {
  if (here.length === 0) {
    return `Median ${millis(box("", request).median)} ms on the server, with the network. ${edge.obstacle(state.about)}`;
  }
  const browser = box("", here);
  const server = box("", request);
  const numbers = `median ${millis(browser.median)} ms in this browser, ${millis(server.median)} ms on the server with the network`;
  if (browser.q3 < server.q1) {
    return `Here the edge is faster: ${numbers}.`;
  }
  return server.q3 < browser.q1 ? `Here the server is faster: ${numbers}.` : `No clear difference: ${numbers}.`;
};

/* The microphone goes to the server until it is stopped. */
const startListening = async () => {
  state.busy = true;
  enable();
  const windows = [];
  const detections = [];
  let threshold = 1;
  $("detections").replaceChildren();
  say("live-status", "Opening the microphone …");
  const hear = (said) => {
    if (said.type === "ready") {
      threshold = said.threshold;
      say("live-status", `Listening with ${said.model}: ${said.labels.filter((label) => !label.startsWith("_")).join(", ")}.`);
    } else if (said.type === "scores") {
      const [word, probability] = Object.entries(said.scores).reduce((a, b) => (b[1] > a[1] ? b : a));
      windows.push({ start: said.start, end: said.end, word, probability });
      windows.splice(0, windows.length - 150);
      drawScores($("live-scores"), windows, detections, threshold);
    } else if (said.type === "detection") {
      detections.push(said);
      const item = document.createElement("li");
      const word = document.createElement("b");
      word.textContent = said.word;
      const when = document.createElement("span");
      when.textContent = `${said.start.toFixed(1)} to ${said.end.toFixed(1)} s, ${Math.round(100 * said.probability)} %`;
      item.append(word, when);
      $("detections").prepend(item);
      while ($("detections").children.length > 24) {
        $("detections").lastChild.remove();
      }
    }
  };
  try {
    await ask("/v1/models");
    state.live = await listen(state.model.name, hear);
    $("listen").textContent = "Stop listening";
    enable();
    const why = await state.live.ended;
    say("live-status", why === "" ? `Stopped. ${detections.length} words.` : why, why !== "");
  } catch (error) {
    say("live-status", message(error), true);
  } finally {
    state.live = null;
    state.busy = false;
    $("listen").textContent = "Start listening";
    enable();
  }
};

onUnauthorized((why) => {
  say("token-reason", why ?? "Whoever runs it can tell you.");
  $("token").value = "";
  $("token-dialog").showModal();
  return new Promise((resolve) => {
    $("token-dialog").addEventListener("close", () => resolve(keepToken($("token").value.trim())), { once: true });
  });
});
$("token-dialog").addEventListener("cancel", (event) => event.preventDefault());

const chooseModel = async () => {
  state.model = state.models.find(({ name }) => name === $("model").value);
  unanswered("server", "", false);
  unanswered("browser", edge.obstacle(state.about) ?? "", false);
  enable();
  if (state.clip !== null) {
    await alone(recognizeClip);
  }
};

const option = (value, text) => {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
};

const fillDemos = (clips) => {
  for (const word of new Set(clips.map((path) => path.split("/")[0]))) {
    const group = document.createElement("optgroup");
    group.label = word;
    const voices = clips.filter((path) => path.startsWith(`${word}/`));
    group.append(...voices.map((path) => option(path, `${word}, ${path.split("/")[1].replace(".wav", "")}`)));
    $("demo").append(group);
  }
};

const start = async () => {
  try {
    state.about = await (await ask("/web/about")).json();
    fillDemos(state.about.clips);
    const { first, models } = await (await ask("/v1/models")).json();
    state.models = models;
    $("model").replaceChildren(...models.map(({ name, version }) => option(name, `${name} (version ${version})`)));
    say("about", `Edgewise ${state.about.version}`);
    say("status", "Record a word, choose a WAV file or drop one here, or take a demo clip.");
    if (models.length === 0) {
      notice("This server has no model that recognises words.");
      return;
    }
    $("model").value = models.some(({ name }) => name === first) ? first : models[0].name;
    await chooseModel();
    const obstacle = edge.obstacle(state.about);
    if (obstacle !== null) {
      notice(`${obstacle} The page goes by the server alone.`);
    }
  } catch (error) {
    say("status", "");
    notice(message(error));
  }
};

$("record").addEventListener("click", () => alone(recordWord));
$("file").addEventListener("change", ({ target }) => {
  if (target.files.length > 0) {
    alone(() => takeFile(target.files[0])).finally(() => {
      target.value = "";
    });
  }
});
$("demo").addEventListener("change", ({ target }) => target.value !== "" && alone(() => takeDemo(target.value)));
$("model").addEventListener("change", chooseModel);
$("run").addEventListener("click", () => alone(compare));
$("listen").addEventListener("click", () => (state.live === null ? startListening() : state.live.stop()));

const clip = $("clip");
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  clip.classList.add("dropping");
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) {
    clip.classList.remove("dropping");
  }
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  clip.classList.remove("dropping");
  const [file] = event.dataTransfer.files;
  if (file !== undefined) {
    alone(() => takeFile(file));
  }
});

const redraw = () => {
  drawClip();
  drawComparison();
};
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
addEventListener("resize", redraw);

start();
