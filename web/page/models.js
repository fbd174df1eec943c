/* The models that the server offers. They change while the page is open: the server follows its
   folder of models. */

import { ask } from "./api.js";
import { $, notice } from "./say.js";
import { state } from "./state.js";
import { enable } from "./turns.js";

const NONE = "This server has no model that recognises words.";

/* The server has another file for the model than it had when the page asked. */
export class ModelChanged extends Error {
  constructor() {
    super("The server changes the model again and again.");
  }
}

export const option = (value, text) => {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
};

const known = ({ name, version, sha256 }) => `${name} ${version} ${sha256}`;

/* Asks which models there are. Whether the one in use isn't what it was. */
export const askModels = async () => {
  const { first, models } = await (await ask("/v1/models")).json();
  const before = state.model;
  const found = (name) => models.find((model) => model.name === name);
  state.model = found(before?.name) ?? found(first) ?? models[0] ?? null;
  if (models.map(known).join() !== state.models.map(known).join()) {
    $("model").replaceChildren(...models.map(({ name, version }) => option(name, `${name} (version ${version})`)));
    $("model").value = state.model?.name ?? "";
  }
  state.models = models;
  if (state.model === null) {
    notice(NONE);
  }
  enable();
  return before !== null && (state.model === null || known(before) !== known(state.model));
};

/* Runs `work` with the model. If the server has changed it meanwhile, `changed` is told, and `work`
   runs anew. */
export const withModel = async (work, changed) => {
  for (let tries = 1; ; tries++) {
    if (state.model === null) {
      throw new Error(NONE);
    }
    try {
      return await work(state.model);
    } catch (error) {
      if (!(error instanceof ModelChanged) || tries === 3) {
        throw error;
      }
      await askModels();
      await changed();
    }
  }
};
