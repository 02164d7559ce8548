/** One telephone: a person's chat with the bot, or a group seen by one of its people. */
import { post, upload } from "./api.js";
import { gist } from "./bubbles.js";
import { Composer, roundButton } from "./composer.js";
import { askGroup, askLink, askMember, codeOf, lightbox } from "./dialogs.js";
import { h, icon, notice, refresh } from "./dom.js";
import { clockTime, hue, initials } from "./format.js";
import { Log } from "./log.js";
import { openMenu } from "./menu.js";
import { platforms } from "./platforms.js";
import { texts } from "./texts.js";

const words = texts.phone;

export class Phone {
  constructor(store, id, onUnread) {
    this.store = store;
    this.id = id;
    this.group = this.state().kind === "group";
    this.platform = platforms[this.state().platform];
    this.chosen = null;
    this.actions = this.bubbleActions();
    this.do = this.deeds();
    this.build(onUnread);
    this.draw();
    this.log.draw({ keepFoot: true });
  }

  state() {
    return this.store.phone(this.id);
  }

  chat() {
    return this.store.chat(this.state().chat);
  }

  view() {
    return { me: this.speaker(), group: this.group, offset: this.store.state.clock.offset };
  }

  botName() {
    return this.store.state.bots[this.state().platform].username;
  }

  speakers() {
    if (!this.group) return [];
    return this.state().members.map((id) => this.store.person(id)).filter(Boolean);
  }

  speaker() {
    if (!this.group) return this.state().person;
    const people = this.speakers();
    return (people.find((person) => person.id === this.chosen) ?? people[0])?.id ?? 0;
  }

  setSpeaker(id) {
    this.chosen = id;
    this.composer.draw();
    this.log.draw();
  }

  build(onUnread) {
    const { title } = this.state();
    this.heading = h("h2", {});
    this.time = h("span", {});
    this.top = h("div", { class: "top" });
    this.pin = h("div", {});
    this.frame = h("section", { class: `phone ${this.state().platform}` });
    this.log = new Log(this, { title, onOlder: () => this.store.older(this.state().chat), onRead: onUnread });
    this.composer = new Composer(this);
    const signs = h("span", { class: "signs", "aria-hidden": "true" }, icon("signal"), icon("battery"));
    const status = h("div", { class: "status" }, this.time, h("span", { class: "lens" }), signs);
    this.frame.append(status, this.top, this.pin, this.log.frame, this.composer.element);
    this.element = h("div", { class: "place", id: `place-${this.id}`, "data-phone": this.id }, this.heading, this.frame);
  }

  /** Bring everything but the messages up to the state. */
  draw() {
    const state = this.state();
    const { clock } = this.store.state;
    this.frame.setAttribute("aria-label", words.region(state.owner));
    this.time.textContent = clockTime(clock.now, clock.offset);
    refresh(this.heading, `${state.owner}|${state.role}`, () => [
      h("span", { class: "who", title: state.owner }, state.owner),
      this.platform.badge && h("span", { class: "badge" }, this.platform.badge),
      state.role && h("span", { class: "role", title: state.role }, state.role),
    ]);
    this.drawTop(state);
    this.drawPin();
    this.composer.draw();
    this.composer.offer(this.chat().keyboard?.keyboard ?? null);
  }

  drawTop(state) {
    const line = this.subtitle(state);
    refresh(this.top, `${state.title}|${line}`, () => {
      const menu = roundButton("more", texts.phone.menu, () => openMenu(menu, this.frame, this.menuItems()));
      menu.setAttribute("aria-haspopup", "menu");
      return [
        h("span", { class: "face", "aria-hidden": "true", style: { "--hue": hue(state.title) } }, initials(state.title)),
        h("div", {}, h("h3", { title: state.title }, state.title), h("p", {}, line)),
        menu,
      ];
    });
  }

  subtitle(state) {
    if (!this.group) return state.blocked ? words.blocked : words.bot;
    const bot = { left: words.withoutBot, administrator: words.withAdminBot }[state.bot] ?? words.withBot;
    return `${words.members(state.members.length)}, ${bot}`;
  }

  drawPin() {
    const { pinned } = this.chat();
    refresh(this.pin, pinned ? `${pinned.message_id}|${gist(pinned)}` : "", () =>
      pinned
        ? h(
            "button",
            { type: "button", class: "pinned", onclick: () => this.actions.jump(pinned.message_id) },
            h("span", {}, h("b", {}, words.pinned), h("span", {}, gist(pinned))),
            icon("pin"),
          )
        : [],
    );
  }

  /** A change of this phone's chat. */
  changed(change) {
    if (change.all || change.older) this.log.draw({ keepFoot: Boolean(change.all) && this.log.stuck });
    else if (this.log.stuck && this.store.trim(this.state().chat)) this.log.draw({ keepFoot: true });
    else this.log.update(change);
    this.drawPin();
    this.composer.offer(this.chat().keyboard?.keyboard ?? null);
  }

  empty() {
    const hint = this.group ? this.platform.words.emptyGroup : this.platform.words.emptyPrivate;
    const way = !this.group && !this.platform.start && h("button", { type: "button", class: "button", onclick: this.do.openLink }, this.platform.words.link);
    return h("div", { class: "empty" }, icon(this.group ? "group" : "chat"), h("b", {}, words.emptyTitle), h("p", {}, hint), way);
  }

  toast(text) {
    const box = h("div", { class: "toast", role: "status" }, text);
    this.frame.append(box);
    setTimeout(() => box.remove(), 4000);
  }

  menuItems() {
    const words = texts.menu;
    const state = this.state();
    if (!this.group)
      return [
        { shape: "link", label: this.platform.words.link, act: this.do.openLink },
        state.blocked
          ? { shape: "chat", label: words.unblock, act: this.do.unblock }
          : { shape: "block", label: words.block, act: this.do.block },
      ];
    const inside = state.bot !== "left";
    const admin = state.bot === "administrator";
    return [
      !inside && { shape: "plus", label: this.platform.words.addBot, act: this.do.addBot },
      this.platform.start && { shape: "link", label: this.platform.words.link, act: this.do.openLink },
      { shape: "person", label: words.join, act: () => askMember(this.store, state) },
      inside && this.platform.admins && { shape: "shield", label: admin ? words.demote : words.promote, act: () => this.do.bot(admin ? "demote" : "promote") },
      inside && { shape: "leave", label: words.removeBot, act: () => this.do.bot("remove") },
      inside && this.platform.admins && !state.supergroup && { shape: "up", label: words.upgrade, act: () => post(`/groups/${state.chat}/upgrade`) },
    ].filter(Boolean);
  }

  /** What the person of this phone can do; each goes to the sandbox and from there over the wire. */
  deeds() {
    const who = () => ({ chat: this.state().chat, person: this.speaker() });
    return {
      say: (text, replyTo) => post("/say", { ...who(), text, reply_to: replyTo, mention: this.composer.mention }),
      sample: (kind) => post(`/${kind}`, { ...who(), sample: true }),
      upload: (kind, file) => upload(`/${kind}`, who(), file),
      start: (payload) => post("/start", { person: this.speaker(), payload }),
      openLink: () => askLink(this.store, this.group, this.platform.words, (code) => this.openCode(code)),
      addBot: () => this.do.bot("add"),
      bot: (action) => post(`/groups/${this.state().chat}/bot`, { person: this.speaker(), action }),
      block: () => post("/block", { person: this.speaker() }),
      unblock: () => post("/unblock", { person: this.speaker() }),
    };
  }

  /** What a client does with a deep link: talk to the bot, or bring it into a group of one's choice. */
  openCode(code) {
    if (!code.group) return this.do.start(code.payload);
    if (this.group) return this.bring(this.state(), code.payload);
    return askGroup(this.store, this.speaker(), (phone) => this.bring(phone, code.payload));
  }

  /** Add the bot with a code; where it is already, only the code is said, as clients do. */
  bring({ chat, bot }, payload) {
    const person = this.speaker();
    if (bot === "left") return post(`/groups/${chat}/bot`, { person, action: "add", payload });
    return post("/say", { chat, person, text: `/start@${this.botName()} ${payload}` });
  }

  bubbleActions() {
    return {
      command: (command) => this.do.say(command),
      link: (url) => this.openUrl(url),
      press: (message, button) => this.press(message, button),
      reply: (message) => this.composer.setReply(message),
      jump: (id) => this.log.jump(id) || this.toast(words.notLoaded),
      lightbox,
    };
  }

  openUrl(url) {
    const code = url.includes("start") ? codeOf(url) : null;
    if (code) return this.openCode(code);
    if (/^http:\/\/127\.0\.0\.1[:/]/.test(url)) return window.open(url, "_blank", "noreferrer");
    return notice(texts.message.urlOnly(url));
  }

  async press(message, button) {
    if (button.url) return this.openUrl(button.url);
    if (button.copy_text) {
      await navigator.clipboard?.writeText(button.copy_text.text);
      return this.toast(texts.message.copied);
    }
    if (!button.callback_data) return this.toast(texts.message.notHere);
    return post("/press", { chat: this.state().chat, person: this.speaker(), message: message.message_id, data: button.callback_data });
  }
}
