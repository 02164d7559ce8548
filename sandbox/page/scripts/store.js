/** What the page knows: the last state, and of each shown chat the messages read so far. */
import { get, listen } from "./api.js";
import { notice } from "./dom.js";
import { texts } from "./texts.js";

export const PAGE = 200;

export class Store extends EventTarget {
  constructor() {
    super();
    this.state = null;
    this.chats = new Map();
    this.lost = false;
  }

  /** Read the state, then live: every change is told as an event "state", "chat" or "toast". */
  start() {
    listen({
      onOpen: () => this.reread(),
      onUpdate: (update) => this.take(update),
      onLost: () => this.lose(),
    });
  }

  async reread() {
    const state = await get("/state");
    if (!state) return;
    if (this.lost) notice(texts.facts.online);
    this.lost = false;
    this.setState(state);
    await Promise.all([...this.chats.keys()].map((id) => this.load(id)));
  }

  lose() {
    if (!this.lost) notice(texts.facts.offline, true);
    this.lost = true;
  }

  take(update) {
    if (update.state) this.setState(update.state);
    for (const [id, change] of Object.entries(update.chats || {})) this.change(this.keyOf(id), change);
    for (const toast of update.toasts || []) this.tell("toast", toast);
  }

  setState(state) {
    this.state = state;
    this.tell("state", state);
  }

  tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  /** The chat whose key is written so: a number, or text on platforms whose keys begin with a letter. */
  keyOf(written) {
    return [...this.chats.keys()].find((key) => String(key) === written);
  }

  /** The chat's record; read from the sandbox when it is asked for the first time. */
  chat(id) {
    if (!this.chats.has(id)) {
      this.chats.set(id, { id, messages: new Map(), more: false, pinned: null, keyboard: null, missed: null });
      this.load(id);
    }
    return this.chats.get(id);
  }

  /** The last page of a chat; what changes while it is on its way is put on top of it: the page may be the older. */
  async load(id) {
    const chat = this.chats.get(id);
    const missed = [];
    chat.missed = missed;
    const page = await get(`/chats/${id}/messages?limit=${PAGE}`);
    if (chat.missed === missed) chat.missed = null;
    if (!page) return;
    chat.messages = new Map(page.messages.map((message) => [message.message_id, message]));
    chat.more = page.more;
    chat.pinned = page.pinned;
    chat.keyboard = page.keyboard;
    this.tell("chat", { id, all: true });
    for (const change of missed) this.change(id, change);
  }

  async older(id) {
    const chat = this.chats.get(id);
    const first = chat.messages.keys().next().value;
    const page = await get(`/chats/${id}/messages?limit=${PAGE}&before=${first}`);
    if (!page) return;
    chat.messages = new Map([...page.messages.map((message) => [message.message_id, message]), ...chat.messages]);
    chat.more = page.more;
    this.tell("chat", { id, older: true });
  }

  change(id, change) {
    const chat = this.chats.get(id);
    if (!chat) return;
    chat.missed?.push(change);
    const { messages = [], gone = [], pinned, keyboard } = change;
    const fresh = [];
    for (const message of messages) {
      if (!chat.messages.has(message.message_id)) fresh.push(message.message_id);
      chat.messages.set(message.message_id, message);
    }
    for (const number of gone) chat.messages.delete(number);
    chat.pinned = pinned;
    chat.keyboard = keyboard;
    this.tell("chat", { id, fresh, changed: messages.map((message) => message.message_id), gone });
  }

  /** Forget all but the last page of a long chat; the button for older ones brings them back. */
  trim(id) {
    const chat = this.chats.get(id);
    if (chat.messages.size <= 2 * PAGE) return false;
    chat.messages = new Map([...chat.messages].slice(-PAGE));
    chat.more = true;
    return true;
  }

  phone(id) {
    return this.state.phones.find((phone) => phone.id === id);
  }

  person(id) {
    return this.state.people.find((person) => person.id === id);
  }
}
