/** A small menu inside a phone: arrow keys move, Escape and a press outside close it. */
import { h, icon } from "./dom.js";

let close = null;

/** @param {Array<{shape?: string, label?: string, content?: Array, act: function()}>} items */
export function openMenu(button, frame, items, { up = false, kind = "", none = "" } = {}) {
  const again = close?.button === button;
  close?.();
  if (again) return;
  const box = h("div", { class: `menu ${up ? "up" : ""} ${kind}`, role: "menu" });
  const shut = () => dismiss(box, button);
  box.append(...items.map((item) => entry(item, shut)));
  if (items.length === 0) box.append(h("div", { class: "none" }, none));
  box.addEventListener("keydown", (event) => move(event, box));
  frame.append(box);
  button.setAttribute("aria-expanded", "true");
  close = Object.assign(shut, { button, box });
  box.querySelector("button")?.focus();
}

function entry(item, shut) {
  const act = () => {
    shut();
    item.act();
  };
  return h("button", { type: "button", role: "menuitem", onclick: act }, item.content ?? [icon(item.shape), item.label]);
}

function dismiss(box, button) {
  const inside = box.contains(document.activeElement);
  box.remove();
  button.setAttribute("aria-expanded", "false");
  close = null;
  if (inside) button.focus();
}

function move(event, box) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const entries = [...box.querySelectorAll("button")];
  const at = entries.indexOf(document.activeElement);
  entries.at((at + step + entries.length) % entries.length)?.focus();
}

document.addEventListener("keydown", (event) => event.key === "Escape" && close?.());

document.addEventListener("pointerdown", (event) => {
  if (close && !close.box.contains(event.target) && !close.button.contains(event.target)) close();
});
