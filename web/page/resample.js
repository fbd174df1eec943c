/* Changes a sample rate by a rational factor: a sinc under a Kaiser window, 128 samples of the lower
   rate long, 100 dB down from the lower rate's half on. It is the filter of the class Resampler on
   the server, tap for tap, so that both places hear the same.

   Source: A. V. Oppenheim, R. W. Schafer, "Discrete-Time Signal Processing", chapters 4.6 and 7.5.3. */

const HALF_SPAN = 64;
const ATTENUATION = 100;
const BETA = 0.1102 * (ATTENUATION - 8.7);
const TRANSITION = (ATTENUATION - 8) / (2.285 * 2 * HALF_SPAN * Math.PI);
const CUTOFF = 1 - TRANSITION / 2;
const INTERPOLATED_PHASES = 1024;

const divisor = (a, b) => (b === 0 ? a : divisor(b, a % b));

/* The modified Bessel function of the first kind and order 0. */
const bessel = (x) => {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
};

const filter = (t) => {
  const inside = 1 - (t / HALF_SPAN) ** 2;
  if (inside <= 0) {
    return 0;
  }
  const x = Math.PI * CUTOFF * t;
  return (Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x) * bessel(BETA * Math.sqrt(inside));
};

/* How many samples at rate `from` the first `length` samples at rate `to` are made of. */
export const samplesFor = (length, from, to) =>
  Math.ceil((length * from) / to + HALF_SPAN * Math.max(1, from / to) + 2);

/* The samples at rate `to`. */
export const resample = (samples, from, to) => {
  const common = divisor(from, to);
  const up = to / common;
  const down = from / common;
  const scale = Math.min(1, up / down);
  const half = Math.ceil(HALF_SPAN / scale);
  const phases = Math.min(up, Math.ceil(INTERPOLATED_PHASES * scale));
  const bank = new Map();
  const taps = (phase) => {
    if (!bank.has(phase)) {
      const made = Float64Array.from({ length: 2 * half }, (_, k) =>
        filter((k - half + 1 - phase / phases) * scale),
      );
      const sum = made.reduce((a, b) => a + b, 0);
      bank.set(phase, Float32Array.from(made, (tap) => tap / sum));
    }
    return bank.get(phase);
  };
  const filtered = (start, phase) => {
    const row = taps(phase);
    const first = Math.max(0, -start);
    const last = Math.min(row.length, samples.length - start);
    let sum = 0;
    for (let k = first; k < last; k++) {
      sum += row[k] * samples[start + k];
    }
    return sum;
  };
  const length = Math.max(1, Math.round((samples.length * up) / down));
  return Float32Array.from({ length }, (_, i) => {
    const position = i * down;
    const start = Math.floor(position / up) - half + 1;
    const place = ((position % up) * phases) / up;
    const phase = Math.floor(place);
    const part = place - phase;
    const before = filtered(start, phase);
    return part === 0 ? before : before + part * (filtered(start, phase + 1) - before);
  });
};
