/* The phases of a request as bars under each other, all on one scale, and as rows of a table. */

import { millis } from "./boxes.js";

const WORDS = {
  link: "network and browser",
  read: "read (the clip arrives)",
  queue: "queue",
  batch: "batch (waits for others)",
  decode: "decode",
  predict: "predict",
  encode: "encode",
  other: "rest of the server",
};

const element = (tag, className, text = "") => {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
};

/* The parts of a request, in order. What neither the server's total nor its phases account for is
   the way there and back, half before and half after: where exactly, no clock knows. */
export const serverParts = ({ millis: request, phases }) => {
  const of = (name) => phases.find((phase) => phase.name === name)?.millis ?? 0;
  const total = Math.min(of("total"), request);
  const inner = phases.filter(({ name }) => name !== "total");
  const known = inner.reduce((sum, phase) => sum + phase.millis, 0);
  const way = (request - total) / 2;
  return [
    { name: "link", millis: way },
    ...inner.map(({ name, millis: took }) => ({ name: name in WORDS ? name : "other", millis: took })),
    { name: "other", millis: Math.max(0, total - known) },
    { name: "link", millis: way },
  ];
};

const lane = (name, parts, longest) => {
  const made = element("div", "lane");
  const head = made.appendChild(element("div", "lane-name"));
  const total = parts.reduce((sum, part) => sum + part.millis, 0);
  head.append(element("span", "", name), element("span", "", `${millis(total)} ms`));
  const track = made.appendChild(element("div", "lane-track"));
  for (const part of parts) {
    const bar = track.appendChild(element("div", `phase ${part.name}`));
    bar.style.width = `${(100 * part.millis) / longest}%`;
    bar.title = `${WORDS[part.name]}: ${millis(part.millis)} ms`;
  }
  return made;
};

/* Draws the lanes that there are: `[{ name, parts }]`. */
export const drawWaterfall = (holder, lanes) => {
  const longest = Math.max(...lanes.map(({ parts }) => parts.reduce((sum, part) => sum + part.millis, 0)));
  const used = Object.keys(WORDS).filter((name) => lanes.some(({ parts }) => parts.some((part) => part.name === name)));
  const keys = element("div", "keys");
  keys.append(...used.map((name) => element("span", `key ${name}`, WORDS[name])));
  holder.replaceChildren(keys, ...lanes.map(({ name, parts }) => lane(name, parts, longest)));
};

/* Rows of place, phase and milliseconds. */
export const fillRows = (body, rows) => {
  body.replaceChildren(
    ...rows.map((cells) => {
      const row = document.createElement("tr");
      row.append(
        ...cells.map((cell) => element("td", typeof cell === "number" ? "number" : "", typeof cell === "number" ? millis(cell) : cell)),
      );
      return row;
    }),
  );
};
