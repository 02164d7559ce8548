"""`/thongbao`: an owner writes to the cadres or the workers of a subtree: for whom, what, how many, and yes."""

from __future__ import annotations

from dataclasses import replace

from campaign.definition import Unit
from campaign.vietnamese.numbers import count
from campaign.vietnamese.text import is_wordless
from handlers.browsing import offer
from handlers.choosing import chosen, decided, is_cancel
from handlers.mine.ownership import number_in
from handlers.outcome import Outcome, Reply, Rows, ask, column, go
from handlers.owner.noting import noted
from handlers.rights import allowed, refuse
from handlers.room import shorten, utf16_length
from handlers.states import IDLE, Announcing
from handlers.turn import Turn
from storage.messages import Choice
from storage.records import Announcement, Progress, StopAnnouncement

MOST = 1200
_FOUND, _QUOTED = 6, 80


def begin(turn: Turn) -> Outcome:
    """What was announced last and how far it has gone; or straight on to a new one where nothing was."""
    if not allowed(turn, "announce"):
        return refuse(turn)
    last = turn.records.announced()
    if not last or turn.incoming.argument.strip() == "moi":
        return go(Announcing())
    text = "\n".join([turn.t("thongbao-last"), *(_line(turn, each) for each in last)])
    stops = [each.of for each in last if each.of.state == "running" or each.sent < each.planned]
    rows = [
        turn.button("thongbao-stop", f"!dungthongbao:{each.id}")
        for each in stops[:1]
        if each.state != "stopped"
    ]
    return offer(turn, text, column(*rows, turn.button("thongbao-new", "!thongbao:moi")))


def _line(turn: Turn, each: Progress) -> str:
    return turn.t(
        f"thongbao-is-{each.of.state}",
        text=shorten(each.of.text, _QUOTED),
        sent=count(each.sent),
        people=count(each.of.people),
    )


def stop(turn: Turn) -> Outcome:
    """`!dungthongbao:<id>`: whoever has not got it does not get it."""
    if not allowed(turn, "announce"):
        return refuse(turn)
    number = number_in(turn.incoming.argument)
    found = next((each for each in turn.records.announced() if each.of.id == number), None)
    if found is None or found.of.state == "stopped":
        return offer(turn, turn.t("thongbao-over"))
    changes = (StopAnnouncement(number, turn.now), noted(turn, "announcement_stopped", found.of.unit))
    return offer(turn, turn.t("thongbao-stopped", sent=count(found.sent))).after(*changes)


# Asking


def _units(turn: Turn, code: str) -> tuple[str, ...]:
    """The units it is for; none: the whole campaign."""
    units = turn.scene.units
    return () if code == units.root.code else tuple(each.code for each in units.subtree(code))


def _people(turn: Turn, state: Announcing) -> int:
    return turn.records.reach(state.audience, _units(turn, state.unit), turn.now)


def present(turn: Turn, state: Announcing) -> Reply:
    """The next thing that is not known; at last the words as they will be read, and how many will read them."""
    rows = _rows(turn, state)
    if not state.audience:
        return ask(turn.t("thongbao-whom"), choices=rows)
    if not state.unit:
        return ask(turn.t("thongbao-where"), choices=rows)
    unit = turn.unit_name(state.unit)
    if not state.text:
        return ask(turn.t("thongbao-what", unit=unit), choices=rows, in_words=True)
    words = {
        "heading": turn.t("thongbao-heading", owner=turn.campaign.owner.name),
        "text": state.text,
        "audience": turn.t(f"thongbao-to-{state.audience}"),
        "unit": unit,
        "n": count(_people(turn, state)),
    }
    return ask(turn.t("thongbao-confirm", **words), choices=rows)


def _rows(turn: Turn, state: Announcing) -> Rows:
    out = (turn.button("nav-cancel", "cancel"),)
    if not state.audience:
        whom = (turn.button(f"thongbao-to-{each}", each) for each in ("cadres", "workers"))
        return (*column(*whom), out)
    if not state.unit:
        found = turn.scene.units.find(state.query, limit=_FOUND).units if state.query else ()
        named = (Choice(unit.name, f"u:{unit.code}") for unit in found)
        return (*column(*named, turn.button("thongbao-all", f"u:{turn.scene.units.root.code}")), out)
    if not state.text:
        return (out,)
    return (*column(Choice(turn.t("thongbao-yes"), "yes", "success")), out)


# Answering


def answer(turn: Turn, state: Announcing) -> Outcome:
    """Take what was asked."""
    if not allowed(turn, "announce"):
        return refuse(turn)
    if is_cancel(turn):
        return go(IDLE, turn.t("office-stopped"))
    if turn.incoming.kind == "press" and turn.incoming.token == "back":  # a button, no secret
        return go(Announcing())
    if not state.audience:
        return _audience(turn, state)
    if not state.unit:
        return _unit(turn, state)
    return _confirmed(turn, state) if state.text else _text(turn, state)


def _audience(turn: Turn, state: Announcing) -> Outcome:
    rows = _rows(turn, state)
    match chosen(turn, rows[:-1], ways=rows[-1]):
        case "cadres":
            return go(Announcing(audience="cadres"))
        case "workers":
            return go(Announcing(audience="workers"))
        case "cancel":
            return go(IDLE, turn.t("office-stopped"))
    return go(state, turn.t("office-unclear"))


def _unit(turn: Turn, state: Announcing) -> Outcome:
    rows = _rows(turn, state)
    token = chosen(turn, rows[:-1], ways=rows[-1])
    if token == "cancel":  # a button, no secret
        return go(IDLE, turn.t("office-stopped"))
    if token.startswith("u:") and turn.unit(token[2:]) is not None:
        return go(state.model_copy(update={"unit": token[2:], "query": ""}))
    said = turn.incoming.text.strip()[:100]
    if turn.incoming.kind != "text" or is_wordless(said):
        return go(state, turn.t("office-unclear"))
    by_code = turn.unit_called(said)
    found: tuple[Unit, ...] = (
        (by_code,) if by_code is not None else turn.scene.units.find(said, limit=_FOUND).units
    )
    if not found:
        return go(state.model_copy(update={"query": ""}), turn.t("unit-none-cadre", query=said[:40]))
    if len(found) == 1:
        return go(state.model_copy(update={"unit": found[0].code, "query": ""}))
    return go(state.model_copy(update={"query": said}))


def _text(turn: Turn, state: Announcing) -> Outcome:
    said = turn.incoming.text.strip()
    if turn.incoming.kind != "text" or is_wordless(said):
        return go(state, turn.t("duyet-words-unclear"))
    if (now := utf16_length(said)) > MOST:
        return go(state, turn.t("question-too-long", now=count(now), most=count(MOST)))
    return go(state.model_copy(update={"text": said}))


def _confirmed(turn: Turn, state: Announcing) -> Outcome:
    match decided(turn, _rows(turn, state)):
        case "yes":
            return _announced(turn, state)
        case "cancel" | "no":
            return go(IDLE, turn.t("office-stopped"))
    return go(state, turn.t("office-unclear"))


def _announced(turn: Turn, state: Announcing) -> Outcome:
    people = _people(turn, state)
    if not people or turn.unit(state.unit) is None or not state.audience:
        return go(IDLE, turn.t("thongbao-nobody"))
    made = Announcement(
        id=turn.new_id("announcement"),
        by_person=turn.me().id,
        audience=state.audience,
        unit=state.unit,
        text=state.text,
        state="running",
        at=turn.now,
        people=people,
    )
    changes = (made, noted(turn, "announced", state.unit, f"{state.audience} {people}"))
    rows = column(
        turn.button("thongbao-progress", "!thongbao"),
        turn.button("thongbao-stop", f"!dungthongbao:{made.id}"),
    )
    return offer(replace(turn, state=IDLE), turn.t("thongbao-begun", n=count(people)), rows).after(*changes)
