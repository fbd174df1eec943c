/* Drawings on canvases, in the colours of the theme. */

const WINDOW = 512;
const FLOOR_DB = 70;

export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/* The canvas cleared, and as sharp as the screen is. */
export const surface = (canvas) => {
  const ratio = devicePixelRatio || 1;
  const { width, height } = canvas.getBoundingClientRect();
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  const context = canvas.getContext("2d");
  return { context, width: canvas.width, height: canvas.height, ratio };
};

export const drawWave = (canvas, samples) => {
  const { context, width, height, ratio } = surface(canvas);
  const middle = height / 2;
  context.fillStyle = colour("rule");
  context.fillRect(0, middle - ratio / 2, width, ratio);
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-3);
  context.fillStyle = colour("line");
  for (let x = 0; x < width; x++) {
    const part = samples.subarray(
      Math.floor((x * samples.length) / width),
      Math.max(Math.floor(((x + 1) * samples.length) / width), Math.floor((x * samples.length) / width) + 1),
    );
    const high = part.reduce((a, b) => Math.max(a, b), -1);
    const low = part.reduce((a, b) => Math.min(a, b), 1);
    const top = middle - (high / peak) * middle * 0.92;
    const bottom = middle - (low / peak) * middle * 0.92;
    context.fillRect(x, top, 1, Math.max(ratio, bottom - top));
  }
};

/* The squared magnitudes of a real signal's spectrum, by the radix-2 transform. */
export const spectrum = (frame) => {
  const n = frame.length;
  const re = Float64Array.from(frame);
  const im = new Float64Array(n);
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) {
      j ^= bit;
    }
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j], re[i]];
    }
  }
  for (let size = 2; size <= n; size *= 2) {
    for (let at = 0; at < n; at += size) {
      for (let k = 0; k < size / 2; k++) {
        const angle = (-2 * Math.PI * k) / size;
        const a = at + k;
        const b = a + size / 2;
        const x = re[b] * Math.cos(angle) - im[b] * Math.sin(angle);
        const y = re[b] * Math.sin(angle) + im[b] * Math.cos(angle);
        re[b] = re[a] - x;
        im[b] = im[a] - y;
        re[a] += x;
        im[a] += y;
      }
    }
  }
  return Float64Array.from({ length: n / 2 }, (_, i) => re[i] ** 2 + im[i] ** 2);
};

const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/* Time to the right, pitch upwards, the loudest in full colour. */
export const drawSpectrogram = (canvas, samples) => {
  const { context, width, height } = surface(canvas);
  const columns = Math.min(240, width);
  const frames = [];
  let most = 1e-9;
  for (let column = 0; column < columns; column++) {
    const middle = ((column + 0.5) * samples.length) / columns;
    const frame = Float64Array.from({ length: WINDOW }, (_, i) => {
      const sample = samples[Math.round(middle - WINDOW / 2 + i)] ?? 0;
      return sample * Math.sin((Math.PI * (i + 0.5)) / WINDOW) ** 2;
    });
    const power = spectrum(frame);
    most = power.reduce((a, b) => Math.max(a, b), most);
    frames.push(power);
  }
  const low = rgb(colour("panel"));
  const high = rgb(colour("line"));
  const image = new ImageData(columns, WINDOW / 2);
  frames.forEach((power, x) => {
    power.forEach((value, bin) => {
      const level = Math.max(0, 1 + (10 * Math.log10(value / most + 1e-12)) / FLOOR_DB);
      const at = 4 * ((WINDOW / 2 - 1 - bin) * columns + x);
      for (let i = 0; i < 3; i++) {
        image.data[at + i] = low[i] + (high[i] - low[i]) * level ** 1.6;
      }
      image.data[at + 3] = 255;
    });
  });
  const small = new OffscreenCanvas(columns, WINDOW / 2);
  small.getContext("2d").putImageData(image, 0, 0);
  context.imageSmoothingQuality = "high";
  context.drawImage(small, 0, 0, width, height);
};
