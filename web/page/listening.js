/* Lets the microphone go to the server until it is stopped, and shows what the server hears. */

import { ask } from "./api.js";
import { drawScores, listen } from "./live.js";
import { $, message, say } from "./say.js";
import { state } from "./state.js";
import { enable } from "./turns.js";

const LISTED = 24;
const WINDOWS = 150;

/* Puts a word before those that were heard earlier. */
const list = ({ word, start, end, probability }) => {
  const item = document.createElement("li");
  const name = document.createElement("b");
  name.textContent = word;
  const when = document.createElement("span");
  when.textContent = `${start.toFixed(1)} to ${end.toFixed(1)} s, ${Math.round(100 * probability)} %`;
  item.append(name, when);
  $("detections").prepend(item);
  while ($("detections").children.length > LISTED) {
    $("detections").lastChild.remove();
  }
};

export const startListening = async () => {
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
      windows.splice(0, windows.length - WINDOWS);
      drawScores($("live-scores"), windows, detections, threshold);
    } else if (said.type === "detection") {
      detections.push(said);
      list(said);
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
