/* Asks a person for the server's token. */

import { keepToken, onUnauthorized, ServerError } from "./api.js";
import { $, say } from "./say.js";

const GIVEN = "given";

const answered = (resolve, reject) => {
  if ($("token-dialog").returnValue === GIVEN) {
    keepToken($("token").value.trim());
    resolve();
  } else {
    reject(new ServerError("This server wants a token, and was given none.", 401));
  }
};

export const askForTokens = () =>
  onUnauthorized((why) => {
    const dialog = $("token-dialog");
    say("token-reason", why ?? "Whoever runs it can tell you.");
    if (!dialog.open) {
      $("token").value = "";
      dialog.returnValue = "";
      dialog.showModal();
    }
    return new Promise((resolve, reject) => {
      dialog.addEventListener("close", () => answered(resolve, reject), { once: true });
    });
  });
