/* The word, once for each place, and where the time went. */

import { recognize as askServer } from "./api.js";
import { clearBoxes, millis } from "./boxes.js";
import * as edge from "./edge.js";
import { askModels, ModelChanged, withModel } from "./models.js";
import { $, message, say } from "./say.js";
import { state } from "./state.js";
import { drawWaterfall, fillRows, serverParts } from "./waterfall.js";

const element = (tag, className, text = "") => {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
};

/* The labels and their bars, in the model's order. */
const fillBars = (place, scores) => {
  const best = scores && Object.entries(scores).reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  $(`${place}-bars`).replaceChildren(
    ...(state.model?.labels ?? []).map((label) => {
      const probability = scores?.[label] ?? 0;
      const row = element("li", label === best ? "best" : "");
      const track = element("span", "track");
      track.setAttribute("aria-hidden", "true");
      const fill = track.appendChild(element("div", "fill"));
      const value = element("span", "value", scores ? `${(100 * probability).toFixed(1)} %` : "–");
      row.append(element("span", "", label), track, value);
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

/* Takes away what was found out about another clip, or by another model. */
export const forgetResults = () => {
  unanswered("server", "", false);
  unanswered("browser", edge.obstacle(state.about) ?? "", false);
  $("waterfall").replaceChildren();
  $("phases").replaceChildren();
  state.boxes = null;
  clearBoxes($("chart"));
  $("boxes").replaceChildren();
  say("verdict", state.clip === null ? "Choose or record a clip first." : "");
};

/* Recognises the clip on the server: the lane and the rows of its time. */
const onServer = async (clip, model) => {
  const { answer: said, millis: took, phases } = await askServer(clip.wav, model.name);
  if (said.version !== model.version) {
    throw new ModelChanged();
  }
  answer("server", said.scores, `${millis(took)} ms with the network, ${said.model} version ${said.version}`);
  return {
    lane: { name: "On the server: the request", parts: serverParts({ millis: took, phases }) },
    rows: [["browser's clock", "request", took], ...phases.map((phase) => ["server's clock", phase.name, phase.millis])],
  };
};

const inBrowser = async (clip, model) => {
  const heard = await edge.recognize(clip, model);
  answer("browser", heard.scores, `${millis(heard.millis)} ms, WebAssembly on one thread`);
  return {
    lane: { name: "In this browser", parts: heard.phases },
    rows: heard.phases.map((phase) => ["this browser", phase.name, phase.millis]),
  };
};

/* What `work` finds out; if it fails, why, where its word would be. */
const told = async (place, work) => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ModelChanged) {
      throw error;
    }
    unanswered(place, message(error), true);
    return { failure: message(error) };
  }
};

const inBothPlaces = async (clip, model) => {
  const server = await told("server", () => onServer(clip, model));
  const trouble = await edge.trouble(state.about, model);
  if (trouble !== null) {
    unanswered("browser", trouble, edge.obstacle(state.about) === null);
  }
  const browser = trouble === null ? await told("browser", () => inBrowser(clip, model)) : {};
  const found = [server, browser].filter(({ lane }) => lane !== undefined);
  if (found.length > 0) {
    drawWaterfall($("waterfall"), found.map(({ lane }) => lane));
    fillRows($("phases"), found.flatMap(({ rows }) => rows));
  }
  if (server.failure === undefined && (await askModels())) {
    throw new ModelChanged();
  }
  return server.failure;
};

/* Recognises the clip in both places, with the same file, and shows what came of it. */
export const recognizeClip = async () => {
  const { clip } = state;
  say("status", "Recognising …");
  let failure;
  try {
    failure = await withModel((model) => inBothPlaces(clip, model), forgetResults);
  } catch (error) {
    failure = message(error);
  }
  say("status", failure ?? `Recognised: ${clip.name}.`, failure !== undefined);
  if (failure === undefined) {
    say("verdict", "Ready to run this clip in both places.");
  }
};
