/* One thing at a time. A control that has to wait isn't disabled, since it would lose the focus: it
   says that it waits, and does nothing. */

import { $, message, notice } from "./say.js";
import { state } from "./state.js";

const waits = (id, waiting) => $(id).setAttribute("aria-disabled", String(waiting));

/* Lets each control say whether it can be used. */
export const enable = () => {
  for (const id of ["record", "file", "demo", "model", "repetitions", "listen"]) {
    $(id).disabled = state.model === null;
  }
  $("run").disabled = state.model === null || state.clip === null;
  waits("record", state.busy);
  waits("run", state.busy || state.listening);
  waits("listen", state.listening ? state.live === null : state.busy);
};

/* Runs `work`, and then what was chosen meanwhile; does nothing if something runs. */
export const alone = async (work) => {
  if (state.busy) {
    return;
  }
  state.busy = true;
  enable();
  try {
    for (let now = work; now !== null; now = state.next) {
      state.next = null;
      await now();
    }
  } catch (error) {
    notice(message(error));
  } finally {
    state.busy = false;
    enable();
  }
};

/* Runs `work` as soon as what runs now is over. Of what is chosen meanwhile, the last counts. */
export const next = async (work) => {
  if (state.busy) {
    state.next = work;
  } else {
    await alone(work);
  }
};
