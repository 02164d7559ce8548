/** Pictures, files and what else is no text. */
import { fileUrl } from "./api.js";
import { h, icon } from "./dom.js";
import { fileSize } from "./format.js";
import { texts } from "./texts.js";

const words = texts.message;

/** The part of a bubble that is not text; null when there is none. */
export function media(message, actions) {
  if (message.photo) return photo(message, actions);
  if (message.document) return documentRow(message.document);
  if (message.unsupported) return row("file", message.unsupported, words.unsupported);
  if (message.voice) return row("voice", words.voice(message.voice.duration), fileSize(message.voice.file_size ?? 0));
  if (message.sticker) return sticker(message.sticker);
  if (message.contact) return row("person", `${message.contact.first_name}`, message.contact.phone_number);
  if (message.location) return row("pin", words.location, `${message.location.latitude}; ${message.location.longitude}`);
  if (message.video) return row("play", words.video, fileSize(message.video.file_size ?? 0));
  const text = message.text ?? message.caption;
  return text === undefined ? h("i", {}, words.unknown) : null;
}

function photo(message, actions) {
  const full = message.photo.at(-1);
  const image = h("img", {
    src: fileUrl(full.file_id),
    alt: message.caption || words.photo,
    width: full.width,
    height: full.height,
    loading: "lazy",
    style: { "aspect-ratio": `${full.width} / ${full.height}`, height: "auto" },
  });
  const open = () => actions.lightbox(fileUrl(full.file_id), message.caption || words.photo);
  return h("button", { type: "button", class: "picture", "aria-label": words.openPhoto, onclick: open }, image);
}

function documentRow(file) {
  const attributes = { class: "file", href: fileUrl(file.file_id), download: file.file_name || true };
  return h("a", attributes, fileBody("file", file.file_name || words.document, fileSize(file.file_size ?? 0)));
}

function row(shape, title, detail) {
  return h("div", { class: "file" }, fileBody(shape, title, detail));
}

function fileBody(shape, title, detail) {
  return [h("span", { class: "sheet" }, icon(shape)), h("span", {}, h("b", {}, title), h("small", {}, detail))];
}

function sticker(item) {
  return h("div", { class: "sticker", role: "img", "aria-label": words.sticker }, item.emoji || words.sticker);
}
