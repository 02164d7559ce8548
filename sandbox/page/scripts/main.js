/** The page: the clock, the tabs of a narrow screen, the row of phones. */
import { ClockBar } from "./clockbar.js";
import { askPhone } from "./dialogs.js";
import { h } from "./dom.js";
import { Phone } from "./phone.js";
import { Store } from "./store.js";
import { texts } from "./texts.js";

class Page {
  constructor() {
    this.store = new Store();
    this.phones = new Map();
    this.tabs = new Map();
    this.unread = new Map();
    this.row = document.getElementById("phones");
    this.tabRow = document.getElementById("tabs");
    this.tabRow.setAttribute("role", "tablist");
    this.tabRow.setAttribute("aria-label", texts.phone.tabs);
    this.clock = new ClockBar(document.getElementById("clock"), this.store);
    this.store.addEventListener("state", () => this.draw());
    this.store.addEventListener("chat", ({ detail }) => this.chat(detail));
    this.store.addEventListener("toast", ({ detail }) => this.toast(detail));
    this.tabAdder = h("button", { type: "button", onclick: () => askPhone(this.store), "aria-label": texts.phone.add }, "+");
    this.tabRow.append(this.tabAdder);
  }

  draw() {
    const { state } = this.store;
    document.title = state.title ? `${texts.brand} · ${state.title}` : texts.brand;
    this.clock.draw();
    const fresh = state.phones.filter((phone) => !this.phones.has(phone.id));
    const first = this.phones.size === 0;
    for (const phone of this.phones.values()) phone.draw();
    for (const phone of fresh) this.add(phone);
    if (fresh.length > 0) this.show(first ? (sessionStorage.getItem("phone") ?? fresh[0].id) : fresh.at(-1).id);
  }

  add({ id }) {
    const phone = new Phone(this.store, id, (count) => this.setUnread(id, count));
    this.phones.set(id, phone);
    this.row.append(phone.element);
    const tab = h("button", { type: "button", role: "tab", "aria-controls": `place-${id}`, onclick: () => this.show(id) });
    this.tabs.set(id, tab);
    this.tabRow.insertBefore(tab, this.tabAdder);
    this.drawTab(id);
  }

  drawTab(id) {
    const count = this.unread.get(id) ?? 0;
    const { badge } = this.phones.get(id).platform;
    const name = [...(badge ? [h("span", { class: "badge" }, badge)] : []), this.store.phone(id).owner];
    this.tabs.get(id).replaceChildren(...name, ...(count > 0 ? [h("span", { class: "count" }, String(count))] : []));
  }

  /** On a narrow screen only one phone is seen; on a wide one this brings it into view. */
  show(wanted) {
    const id = this.phones.has(wanted) ? wanted : this.phones.keys().next().value;
    sessionStorage.setItem("phone", id);
    for (const [other, phone] of this.phones) {
      phone.element.classList.toggle("current", other === id);
      this.tabs.get(other).setAttribute("aria-selected", String(other === id));
    }
    const phone = this.phones.get(id);
    if (phone.log.stuck) phone.log.toFoot();
    this.tabs.get(id).scrollIntoView({ block: "nearest", inline: "nearest" });
    phone.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  setUnread(id, count) {
    this.unread.set(id, count);
    if (this.tabs.has(id)) this.drawTab(id);
  }

  chat(change) {
    for (const phone of this.phones.values()) if (phone.state().chat === change.id) phone.changed(change);
  }

  toast({ chat, person, text }) {
    for (const phone of this.phones.values()) if (phone.state().chat === chat && phone.speaker() === person) phone.toast(text);
  }
}

new Page().store.start();
