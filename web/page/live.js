/* The microphone, heard by the server without an end: samples go out over a WebSocket, detections
   come back with their times. */

import { GONE, streamUrl } from "./api.js";
import { colour, surface } from "./draw.js";
import { join, openMicrophone } from "./microphone.js";
import { toPcm16 } from "./wav.js";

const BLOCK_SECONDS = 0.1;
const SHOWN_SECONDS = 10;

/* How much sound may wait to be sent, before the server is given up. */
const BEHIND_SECONDS = 10;

/* Half of what the server takes in one message. */
const SLICE_SAMPLES = 1 << 16;

/* Opens the stream. `hear` takes each message; what comes back stops it, and says why it ended. */
export const listen = async (model, hear) => {
  let blocks = [];
  let length = 0;
  let socket = null;
  let heard = false;
  let stopping = false;
  let said = false;
  let finish;
  const ended = new Promise((resolve) => {
    finish = resolve;
  });
  const isOpen = () => socket !== null && socket.readyState === WebSocket.OPEN;
  const flush = () => {
    const samples = toPcm16(join(blocks));
    for (let at = 0; at < samples.length; at += SLICE_SAMPLES) {
      socket.send(samples.subarray(at, at + SLICE_SAMPLES));
    }
    blocks = [];
    length = 0;
  };
  const giveUp = (why) => {
    said = true;
    socket.close();
    microphone.stop();
    finish(why);
  };
  const microphone = await openMicrophone((block) => {
    if (said) {
      return;
    }
    blocks.push(block);
    length += block.length;
    if (isOpen() && length >= BLOCK_SECONDS * microphone.rate) {
      flush();
    }
    const waiting = length + (socket?.bufferedAmount ?? 0) / Int16Array.BYTES_PER_ELEMENT;
    if (socket !== null && waiting > BEHIND_SECONDS * microphone.rate) {
      giveUp(`The server can't keep up: ${BEHIND_SECONDS} seconds of sound wait to be sent.`);
    }
  });
  socket = new WebSocket(streamUrl({ model, rate: microphone.rate, scores: true }));
  socket.onopen = flush;
  socket.onmessage = ({ data }) => {
    heard = true;
    hear(JSON.parse(data));
  };
  socket.onclose = ({ code, reason }) => {
    microphone.stop();
    if (code === 1000) {
      finish("");
    } else {
      finish(reason ? `The server ended the stream: ${reason}.` : heard ? "The connection broke off." : GONE);
    }
  };
  /* Who stops twice doesn't wait for the server's last word. */
  const stop = async () => {
    if (stopping) {
      giveUp("");
      return ended;
    }
    stopping = true;
    await microphone.stop();
    if (isOpen()) {
      flush();
      said = true;
      socket.send(JSON.stringify({ end: true }));
    } else {
      giveUp("");
    }
    return ended;
  };
  return { stop, ended };
};

/* Draws the likeliest word's probability, window by window, and where words were detected. */
export const drawScores = (canvas, windows, detections, threshold) => {
  const { context, width, height, ratio } = surface(canvas);
  const last = windows.length > 0 ? windows[windows.length - 1].end : 0;
  const from = Math.max(0, last - SHOWN_SECONDS);
  const x = (second) => ((second - from) / SHOWN_SECONDS) * width;
  const y = (probability) => height - probability * (height - 18 * ratio) - 2 * ratio;
  context.fillStyle = colour("rule");
  context.fillRect(0, y(threshold), width, ratio);
  context.fillStyle = colour("box");
  for (const { start, end, word, probability } of windows) {
    const middle = (start + end) / 2;
    if (middle >= from - 1 && !word.startsWith("_")) {
      context.fillRect(x(middle), y(probability), Math.max(1, width / SHOWN_SECONDS / 10 - ratio), height);
    }
  }
  context.font = `600 ${14 * ratio}px ${getComputedStyle(document.body).fontFamily}`;
  for (const { word, start, end } of detections) {
    const middle = (start + end) / 2;
    if (middle >= from) {
      context.fillStyle = colour("line");
      context.fillRect(x(middle), 16 * ratio, 1.5 * ratio, height);
      context.fillText(word, x(middle) + 4 * ratio, 13 * ratio);
    }
  }
};
