/** Building elements. Text always goes in as text, never as markup. */

/** @param {string} tag @param {Object} [props] @param {...(Node|string|null|undefined|false|Array)} children */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProperty(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function setProperty(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "class") element.className = value;
  else if (name === "style") for (const [key, part] of Object.entries(value)) element.style.setProperty(key, part);
  else if (name === "value") element.value = value;
  else element.setAttribute(name, value === true ? "" : value);
}

const SHAPES = {
  play: "M7 4.5v15l12-7.5z",
  pause: "M8 5v14M16 5v14",
  send: "M21 3 10.5 13.5M21 3l-6.8 18-3.7-7.5L3 9.8z",
  attach: "M20 11.5 12 19.4a5 5 0 0 1-7-7l8.4-8.3a3.3 3.3 0 0 1 4.7 4.7l-8.4 8.3a1.7 1.7 0 0 1-2.4-2.4l7.7-7.6",
  slash: "M7 4h10a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3zM14 8l-4 8",
  more: "M12 5.2v.1M12 12v.1M12 18.8v.1",
  down: "M12 5v14M6 13l6 6 6-6",
  close: "M6 6l12 12M18 6 6 18",
  reply: "M10 8V4l-7 7 7 7v-4.2c5 0 8.3 1.7 11 5.2-1-6-4.5-10-11-11z",
  pin: "M9 4h6l-1 6 3.5 3.5H6.5L10 10zM12 13.5V21",
  plus: "M12 5v14M5 12h14",
  link: "M10 14a4.5 4.5 0 0 0 6.6.4l3-3a4.5 4.5 0 0 0-6.4-6.4l-1.2 1.2M14 10a4.5 4.5 0 0 0-6.6-.4l-3 3a4.5 4.5 0 0 0 6.4 6.4l1.2-1.2",
  block: "M5.6 5.6l12.8 12.8M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  image: "M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 9v.1",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  voice: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.1M15 9.5v.1",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
  group: "M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM2.5 20a6.5 6.5 0 0 1 13 0M16 5.300a3.5 3.5 0 0 1 0 6.4M18 14.5a6.5 6.5 0 0 1 3.5 5.5",
  shield: "M12 3l8 3v5.5c0 4.5-3.2 8-8 9.5-4.8-1.5-8-5-8-9.5V6z",
  leave: "M14 4H5v16h9M10 12h11M17 8l4 4-4 4",
  up: "M12 19V5M6 11l6-6 6 6",
  open: "M8 5h11v11M19 5 6 18",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  signal: "M4 19v-3M9 19v-7M14 19V8M19 19V4",
  battery: "M3 8h15v8H3zM21 11v2M5.5 10.5h8v3h-8z",
  chat: "M4 5h16v11H9.5L5 20v-4H4z",
  chevron: "M6 9l6 6 6-6",
};

/** A line drawing by name, hidden from readers of the page's text. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** A short message at the foot of the page. */
export function notice(text, bad = false) {
  const place = document.getElementById("notices");
  const box = h("div", { class: bad ? "notice bad" : "notice" }, text);
  place.append(box);
  setTimeout(() => box.remove(), bad ? 6000 : 3500);
  return box;
}

/** Replace the children of `element` only if `key` is another than last time; the keyboard keeps its place in them. */
export function refresh(element, key, build) {
  if (element.dataset.key === key) return;
  element.dataset.key = key;
  const place = controls(element).indexOf(document.activeElement);
  element.replaceChildren(...[build()].flat(Infinity).filter(Boolean));
  if (place >= 0) controls(element)[place]?.focus({ preventScroll: true });
}

function controls(element) {
  return [...element.querySelectorAll("button, select")];
}
