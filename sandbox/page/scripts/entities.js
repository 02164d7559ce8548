/** Text with message entities (offsets in UTF-16 units, as JavaScript counts) as DOM nodes. */
import { h } from "./dom.js";
import { texts } from "./texts.js";

const WRAP = {
  bold: (children) => h("b", {}, children),
  italic: (children) => h("i", {}, children),
  underline: (children) => h("u", {}, children),
  strikethrough: (children) => h("s", {}, children),
  code: (children) => h("code", {}, children),
  pre: (children) => h("pre", {}, children),
  blockquote: (children) => h("blockquote", {}, children),
  expandable_blockquote: (children) => h("blockquote", {}, children),
  spoiler: (children) => h("span", { class: "spoiler", tabindex: "0", "aria-label": texts.message.spoiler }, children),
};

/** @param {{command: function(string), link: function(string)}} actions what a press on a command or link does */
export function rich(text, entities, actions) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return between(text, 0, text.length, sorted, actions);
}

/** Addresses in a text that came without entities, as a client finds them itself. */
export function addresses(text) {
  const found = text.matchAll(/https?:\/\/\S*[^\s.,;:!?)”"]/g);
  return Array.from(found, (match) => ({ type: "url", offset: match.index, length: match[0].length }));
}

function between(text, start, end, entities, actions) {
  const nodes = [];
  let at = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    let next = index + 1;
    while (next < entities.length && entities[next].offset < stop) next += 1;
    if (entity.offset >= at && entity.offset < end) {
      if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
      const inner = between(text, entity.offset, stop, entities.slice(index + 1, next), actions);
      nodes.push(wrapped(entity, text.slice(entity.offset, stop), inner, actions));
      at = stop;
    }
    index = next;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrapped(entity, content, children, actions) {
  if (WRAP[entity.type]) return WRAP[entity.type](children);
  if (entity.type === "bot_command")
    return h("button", { type: "button", class: "command", onclick: () => actions.command(content) }, children);
  if (entity.type === "url" || entity.type === "text_link") return anchor(entity.url || content, children, actions);
  return h("span", {}, children);
}

function anchor(url, children, actions) {
  const open = (event) => {
    event.preventDefault();
    actions.link(url);
  };
  return h("a", { href: url.includes("://") ? url : `https://${url}`, rel: "noreferrer", onclick: open }, children);
}
