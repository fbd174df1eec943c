/* The page: what a person does leads to a clip, and a clip is recognised on the server and here. */

import { forgetResults, recognizeClip } from "./answers.js";
import { ask } from "./api.js";
import { drawClip, recordWord, takeDemo, takeFile } from "./clip.js";
import { compare, drawComparison } from "./compare.js";
import * as edge from "./edge.js";
import { drawScores, listen } from "./live.js";
import { askModels, option } from "./models.js";
import { $, message, notice, say } from "./say.js";
import { state } from "./state.js";
import { askForTokens } from "./token.js";
import { alone, enable, next } from "./turns.js";

/* The microphone goes to the server until it is stopped. */
const startListening = async () => {
  if (state.busy || state.listening) {
    return;
  }
  state.listening = true;
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
    state.listening = false;
    $("listen").textContent = "Start listening";
    enable();
  }
};

const chooseModel = async (name) => {
  state.model = state.models.find((model) => model.name === name) ?? state.model;
  $("model").value = state.model.name;
  forgetResults();
  if (state.clip !== null) {
    await recognizeClip();
  }
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
    await askModels();
    say("about", `Edgewise ${state.about.version}`);
    say("status", "Record a word, choose a WAV file or drop one here, or take a demo clip.");
    forgetResults();
    const obstacle = edge.obstacle(state.about);
    if (state.model !== null && obstacle !== null) {
      notice(`${obstacle} The page goes by the server alone.`);
    }
  } catch (error) {
    say("status", "");
    notice(error.status === 401 ? `${message(error)} Load the page anew to be asked again.` : message(error));
  }
};

askForTokens();

$("record").addEventListener("click", () => alone(recordWord));
$("file").addEventListener("change", ({ target }) => {
  const [file] = target.files;
  target.value = "";
  if (file !== undefined) {
    next(() => takeFile(file));
  }
});
$("demo").addEventListener("change", ({ target: { value } }) => value !== "" && next(() => takeDemo(value)));
$("model").addEventListener("change", ({ target: { value } }) => next(() => chooseModel(value)));
$("run").addEventListener("click", () => {
  if (state.listening) {
    say("verdict", "Stop listening first: it would disturb the times.", true);
  } else {
    alone(compare);
  }
});
$("listen").addEventListener("click", () => (state.listening ? state.live?.stop() : startListening()));

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
  if (state.model === null) {
    return;
  }
  if (file === undefined) {
    say("status", "What was dropped is no file.", true);
  } else {
    next(() => takeFile(file));
  }
});

const redraw = () => {
  drawClip();
  drawComparison();
};
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
addEventListener("resize", redraw);

start();
