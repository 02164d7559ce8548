"""`/chinhsach`: the policy in words, one setting of it, its new value, and yes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from campaign.vietnamese.dates import say_moment
from campaign.vietnamese.text import fold
from handlers.choosing import chosen, decided, is_cancel, plain_label
from handlers.outcome import Outcome, Reply, Rows, ask, column, go
from handlers.owner.policy import deciding, judging
from handlers.owner.policy.judging import ImpossibleError
from handlers.owner.policy.reading import UnreadableError, read
from handlers.owner.policy.saying import example, label, said
from handlers.owner.policy.settings import BY_NAME, FIRST, GROUPS, SETTINGS, Setting
from handlers.rights import allowed, refuse
from handlers.states import IDLE, EditingPolicy
from handlers.turn import Turn
from storage.messages import Choice

_LISTS = frozenset({"times", "numbers", "weekdays", "days"})


def begin(turn: Turn) -> Outcome:
    """The card; `/chinhsach <words>` goes straight to the setting that is called so."""
    if not allowed(turn, "edit_policy"):
        return refuse(turn)
    wanted = turn.incoming.argument.strip()
    found = _called(turn, wanted) if wanted else []
    return _opened(turn, found[0]) if len(found) == 1 else go(EditingPolicy())


# Asking


def present(turn: Turn, state: EditingPolicy) -> Reply:
    """The whole in a few lines, a part of it, one setting, or whether it is meant so."""
    setting, rows = BY_NAME.get(state.setting), _rows(turn, state)
    if setting is None:
        return ask(_card(turn, state), choices=rows)
    if not state.values:
        return ask(_of_setting(turn, setting), choices=rows, in_words=True)
    try:
        policy = judging.with_values(turn, _values(state))
    except ImpossibleError as error:  # somebody has changed another setting since
        anew = _rows(turn, state.model_copy(update={"values": ""}))
        return ask(f"{error}\n\n{_of_setting(turn, setting)}", choices=anew, in_words=True)
    words = {
        "name": label(turn, setting),
        "before": said(turn, setting, turn.campaign.policy),
        "after": said(turn, setting, policy),
    }
    lines = [
        turn.t("chinhsach-preview", **words),
        *judging.notes(turn, setting, policy),
        turn.t("chinhsach-confirm"),
    ]
    return ask("\n\n".join(lines), choices=rows)


def _card(turn: Turn, state: EditingPolicy) -> str:
    if not state.group:
        lines = _lines(turn, (BY_NAME[name] for name in FIRST))
        return "\n".join([turn.t("chinhsach-heading"), *lines, "", turn.t("chinhsach-which")])
    lines = _lines(turn, (each for each in SETTINGS if each.group == state.group))
    return "\n".join([turn.t(f"chinhsach-group-{state.group}"), *lines, "", turn.t("chinhsach-which-one")])


def _lines(turn: Turn, settings: Iterable[Setting]) -> list[str]:
    """A line each; what was decided in chat over the file is marked."""
    lines = []
    for each in settings:
        text_id = "chinhsach-line-changed" if _is_changed(turn, each) else "chinhsach-line"
        lines.append(turn.t(text_id, name=label(turn, each), value=said(turn, each, turn.campaign.policy)))
    return lines


def _is_changed(turn: Turn, setting: Setting) -> bool:
    return any(
        getattr(turn.campaign.policy, key) != getattr(turn.scene.filed.policy, key) for key in setting.keys
    )


def _of_setting(turn: Turn, setting: Setting) -> str:
    name, value = label(turn, setting), said(turn, setting, turn.campaign.policy)
    told = [turn.t("chinhsach-now", name=name, value=value)]
    if _is_changed(turn, setting):
        told.append(turn.t("chinhsach-filed", value=said(turn, setting, turn.scene.filed.policy)))
    told.append(turn.t("chinhsach-how", example=example(turn, setting)))
    if setting.form in _LISTS:
        told.append(turn.t("chinhsach-how-none"))
    return "\n".join(told)


def _rows(turn: Turn, state: EditingPolicy) -> Rows:
    out = (turn.button("nav-cancel", "cancel"),)
    if state.values:
        yes = Choice(turn.t("chinhsach-yes"), "yes", "success")
        return (*column(yes, turn.button("chinhsach-again", "again")), out)
    if setting := BY_NAME.get(state.setting):
        filed = [turn.button("chinhsach-back-to-file", "filed")] if _is_changed(turn, setting) else []
        return (*column(*filed, turn.button("chinhsach-all", "all")), out)
    if state.group:
        named = (
            Choice(label(turn, each), f"s:{each.name}") for each in SETTINGS if each.group == state.group
        )
        return (*column(*named, turn.button("chinhsach-all", "all")), out)
    return (*column(*(turn.button(f"chinhsach-group-{each}", f"g:{each}") for each in GROUPS)), out)


# Answering


def answer(turn: Turn, state: EditingPolicy) -> Outcome:
    """Take the part, the setting, its value, or the word that it is meant."""
    if not allowed(turn, "edit_policy"):
        return refuse(turn)
    if is_cancel(turn):
        return go(IDLE, turn.t("office-stopped"))
    if turn.incoming.kind == "press" and turn.incoming.token == "back":  # a button, no secret
        return go(state.model_copy(update={"values": ""} if state.values else {"setting": "", "group": ""}))
    setting = BY_NAME.get(state.setting)
    if setting is None:
        return _chosen(turn, state)
    return _confirmed(turn, state, setting) if state.values else _value(turn, state, setting)


def _chosen(turn: Turn, state: EditingPolicy) -> Outcome:
    rows = _rows(turn, state)
    found = _called(turn, turn.incoming.text) if turn.incoming.kind == "text" else []
    is_name = len(found) == 1 and _is_called(turn, found[0], turn.incoming.text)
    token = f"s:{found[0].name}" if is_name else chosen(turn, rows[:-1], ways=rows[-1])
    kind, _, name = token.partition(":")
    match kind:
        case "cancel":
            return go(IDLE, turn.t("office-stopped"))
        case "all":
            return go(EditingPolicy())
        case "g" if name in GROUPS:
            return go(EditingPolicy(group=name))
        case "s" if name in BY_NAME:
            return _opened(turn, BY_NAME[name])
    return _opened(turn, found[0]) if len(found) == 1 else go(state, turn.t("office-unclear"))


def _called(turn: Turn, words: str) -> list[Setting]:
    """The settings whose names have all of these words, two at least; one that is called exactly so, alone."""
    if exact := [each for each in SETTINGS if _is_called(turn, each, words)]:
        return exact
    wanted = set(fold(words).split())
    return [each for each in SETTINGS if len(wanted) > 1 and wanted <= set(fold(label(turn, each)).split())]


def _is_called(turn: Turn, setting: Setting, words: str) -> bool:
    return fold(label(turn, setting)).split() == fold(words).strip(" .!").split()


def _opened(turn: Turn, setting: Setting) -> Outcome:
    return go(EditingPolicy(group=setting.group, setting=setting.name, seen=_seen(turn, setting)))


def _seen(turn: Turn, setting: Setting) -> int:
    made = judging.newest(turn, setting)
    return made.id if made is not None else 0


def _value(turn: Turn, state: EditingPolicy, setting: Setting) -> Outcome:
    match _way(turn, state):
        case "cancel":
            return go(IDLE, turn.t("office-stopped"))
        case "all":
            return go(EditingPolicy())
        case "filed":
            return _judged(turn, state, setting, dict.fromkeys(setting.keys))
    return _typed(turn, state, setting)


def _way(turn: Turn, state: EditingPolicy) -> str:
    """The button meant: pressed, or its label as the whole message; anything else is a value."""
    if turn.incoming.kind == "press":
        return turn.incoming.token
    words = fold(turn.incoming.text).strip(" .!")
    every = (choice for row in _rows(turn, state) for choice in row)
    return next((choice.token for choice in every if fold(plain_label(choice)) == words), "")


def _typed(turn: Turn, state: EditingPolicy, setting: Setting) -> Outcome:
    try:
        values = read(setting, turn.incoming.text if turn.incoming.kind == "text" else "", turn.today)
    except UnreadableError:
        return go(state, turn.t("chinhsach-unclear", example=example(turn, setting)))
    return _judged(turn, state, setting, values)


def _judged(turn: Turn, state: EditingPolicy, setting: Setting, values: Mapping[str, Any]) -> Outcome:
    """On to the preview, where the value is possible and another one."""
    try:
        policy = judging.with_values(turn, values)
    except ImpossibleError as error:
        return go(state.model_copy(update={"values": ""}), str(error))
    if said(turn, setting, policy) == said(turn, setting, turn.campaign.policy):
        return go(state.model_copy(update={"values": ""}), turn.t("chinhsach-same"))
    return go(state.model_copy(update={"values": json.dumps(judging.stored(values))}))


def _values(state: EditingPolicy) -> dict[str, Any]:
    read_back: dict[str, Any] = json.loads(state.values)
    return read_back


def _confirmed(turn: Turn, state: EditingPolicy, setting: Setting) -> Outcome:
    match decided(turn, _rows(turn, state)):
        case "yes":
            return _decided(turn, state, setting)
        case "again":
            return go(state.model_copy(update={"values": ""}))
        case "cancel" | "no":
            return go(IDLE, turn.t("office-stopped"))
    return (
        _typed(turn, state, setting) if turn.incoming.kind == "text" else go(state, turn.t("office-unclear"))
    )


def _decided(turn: Turn, state: EditingPolicy, setting: Setting) -> Outcome:
    """It holds, unless somebody else has changed it since, or something that it does not go together with."""
    made = judging.newest(turn, setting)
    if made is not None and made.id != state.seen:
        by = turn.records.person(made.decided_by) if made.decided_by is not None else None
        words = {
            "name": by.name if by is not None and by.name else "–",
            "at": say_moment(made.decided_at or made.at, turn.scene.zone),
        }
        return go(state.model_copy(update={"seen": made.id}), turn.t("chinhsach-moved", **words))
    try:
        policy = judging.with_values(turn, _values(state))
    except ImpossibleError as error:
        return go(state.model_copy(update={"values": ""}), str(error))
    return deciding.decide(turn, setting, _values(state), policy)
