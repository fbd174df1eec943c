/* The microphone: blocks of samples, at the rate of the machine. */

/* One line that says why there is no microphone. */
export class MicrophoneError extends Error {}

const REASONS = {
  NotAllowedError: "The microphone may not be used: allow it for this page in the browser's settings.",
  NotFoundError: "This machine has no microphone.",
  NotReadableError: "The microphone is in use by another program.",
};

/* Opens the microphone, and hands each block to `take`. What comes back has the rate, and stops it. */
export const openMicrophone = async (take) => {
  if (navigator.mediaDevices === undefined) {
    throw new MicrophoneError("Browsers lend the microphone only to pages that come over HTTPS or from this machine.");
  }
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
  } catch (error) {
    throw new MicrophoneError(REASONS[error.name] ?? `The microphone can't be opened: ${error.message}`);
  }
  const context = new AudioContext();
  const stop = () => {
    stream.getTracks().forEach((track) => track.stop());
    return context.state === "closed" ? Promise.resolve() : context.close();
  };
  try {
    await context.audioWorklet.addModule("/web/capture.js");
    const capture = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
    capture.port.onmessage = ({ data }) => take(data);
    context.createMediaStreamSource(stream).connect(capture);
    await context.resume();
  } catch (error) {
    await stop();
    throw new MicrophoneError(`The microphone can't be read: ${error.message}`);
  }
  return { rate: context.sampleRate, stop };
};

/* Blocks as one. */
export const join = (blocks) => {
  const all = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
};

/* Records for `seconds`. */
export const record = async (seconds) => {
  const blocks = [];
  let length = 0;
  let done;
  const enough = new Promise((resolve) => {
    done = resolve;
  });
  let wanted = Infinity;
  const microphone = await openMicrophone((block) => {
    blocks.push(block);
    length += block.length;
    if (length >= wanted) {
      done();
    }
  });
  wanted = Math.round(seconds * microphone.rate);
  await enough;
  await microphone.stop();
  return { samples: join(blocks).subarray(0, wanted), rate: microphone.rate };
};

/* The part of a recording, `seconds` long, in whose middle most of the sound is. */
export const loudest = ({ samples, rate }, seconds) => {
  const length = Math.round(seconds * rate);
  const step = Math.round(rate / 100);
  const cells = Math.floor(length / step);
  const energy = [];
  for (let at = 0; at + step <= samples.length; at += step) {
    energy.push(samples.subarray(at, at + step).reduce((sum, sample) => sum + sample * sample, 0));
  }
  let best = 0;
  let most = -1;
  for (let from = 0; from + cells <= energy.length; from++) {
    let sum = 0;
    for (let i = 0; i < cells; i++) {
      sum += energy[from + i] * Math.sin((Math.PI * (i + 0.5)) / cells) ** 2;
    }
    if (sum > most) {
      most = sum;
      best = from;
    }
  }
  return { samples: samples.slice(best * step, best * step + length), rate };
};
