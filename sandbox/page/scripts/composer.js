/** Where the person of a phone types, attaches and picks commands. */
import { quote, nameOf } from "./bubbles.js";
import { get } from "./api.js";
import { h, icon, refresh } from "./dom.js";
import { replyKeyboard } from "./keyboard.js";
import { openMenu } from "./menu.js";
import { texts } from "./texts.js";

const words = texts.composer;

export class Composer {
  /** @param {Object} phone lends: id, group, state(), speaker(), speakers(), setSpeaker(id), do (the actions) */
  constructor(phone) {
    this.phone = phone;
    this.replyTo = null;
    this.mention = false;
    this.text = this.buildText();
    this.send = roundButton("send", words.send, () => this.submit(), "send");
    this.send.disabled = this.text.value.trim() === "";
    this.above = h("div", {});
    this.offers = h("div", {});
    this.row = h("div", { class: "row" }, phone.platform.commands ? this.commandsButton() : h("span", {}), this.attachButton(), this.text, this.send);
    this.begin = h("div", { class: "begin" });
    this.element = h("div", { class: "composer" }, this.above, this.row, this.begin, this.offers);
    queueMicrotask(() => this.grow());
  }

  get draftKey() {
    return `draft:${this.phone.id}`;
  }

  buildText() {
    const label = this.phone.group ? words.placeholderGroup : words.placeholder;
    const text = h("textarea", { rows: "1", placeholder: label, "aria-label": label, maxlength: "20000", value: sessionStorage.getItem(this.draftKey) ?? "" });
    text.addEventListener("input", () => this.typed());
    text.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.setReply(null);
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    return text;
  }

  typed() {
    this.send.disabled = this.text.value.trim() === "";
    sessionStorage.setItem(this.draftKey, this.text.value);
    this.grow();
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 132)}px`;
  }

  async submit() {
    const text = this.text.value;
    if (text.trim() === "") return;
    const replyTo = this.replyTo?.message_id;
    this.text.value = "";
    this.setReply(null);
    this.typed();
    if (await this.phone.do.say(text, replyTo)) return;
    this.text.value = text;
    this.typed();
  }

  setReply(message) {
    this.replyTo = message;
    this.draw();
    if (message) this.text.focus();
  }

  commandsButton() {
    const button = roundButton("slash", words.commands, async () => {
      const list = await get(`/chats/${this.phone.state().chat}/commands?person=${this.phone.speaker()}`);
      if (list) openMenu(button, this.phone.frame, this.commandItems(list.commands), { up: true, kind: "commands", none: words.noCommands });
    });
    button.setAttribute("aria-haspopup", "menu");
    return button;
  }

  commandItems(commands) {
    const suffix = this.phone.group ? `@${this.phone.botName()}` : "";
    return commands.map(({ command, description }) => ({
      content: [h("code", {}, `/${command}`), h("span", {}, description)],
      act: () => this.phone.do.say(`/${command}${suffix}`),
    }));
  }

  attachButton() {
    const button = roundButton("attach", words.attach, () => openMenu(button, this.phone.frame, this.attachItems(), { up: true }));
    button.setAttribute("aria-haspopup", "menu");
    return button;
  }

  attachItems() {
    const doing = this.phone.do;
    const items = {
      samplePhoto: { shape: "image", label: words.samplePhoto, act: () => doing.sample("photo") },
      photo: { shape: "image", label: words.choosePhoto, act: () => choose("image/*", (file) => doing.upload("photo", file)) },
      file: { shape: "file", label: words.chooseFile, act: () => choose("", (file) => doing.upload("document", file)) },
      voice: { shape: "voice", label: words.voice, act: () => doing.sample("voice") },
      sticker: { shape: "smile", label: words.sticker, act: () => doing.sample("sticker") },
      contact: { shape: "person", label: words.contact, act: () => doing.sample("contact") },
    };
    const { sends, sendsInGroup } = this.phone.platform;
    return (this.phone.group ? sendsInGroup : sends).map((name) => items[name]);
  }

  /** Show what fits the phone's state: the way in, or the field to type in. */
  draw() {
    const state = this.phone.state();
    const way = this.wayIn(state);
    const entered = !way && this.begin.contains(document.activeElement);
    this.row.hidden = Boolean(way);
    refresh(this.begin, way?.key ?? "", () => (way ? way.build() : []));
    this.begin.hidden = !way;
    if (entered) this.text.focus();
    this.drawAbove(Boolean(way));
  }

  wayIn(state) {
    const doing = this.phone.do;
    if (this.phone.group)
      return state.bot === "left" ? { key: "add", build: () => startButton(this.phone.platform.words.addBot, doing.addBot) } : null;
    if (state.blocked) return { key: "blocked", build: () => startButton(words.unblock, doing.unblock) };
    if (state.started) return null;
    const link = h("button", { type: "button", class: "link", onclick: doing.openLink }, this.phone.platform.words.link);
    return { key: "start", build: () => [startButton(words.start, () => doing.start("")), link] };
  }

  drawAbove(away) {
    const people = this.phone.speakers();
    const key = JSON.stringify([away, people, this.phone.speaker(), this.replyTo?.message_id, this.mention]);
    refresh(this.above, key, () => [
      this.phone.group && !away && people.length > 0 && this.speakerRow(people),
      this.replyTo && !away && this.replyRow(),
    ]);
  }

  speakerRow(people) {
    const select = h("select", { onchange: () => this.phone.setSpeaker(people[select.selectedIndex].id) });
    for (const person of people)
      select.append(h("option", { value: String(person.id), selected: person.id === this.phone.speaker() }, person.name));
    const label = h("label", {}, words.speaker, select);
    return h("div", { class: "speaker" }, label, this.phone.platform.mentions && this.mentionButton());
  }

  /** Where a bot hears only who calls it: whether what is said next calls it. */
  mentionButton() {
    const turn = () => {
      this.mention = !this.mention;
      this.draw();
      this.above.querySelector(".mention").focus();
    };
    const attributes = { type: "button", class: "mention", "aria-pressed": String(this.mention), title: words.mentionHint(this.phone.botName()) };
    return h("button", { ...attributes, onclick: turn }, words.mention);
  }

  replyRow() {
    const cancel = roundButton("close", words.cancelReply, () => this.setReply(null));
    return h("div", { class: "strip-line", "aria-label": words.replyTo(nameOf(this.replyTo.from)) }, quote(this.replyTo, () => this.text.focus()), cancel);
  }

  /** Show the reply keyboard the bot has offered, if any. */
  offer(rows) {
    const acts = { say: (text) => this.phone.do.say(text), contact: () => this.phone.do.sample("contact") };
    refresh(this.offers, JSON.stringify(rows), () => (rows ? replyKeyboard(rows, acts) : []));
  }
}

function startButton(label, act) {
  return h("button", { type: "button", class: "button start", onclick: () => act() }, label);
}

export function roundButton(shape, label, act, kind = "") {
  return h("button", { type: "button", class: `round ${kind}`, "aria-label": label, title: label, onclick: act }, icon(shape));
}

function choose(accept, take) {
  const input = h("input", { type: "file", accept });
  input.addEventListener("change", () => input.files[0] && take(input.files[0]));
  input.click();
}
