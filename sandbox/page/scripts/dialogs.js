/** Questions the page asks its reader, each in a modal box. */
import { get, post } from "./api.js";
import { h } from "./dom.js";
import { clockTime, shortDate } from "./format.js";
import { texts } from "./texts.js";

const words = texts.dialog;

function open(...content) {
  const box = h("dialog", {}, content);
  box.addEventListener("close", () => box.remove());
  box.addEventListener("click", (event) => event.target === box && box.close());
  document.body.append(box);
  box.showModal();
  return box;
}

function form(title, onSubmit, ...content) {
  const element = h("form", { method: "dialog" }, h("h2", {}, title), content);
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    onSubmit();
  });
  return element;
}

function actions(submit) {
  const cancel = h("button", { type: "button", class: "button", onclick: (event) => event.target.closest("dialog").close() }, submit ? words.cancel : words.close);
  return h("div", { class: "actions" }, cancel, submit && h("button", { type: "submit", class: "button primary" }, submit));
}

/**
 * The payload of a deep link, or of a bare code; null when there is none.
 * @returns {{payload: string, group: boolean} | null}
 */
export function codeOf(written, bare = false) {
  const found = /[?&](start|startgroup)=([\w-]{1,64})/u.exec(written);
  if (found) return { payload: found[2], group: found[1] === "startgroup" };
  const code = written.trim();
  return /^[\w-]{1,64}$/u.test(code) ? { payload: code, group: bare } : null;
}

/** Paste a link or pick one that has been seen; `take` gets its code. `spoken` are the platform's words for it. */
export function askLink(store, inGroup, spoken, take) {
  const field = h("input", { type: "text", placeholder: spoken.linkPlaceholder, autocomplete: "off", spellcheck: "false" });
  const wrong = h("p", { class: "wrong", role: "alert", hidden: true }, words.linkWrong);
  const choose = (code) => {
    wrong.hidden = Boolean(code);
    if (!code) return field.focus();
    box.close();
    return take(code);
  };
  const seen = store.state.links.filter((link) => link.group === inGroup);
  const list = h("div", { class: "choices" }, seen.map((link) => linkChoice(link, store, () => choose(codeOf(link.url)))));
  const box = open(
    form(
      spoken.linkTitle,
      () => choose(codeOf(field.value, inGroup)),
      h("p", {}, spoken.linkHint),
      h("label", {}, spoken.linkLabel, field),
      wrong,
      seen.length > 0 ? list : h("p", {}, words.linkNone),
      actions(spoken.linkOpen),
    ),
  );
  field.focus();
}

function linkChoice(link, store, onclick) {
  const { offset } = store.state.clock;
  const when = link.at ? `${clockTime(link.at, offset)} ${shortDate(link.at, offset)}. ` : "";
  return h("button", { type: "button", onclick }, h("b", {}, link.label || link.url), h("small", {}, `${when}${link.about}`));
}

/** Add a telephone: a person's or a group's. */
export function askPhone(store) {
  const kind = h("select", {}, h("option", { value: "person" }, words.addPerson), h("option", { value: "group" }, words.addGroup));
  const name = h("input", { type: "text", required: true, maxlength: "60", autocomplete: "off" });
  const role = h("input", { type: "text", maxlength: "60", placeholder: words.roleSample, autocomplete: "off" });
  const people = store.state.phones.filter((phone) => phone.kind === "person");
  const by = h("select", {}, people.map((phone) => h("option", { value: String(phone.person) }, phone.owner)));
  by.selectedIndex = people.length - 1;
  const nameLabel = h("span", {});
  const platform = h("select", {}, Object.entries(store.state.bots).map(([value, bot]) => h("option", { value }, bot.platform)));
  const roleRow = h("label", {}, words.personRole, role);
  const platformRow = h("label", {}, words.platform, platform);
  const several = platform.options.length > 1;
  const byRow = h("label", {}, words.groupBy, by);
  const fit = () => {
    const group = kind.value === "group";
    nameLabel.textContent = group ? words.groupName : words.personName;
    name.placeholder = group ? words.groupSample : words.personSample;
    roleRow.style.display = group ? "none" : "";
    byRow.style.display = group ? "" : "none";
    platformRow.style.display = group || !several ? "none" : "";
  };
  kind.addEventListener("change", fit);
  fit();
  const submit = async () => {
    const group = { title: name.value, by: people[by.selectedIndex]?.person };
    const person = { name: name.value, role: role.value, platform: platform.value };
    const done = kind.value === "group" ? post("/groups", group) : post("/people", person);
    if (await done) box.close();
  };
  const box = open(
    form(words.addTitle, submit, h("label", {}, words.what, kind), h("label", {}, nameLabel, name), roleRow, platformRow, byRow, actions(words.add)),
  );
  name.focus();
}

/** Which of the person's groups shall it be? `take` gets the group's phone. */
export function askGroup(store, person, take) {
  const groups = store.state.phones.filter((phone) => phone.kind === "group" && phone.members.includes(person));
  const choose = (phone) => {
    box.close();
    take(phone);
  };
  const choice = (phone) => h("button", { type: "button", onclick: () => choose(phone) }, h("b", {}, phone.title));
  const list = groups.length > 0 ? h("div", { class: "choices" }, groups.map(choice)) : h("p", {}, words.groupNone);
  const box = open(form(words.groupTitle, () => box.close(), list, actions(null)));
}

/** Put one more of the people into a group. */
export function askMember(store, phone) {
  const outside = store.state.people.filter((person) => person.platform === phone.platform && !phone.members.includes(person.id));
  const select = h("select", { required: true }, outside.map((person) => h("option", { value: String(person.id) }, person.name)));
  const submit = async () => {
    if (await post(`/groups/${phone.chat}/members`, { person: outside[select.selectedIndex]?.id })) box.close();
  };
  const box = open(form(words.joinTitle, submit, h("label", {}, words.joinLabel, select), actions(words.add)));
}

/** The list of the rules of the platform the bot has broken. */
export async function showViolations(store) {
  const answer = await get("/violations");
  if (!answer) return;
  const { offset } = store.state.clock;
  const rows = answer.violations.map((item) =>
    h("tr", {}, h("td", {}, `${clockTime(item.at, offset)} ${shortDate(item.at, offset)}`), h("td", {}, item.rule), h("td", {}, item.detail)),
  );
  const head = h("tr", {}, [words.when, words.rule, words.detail].map((title) => h("th", { scope: "col" }, title)));
  const table = h("table", {}, h("thead", {}, head), h("tbody", {}, rows));
  const box = open(form(words.violationsTitle, () => box.close(), rows.length > 0 ? table : h("p", {}, words.violationsNone), actions(null)));
  box.classList.toggle("broad", rows.length > 0);
}

/** A picture in its full size. */
export function lightbox(url, label) {
  const box = open(h("img", { src: url, alt: label }));
  box.classList.add("lightbox");
  box.setAttribute("aria-label", label);
  box.addEventListener("click", () => box.close());
}
