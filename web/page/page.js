/* The page: what a person does leads to a clip, and a clip is recognised on the server and here. */

import { forgetResults, recognizeClip } from "./answers.js";
import { ask } from "./api.js";
import { drawClip, recordWord, takeDemo, takeFile } from "./clip.js";
import { compare, drawComparison } from "./compare.js";
import * as edge from "./edge.js";
import { startListening } from "./listening.js";
import { askModels, option } from "./models.js";
import { $, message, notice, say } from "./say.js";
import { state } from "./state.js";
import { askForTokens } from "./token.js";
import { alone, next } from "./turns.js";

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
