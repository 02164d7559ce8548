/** The sprint's clock above the phones: where time stands, and the handles that turn it. */
import { post } from "./api.js";
import { askPhone, showViolations } from "./dialogs.js";
import { h, icon, refresh } from "./dom.js";
import { civil, clockTime, grouped, longDate } from "./format.js";
import { texts } from "./texts.js";

const words = texts.clock;
const DAY = 86400;

export class ClockBar {
  constructor(element, store) {
    this.store = store;
    this.element = element;
    element.setAttribute("aria-label", words.label);
    this.title = h("p", {});
    this.now = h("div", { class: "now" });
    this.day = h("div", { class: "day" });
    this.strip = h("div", { class: "strip", role: "img" });
    this.scale = h("div", { class: "scale", "aria-hidden": "true" });
    this.facts = h("div", { class: "facts", role: "group", "aria-label": texts.facts.label });
    this.run = h("button", { type: "button", class: "button primary run", onclick: () => this.toggle() });
    const brand = h("div", { class: "brand" }, h("img", { src: "/sandbox/page/icon.svg", alt: "" }), h("div", {}, h("h1", {}, texts.brand), this.title));
    const moment = h("div", { class: "moment" }, this.now, this.day);
    const track = h("div", { class: "track" }, this.strip, this.scale);
    element.append(brand, moment, this.drive(), track, this.facts);
  }

  drive() {
    const button = (label, act, title) => h("button", { type: "button", class: "button", onclick: act, "aria-label": title }, label);
    this.handles = [
      button(words.hour, () => post("/clock/advance", { hours: 1 }), words.hourLabel),
      button(words.dayAhead, () => post("/clock/advance", { days: 1 }), words.dayLabel),
      button(words.end, () => post("/clock/end"), words.end),
    ];
    this.speed = h("select", { "aria-label": words.speed, onchange: () => post("/clock/speed", { seconds_per_day: Number(this.speed.value) }) });
    for (const [seconds, label] of words.speeds) this.speed.append(h("option", { value: String(seconds) }, label));
    this.driveRow = h(
      "div",
      { class: "drive" },
      this.run,
      h("div", { class: "speed" }, this.speed, icon("chevron")),
      h("div", { class: "segmented" }, this.handles),
    );
    return this.driveRow;
  }

  toggle() {
    return post(this.store.state.clock.running ? "/clock/pause" : "/clock/run");
  }

  draw() {
    const { clock, title } = this.store.state;
    this.title.textContent = title || texts.toy;
    this.title.title = title || "";
    this.driveRow.hidden = !clock.turnable;
    refresh(this.now, clockTime(clock.now, clock.offset) + longDate(clock.now, clock.offset), () => [
      clockTime(clock.now, clock.offset),
      h("small", {}, longDate(clock.now, clock.offset)),
    ]);
    this.drawDay(clock);
    this.drawStrip(clock);
    refresh(this.run, String(clock.running), () => (clock.running ? [icon("pause"), words.pause] : [icon("play"), words.run]));
    if (document.activeElement !== this.speed) this.speed.value = String(clock.seconds_per_day);
    const over = clock.now >= clock.until;
    this.run.disabled = over && !clock.running;
    this.handles.at(-1).disabled = over; // hours and days go on: the books are closed later
    this.drawFacts();
  }

  drawDay({ day, days }) {
    if (day < 1 || day > days) {
      this.day.textContent = day < 1 ? words.before : words.after;
      return;
    }
    const [before, number, after] = words.day(day, days);
    refresh(this.day, `${day}/${days}`, () => [before, h("b", {}, number), after, ` · ${words.daysLeft(days - day)}`]);
  }

  drawStrip({ now, starts, days, day, offset }) {
    refresh(this.strip, `${day}/${days}/${starts}`, () =>
      Array.from({ length: days }, (_, index) => this.segment(index + 1, day, starts, offset)),
    );
    refresh(this.scale, `${starts}/${days}`, () => {
      const ends = [starts, starts + Math.floor(days / 2) * DAY, starts + (days - 1) * DAY];
      return ends.map((seconds) => h("span", {}, dayMonth(seconds, offset)));
    });
    this.strip.setAttribute("aria-label", words.strip(Math.max(0, Math.min(day, days)), days));
    const share = ((now - starts) / DAY - (day - 1)) * 100;
    this.strip.querySelector(".today")?.style.setProperty("--share", `${share.toFixed(1)}%`);
  }

  segment(number, today, starts, offset) {
    const seconds = starts + (number - 1) * DAY;
    const state = number < today ? "done" : number === today ? "today" : "";
    const rest = civil(seconds, offset).weekday === 0 ? "rest" : "";
    return h("i", { class: `${state} ${rest}`, title: longDate(seconds, offset) });
  }

  drawFacts() {
    const { bot, counts, crowd, clock } = this.store.state;
    refresh(this.facts, JSON.stringify([bot, counts.sent, counts.violations, crowd, clock.waiting, clock.error]), () => [
      h("span", { class: "fact" }, h("span", { class: `dot ${bot.connected ? "good" : "bad"}` }), bot.connected ? texts.facts.botOn(bot.name) : texts.facts.botOff),
      h("span", { class: "fact" }, h("b", {}, grouped(counts.sent)), texts.facts.sent),
      this.violations(counts.violations),
      clock.waiting && !clock.error && h("span", { class: "fact waiting" }, texts.facts.waiting),
      clock.error && h("span", { class: "fact bad", title: clock.error }, texts.facts.clockError),
      h("span", { class: "fill" }),
      crowd.available && this.crowd(crowd),
      h("button", { type: "button", class: "button small", onclick: () => askPhone(this.store) }, icon("plus"), texts.phone.add),
    ]);
  }

  violations(count) {
    const attributes = { type: "button", class: count > 0 ? "fact bad" : "fact", title: texts.facts.violationsLabel };
    return h("button", { ...attributes, onclick: () => showViolations(this.store) }, h("b", {}, grouped(count)), texts.facts.violations);
  }

  crowd(crowd) {
    const toggle = h(
      "button",
      { type: "button", class: "switch", role: "switch", "aria-checked": String(crowd.on), title: texts.facts.crowdHint, onclick: () => post("/crowd", { on: !crowd.on }) },
      h("span", { class: "knob", "aria-hidden": "true" }),
      texts.facts.crowd,
    );
    const failed = crowd.failed > 0 && h("span", { class: "fact bad" }, texts.facts.crowdFailed(crowd.failed));
    return [toggle, ...this.crowdCounts(crowd), failed];
  }

  /** Who has registered, and where all the others are; together they are everybody who is planned. */
  crowdCounts(crowd) {
    return Object.entries(texts.facts.crowdCount)
      .filter(([kind]) => kind === "registered" || crowd[kind] > 0)
      .map(([kind, word]) => h("span", { class: "fact", title: texts.facts.crowdCountHint }, h("b", {}, grouped(crowd[kind])), ` ${word}`));
  }
}

function dayMonth(seconds, offset) {
  const at = civil(seconds, offset);
  return `${at.day}/${at.month}`;
}
