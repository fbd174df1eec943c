/* WAV files and samples. What comes out is what the server makes of the same file: the mean of its
   channels, as floats, resampled by the same filter (resample.js), and cut or filled up with
   silence at its end. */

import { resample, samplesFor } from "./resample.js";

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/* One line that names what is wrong with a file. */
export class WavError extends Error {}

const text = (view, at) =>
  String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));

const reader = (format, bits) => {
  if (format === FLOAT && bits === 32) {
    return (view, at) => view.getFloat32(at, true);
  }
  if (format === FLOAT && bits === 64) {
    return (view, at) => view.getFloat64(at, true);
  }
  if (format === PCM && bits === 8) {
    return (view, at) => (view.getUint8(at) - 128) / 128;
  }
  if (format === PCM && bits === 16) {
    return (view, at) => view.getInt16(at, true) / 32768;
  }
  if (format === PCM && bits === 24) {
    return (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8388608;
  }
  if (format === PCM && bits === 32) {
    return (view, at) => view.getInt32(at, true) / 2147483648;
  }
  throw new WavError(`its samples are of a kind that only the server reads (format ${format}, ${bits} bits)`);
};

/* The samples of a WAV file, mixed to one channel, and their rate. */
export const parseWav = (buffer) => {
  const view = new DataView(buffer);
  if (view.byteLength < 12 || text(view, 0) !== "RIFF" || text(view, 8) !== "WAVE") {
    throw new WavError("it is not a WAV file");
  }
  let format = null;
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const id = text(view, at);
    const body = at + 8;
    const size = Math.min(view.getUint32(at + 4, true), view.byteLength - body);
    if (id === "fmt " && size >= 16) {
      const code = view.getUint16(body, true);
      format = {
        code: code === EXTENSIBLE && size >= 26 ? view.getUint16(body + 24, true) : code,
        channels: view.getUint16(body + 2, true),
        rate: view.getUint32(body + 4, true),
        block: view.getUint16(body + 12, true),
        bits: view.getUint16(body + 14, true),
      };
    }
    if (id === "data") {
      if (format === null) {
        throw new WavError("its samples come before their format");
      }
      return samples(view, body, size || view.byteLength - body, format);
    }
    at = body + size + (size % 2);
  }
  throw new WavError("it holds no samples");
};

const samples = (view, body, size, { code, channels, rate, block, bits }) => {
  const read = reader(code, bits);
  const frames = block > 0 ? Math.floor(size / block) : 0;
  if (frames === 0 || channels === 0) {
    throw new WavError("it holds no samples");
  }
  const mono = new Float32Array(frames);
  for (let i = 0; i < frames; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      sum += read(view, body + i * block + (channel * bits) / 8);
    }
    mono[i] = sum / channels;
  }
  return { samples: mono, rate };
};

/* A WAV file of 16-bit samples. */
export const encodeWav = ({ samples: mono, rate }) => {
  const view = new DataView(new ArrayBuffer(44 + 2 * mono.length));
  const put = (at, name) => [...name].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  put(0, "RIFF");
  view.setUint32(4, 36 + 2 * mono.length, true);
  put(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(36, "data");
  view.setUint32(40, 2 * mono.length, true);
  toPcm16(mono).forEach((sample, i) => view.setInt16(44 + 2 * i, sample, true));
  return view.buffer;
};

/* Samples as 16-bit numbers. */
export const toPcm16 = (mono) =>
  Int16Array.from(mono, (sample) => Math.max(-32768, Math.min(32767, Math.round(sample * 32768))));

/* A clip at `rate`, cut or filled up with silence at its end to `length` samples. What is cut off
   is never resampled. */
export const fit = (clip, length, rate) => {
  const heard = clip.rate === rate ? clip.samples : resample(
    clip.samples.subarray(0, samplesFor(length, clip.rate, rate)),
    clip.rate,
    rate,
  );
  const fitted = new Float32Array(length);
  fitted.set(heard.subarray(0, length));
  return fitted;
};
