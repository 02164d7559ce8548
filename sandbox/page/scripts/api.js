/** The control API of the sandbox. Everything the page does goes through here. */
import { notice } from "./dom.js";
import { texts } from "./texts.js";

const BASE = "/sandbox/api";

async function request(path, options) {
  let response;
  try {
    response = await fetch(BASE + path, options);
  } catch {
    notice(texts.errors.offline, true);
    return null;
  }
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  console.warn(path, response.status, body.error);
  notice(reason(path, response.status), true);
  return null;
}

function reason(path, status) {
  if (status === 400 && path === "/photo") return texts.errors.noPicture;
  return texts.errors[status] ?? texts.errors.other;
}

/** The answer, or null when it failed (the reader has been told). */
export const get = (path) => request(path, {});

export const post = (path, body = {}) =>
  request(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** Send a file as a photo or a document. */
export function upload(path, fields, file) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== null && value !== undefined) form.append(name, value);
  form.append("file", file, file.name);
  return request(path, { method: "POST", body: form });
}

export const fileUrl = (fileId) => `${BASE}/files/${encodeURIComponent(fileId)}`;

/** Live changes. `onOpen` runs at every (re)connection: what was missed meanwhile has to be read again. */
export function listen({ onOpen, onUpdate, onLost }) {
  const source = new EventSource(`${BASE}/events`);
  source.addEventListener("open", onOpen);
  source.addEventListener("update", (event) => onUpdate(JSON.parse(event.data)));
  source.addEventListener("error", onLost);
  return source;
}
