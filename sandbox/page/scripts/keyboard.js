/** Buttons under a message, and the ones that stand in for the keyboard. */
import { h, icon } from "./dom.js";

/** The buttons of a message of the bot. */
export function inlineKeyboard(message, actions) {
  const lines = message.reply_markup.inline_keyboard.map((line) =>
    h("div", { class: "line" }, line.map((button) => inlineButton(message, button, actions))),
  );
  return h("div", { class: "keys" }, lines);
}

function inlineButton(message, button, actions) {
  const mark = button.url ? "open" : button.copy_text ? "copy" : null;
  const press = async (event) => {
    const element = event.currentTarget;
    if (element.getAttribute("aria-busy") === "true") return;
    element.setAttribute("aria-busy", "true");
    await actions.press(message, button);
    element.removeAttribute("aria-busy");
  };
  return h(
    "button",
    { type: "button", class: button.style, onclick: press },
    button.text,
    mark && h("span", { class: "mark" }, icon(mark)),
  );
}

/** The buttons of a reply keyboard the bot has offered. */
export function replyKeyboard(rows, { say, contact }) {
  const press = (button) => (button.request_contact ? contact() : say(button.text ?? button));
  return h(
    "div",
    { class: "offers" },
    rows.map((line) =>
      h("div", { class: "line" }, line.map((button) => h("button", { type: "button", onclick: () => press(button) }, button.text ?? button))),
    ),
  );
}
