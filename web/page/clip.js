/* The clip: where it comes from, and how it looks. */

import { ask } from "./api.js";
import { forgetResults, recognizeClip } from "./answers.js";
import { drawSpectrogram, drawWave } from "./draw.js";
import { loudest, record } from "./microphone.js";
import { $, message, say } from "./say.js";
import { state } from "./state.js";
import { encodeWav, parseWav } from "./wav.js";

const RECORD_SECONDS = 2;

export const drawClip = () => {
  if (state.clip !== null) {
    drawWave($("wave"), state.clip.samples);
    drawSpectrogram($("spectrogram"), state.clip.samples);
  }
};

const showClip = (clip) => {
  state.clip = clip;
  forgetResults();
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

export const recordWord = async () => {
  $("demo").value = "";
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

export const takeFile = async (file) => {
  $("demo").value = "";
  let wav;
  try {
    wav = await file.arrayBuffer();
  } catch {
    say("status", `${file.name}: it can't be read. Is it a folder, or gone, or not yours?`, true);
    return;
  }
  await takeWav(file.name, wav);
};

export const takeDemo = async (path) => {
  try {
    const wav = await (await ask(`/web/clips/${path}`)).arrayBuffer();
    await takeWav(path, wav);
  } catch (error) {
    say("status", message(error), true);
  }
};
