/* The server, as the page asks it. */

const KEY = "edgewise-token";

/* An answer that is no success. Its message is one line for people. */
export class ServerError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

export const GONE = "The server does not answer. Is it still running?";

export const token = () => sessionStorage.getItem(KEY);

export const keepToken = (value) => sessionStorage.setItem(KEY, value);

/* Set by the page: asks a person for a token, and resolves when there is one. */
let askForToken = () => Promise.reject(new ServerError("This server wants a token.", 401));

export const onUnauthorized = (ask) => {
  askForToken = ask;
};

const reason = async (response) => {
  try {
    const { detail, error } = await response.json();
    return detail ?? error;
  } catch {
    return undefined;
  }
};

/* Fetches what the server guards; a person is asked for a token if it wants one. */
export const ask = async (path, options = {}) => {
  const given = token();
  const headers = { ...options.headers, ...(given && { Authorization: `Bearer ${given}` }) };
  let response;
  try {
    response = await fetch(path, { ...options, headers });
  } catch {
    throw new ServerError(GONE, 0);
  }
  if (response.status === 401) {
    await askForToken(given ? await reason(response) : undefined);
    return ask(path, options);
  }
  if (!response.ok) {
    const why = (await reason(response)) ?? `it answers ${response.status}`;
    throw new ServerError(`The server refuses: ${why}.`, response.status);
  }
  return response;
};

/* The phases of a Server-Timing header: their names and milliseconds, in its order. */
export const phases = (header) =>
  (header ?? "")
    .split(",")
    .map((entry) => entry.trim().match(/^([^;]+);.*?dur=([0-9.]+)/))
    .filter((match) => match !== null)
    .map(([, name, millis]) => ({ name, millis: Number(millis) }));

/* Lets the server recognise a WAV file: its answer, how long that took on this browser's clock, and
   the phases on the server's. */
export const recognize = async (wav, model) => {
  const begin = performance.now();
  const response = await ask(`/v1/recognize?model=${encodeURIComponent(model)}`, {
    method: "POST",
    headers: { "Content-Type": "audio/wav" },
    body: wav,
  });
  const answer = await response.json();
  const millis = performance.now() - begin;
  return { answer, millis, phases: phases(response.headers.get("Server-Timing")) };
};

/* Where the stream is. */
export const streamUrl = (query) => {
  const given = token();
  const all = new URLSearchParams({ ...query, ...(given && { access_token: given }) });
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/v1/stream?${all}`;
};
