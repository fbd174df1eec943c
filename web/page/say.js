/* What the page says to people. */

export const $ = (id) => document.getElementById(id);

export const say = (id, text, failed = false) => {
  $(id).textContent = text;
  $(id).classList.toggle("error", failed);
};

/* What concerns the whole page. */
export const notice = (text) => {
  $("notice").textContent = text;
  $("notice").hidden = text === "";
};

/* What went wrong, in one line. */
export const message = (error) => String(error?.message ?? error).split("\n")[0];
