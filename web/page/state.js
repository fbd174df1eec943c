/* What the page knows. */

export const state = {
  /* what the server says of the page */
  about: null,
  models: [],
  model: null,
  clip: null,
  /* what was measured of the clip and the model */
  boxes: null,
  /* whether something runs, and what comes next */
  busy: false,
  next: null,
  /* whether the microphone goes to the server, and how to stop that */
  listening: false,
  live: null,
};
