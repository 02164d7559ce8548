/** One message as the messenger shows it. Takes the message as it stands on the wire. */
import { h, icon } from "./dom.js";
import { addresses, rich } from "./entities.js";
import { clockTime, hue } from "./format.js";
import { inlineKeyboard } from "./keyboard.js";
import { media } from "./media.js";
import { texts } from "./texts.js";

const words = texts.message;

export function nameOf(user) {
  return user ? [user.first_name, user.last_name].filter(Boolean).join(" ") : "";
}

/** What a message is about, in one line. */
export function gist(message) {
  if (!message) return words.deleted;
  const text = message.text || message.caption;
  if (text) return text.replace(/\s+/gu, " ").slice(0, 120);
  if (message.photo) return words.photo;
  if (message.document) return message.document.file_name || words.document;
  if (message.voice) return words.voice(message.voice.duration);
  if (message.sticker) return words.sticker;
  if (message.contact) return words.contact;
  if (message.unsupported) return message.unsupported;
  return words.unknown;
}

function shortened(text, length) {
  return text.length > length ? `${text.slice(0, length).trimEnd()}…` : text;
}

/** The line of a service message, or null for an ordinary one. */
export function serviceLine(message) {
  const who = nameOf(message.from);
  if (message.new_chat_members) return words.joined(who, message.new_chat_members.map(nameOf).join(", "));
  if (message.left_chat_member) return words.left(who, nameOf(message.left_chat_member));
  if (message.pinned_message) return words.pinned(who, shortened(gist(message.pinned_message), 34));
  if (message.new_chat_title) return words.titled(who, message.new_chat_title);
  if (message.group_chat_created || message.supergroup_chat_created) return words.created(who, message.chat.title);
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return words.upgraded;
  return null;
}

/**
 * @param {Object} view what the phone lends: me (id of the person), group, offset of civil time, follows
 * @param {Object} actions command, link, press, reply, jump, lightbox
 */
export function bubble(message, view, actions) {
  const line = serviceLine(message);
  if (line) return h("div", { class: "service", "data-id": message.message_id }, line);
  const mine = Boolean(message.from) && message.from.id === view.me;
  const keys = message.reply_markup?.inline_keyboard;
  const classes = ["message", mine && "mine", view.follows && "follows", keys && "wide"].filter(Boolean).join(" ");
  return h(
    "article",
    { class: classes, "data-id": message.message_id, style: { "--hue": hue(message.from?.id ?? 0) } },
    h("div", { class: "bubble" }, inside(message, mine, view, actions)),
    keys && inlineKeyboard(message, actions),
  );
}

function inside(message, mine, view, actions) {
  const text = message.text ?? message.caption;
  return [
    view.group && !mine && !view.follows && h("span", { class: "author" }, nameOf(message.from)),
    message.reply_to_message && quote(message.reply_to_message, () => actions.jump(message.reply_to_message.message_id)),
    media(message, actions),
    text && h("span", { class: "words" }, rich(text, message.entities ?? message.caption_entities ?? addresses(text), actions)),
    h("span", { class: "foot" }, message.edit_date ? `${words.edited} ` : "", time(message, view)),
    replyButton(message, mine, actions),
  ];
}

function time(message, view) {
  return h("time", {}, clockTime(message.date, view.offset));
}

/** The message that is answered, above the answer. */
export function quote(message, onclick) {
  return h(
    "button",
    { type: "button", class: "quote", onclick },
    h("b", {}, nameOf(message.from)),
    h("span", {}, gist(message)),
  );
}

function replyButton(message, mine, actions) {
  const attributes = { type: "button", class: "reply-to", "aria-label": words.reply, title: words.reply };
  return h("button", { ...attributes, onclick: () => actions.reply(message) }, icon("reply"));
}
