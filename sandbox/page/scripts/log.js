/** The scrolling part of a phone: messages with days between them, older ones on demand. */
import { bubble, serviceLine } from "./bubbles.js";
import { h, icon } from "./dom.js";
import { dayNumber, shortDate } from "./format.js";
import { texts } from "./texts.js";

const NEAR = 90; // pixels from the foot within which one counts as reading the newest
const GROUPING = 600; // seconds within which messages of one sender stand together

export class Log {
  /** @param {Object} phone lends: chat(), view(), actions, empty() */
  constructor(phone, { title, onOlder, onRead }) {
    this.phone = phone;
    this.unread = 0;
    this.element = h("div", { class: "log", tabindex: "0", role: "log", "aria-label": texts.phone.log(title) });
    this.downCount = h("span", {});
    this.down = h("button", { type: "button", class: "down", hidden: true, "aria-label": texts.phone.down }, icon("down"), this.downCount);
    this.frame = h("div", { class: "talk" }, this.element, this.down);
    this.onOlder = onOlder;
    this.onRead = onRead;
    this.down.addEventListener("click", () => this.toFoot(true));
    this.element.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.shown && this.stuck && this.toFoot()).observe(this.element);
    this.stuck = true;
  }

  get atFoot() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /** A phone behind another tab is not read, wherever it stands. */
  get shown() {
    return this.element.offsetParent !== null;
  }

  /** Build everything anew, keeping what is looked at in its place. */
  draw({ keepFoot = this.stuck } = {}) {
    const { scrollHeight, scrollTop } = this.element;
    const chat = this.phone.chat();
    const nodes = [];
    if (chat.more) nodes.push(h("button", { type: "button", class: "older", onclick: this.onOlder }, texts.phone.older));
    let previous = null;
    for (const message of chat.messages.values()) {
      nodes.push(...this.nodesOf(message, previous));
      previous = message;
    }
    if (previous === null) nodes.push(this.phone.empty());
    this.last = previous;
    this.element.replaceChildren(...nodes);
    if (keepFoot) this.toFoot();
    else this.element.scrollTop = this.element.scrollHeight - scrollHeight + scrollTop;
  }

  nodesOf(message, previous) {
    const view = this.phone.view();
    const nodes = [];
    const newDay = !previous || dayNumber(previous.date, view.offset) !== dayNumber(message.date, view.offset);
    if (newDay) nodes.push(h("div", { class: "date" }, shortDate(message.date, view.offset)));
    const follows = !newDay && sameRun(previous, message);
    nodes.push(bubble(message, { ...view, follows }, this.phone.actions));
    return nodes;
  }

  /** Apply a change told by the store. */
  update({ fresh = [], changed = [], gone = [] }) {
    const { messages } = this.phone.chat();
    if (gone.length > 0 || !this.last) this.draw();
    else {
      for (const id of changed) if (!fresh.includes(id)) this.replace(messages.get(id));
      for (const id of fresh) this.append(messages.get(id));
    }
    const said = fresh.map((id) => messages.get(id));
    const mine = said.some((message) => message.from?.id === this.phone.view().me);
    if (this.shown && (this.stuck || mine)) this.toFoot();
    else this.count(said);
  }

  append(message) {
    this.element.append(...this.nodesOf(message, this.last));
    this.last = message;
  }

  replace(message) {
    const old = this.node(message.message_id);
    if (!old) return;
    const view = { ...this.phone.view(), follows: old.classList.contains("follows") };
    const focused = old.contains(document.activeElement);
    const built = bubble(message, view, this.phone.actions);
    old.replaceWith(built);
    if (focused) (built.querySelector(".keys button") ?? this.element).focus({ preventScroll: true });
    if (this.last.message_id === message.message_id) this.last = message;
  }

  count(messages) {
    this.unread += messages.filter((message) => message.from?.id !== this.phone.view().me).length;
    this.downCount.textContent = this.unread > 0 ? texts.phone.fresh(this.unread) : "";
    this.down.hidden = this.stuck;
    this.onRead(this.unread);
  }

  node(id) {
    return this.element.querySelector(`[data-id="${id}"]`);
  }

  /** Show one message and let it shine. False when it is not among the loaded ones. */
  jump(id) {
    const node = this.node(id);
    if (!node) return false;
    node.scrollIntoView({ block: "center" });
    node.classList.remove("flash");
    void node.offsetWidth;
    node.classList.add("flash");
    return true;
  }

  toFoot(smooth = false) {
    this.stuck = true;
    this.element.scrollTo({ top: this.element.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.read();
  }

  scrolled() {
    if (!this.shown) return;
    this.stuck = this.atFoot;
    if (this.stuck) this.read();
    else this.down.hidden = false;
  }

  read() {
    this.down.hidden = true;
    this.downCount.textContent = "";
    if (this.unread === 0) return;
    this.unread = 0;
    this.onRead(0);
  }
}

function sameRun(previous, message) {
  if (serviceLine(previous) || serviceLine(message)) return false;
  return previous.from?.id === message.from?.id && message.date - previous.date < GROUPING && !message.reply_to_message;
}
