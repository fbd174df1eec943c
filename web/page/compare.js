/* Runs one clip in both places, over and over, and says which was faster. */

import { recognize as askServer } from "./api.js";
import { forgetResults, recognizeClip } from "./answers.js";
import { box, drawBoxes, millis } from "./boxes.js";
import * as edge from "./edge.js";
import { askModels, ModelChanged, withModel } from "./models.js";
import { $, message, say } from "./say.js";
import { state } from "./state.js";
import { fillRows } from "./waterfall.js";

const WARM_UP = 3;

export const drawComparison = async () => {
  if (state.boxes !== null) {
    await drawBoxes($("chart"), state.boxes);
  }
};

const verdict = (here, request, trouble) => {
  const server = box("", request);
  if (trouble !== null) {
    return `Median ${millis(server.median)} ms on the server, with the network. ${trouble}`;
  }
  const browser = box("", here);
  const numbers = `median ${millis(browser.median)} ms in this browser, ${millis(server.median)} ms on the server with the network`;
  if (browser.q3 < server.q1) {
    return `Here the edge is faster: ${numbers}.`;
  }
  return server.q3 < browser.q1 ? `Here the server is faster: ${numbers}.` : `No clear difference: ${numbers}.`;
};

/* Runs the clip in both places, in random order in each round, until something else is wanted; what
   is to be said of it, or nothing if it was left. */
const rounds = async (wanted, clip, model) => {
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
  const trouble = await edge.trouble(state.about, model);
  const places = trouble === null ? [inBrowser, onServer] : [onServer];
  for (let round = -WARM_UP; round < wanted; round++) {
    for (const place of Math.random() < 0.5 ? places : [...places].reverse()) {
      await place(round >= 0);
    }
    if (state.next !== null) {
      return "";
    }
    if (round >= 4 && (round % 10 === 4 || round === wanted - 1)) {
      state.boxes = [
        ...(trouble === null ? [box("in this browser", here, true)] : []),
        box("server, with the network", request),
        box("server, predict only", predict),
      ];
      await drawComparison();
      say("verdict", `${round + 1} of ${wanted} …`);
    }
  }
  if (await askModels()) {
    throw new ModelChanged();
  }
  fillRows(
    $("boxes"),
    state.boxes.map(({ name, n, least, q1, median, q3, most }) => [name, String(n), least, q1, median, q3, most]),
  );
  return verdict(here, request, trouble);
};

const renew = async () => {
  forgetResults();
  await recognizeClip();
};

export const compare = async () => {
  const wanted = Math.round(Number($("repetitions").value));
  if (!(wanted >= 5 && wanted <= 500)) {
    say("verdict", "Repetitions: expected 5 to 500.", true);
    return;
  }
  const { clip } = state;
  try {
    if (await askModels()) {
      await renew();
    }
    say("verdict", "Warming up …");
    say("verdict", await withModel((model) => rounds(wanted, clip, model), renew));
  } catch (error) {
    say("verdict", message(error), true);
  }
};
