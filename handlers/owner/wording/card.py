"""One text as an owner sees it: what it says now, an example of it, its gaps, and what the campaign's files say."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.amending import TextChange
from campaign.boards.phrases import inside_sentence
from campaign.texts import variables_of
from campaign.texts.wording import Gaps, Parts, gaps_of
from campaign.vietnamese.dates import say_moment
from handlers.room import ROOM, shorten, utf16_length
from handlers.turn import Turn
from storage.records import Amendment

# What the program reads again or what a regulation prescribes: no telephone changes it, the campaign's file may.
_LOCKED = (
    *("application-", "data-file-name", "introduce-labels-", "name-abbreviations", "group-word-"),
    *("list-column-", "list-kind-", "list-sheet", "links-sheet", "sheet-", "nav-", "nhom-line", "said-"),
)
_CONSENT = {"consent-text", "consent-version"}
_FOR_CHOICES = 200


def lock_on(turn: Turn, text_id: str) -> str:
    """Why this text cannot be changed in chat; empty where it can."""
    if text_id in _CONSENT:
        return turn.t("sualoi-locked-consent")
    return turn.t("sualoi-locked") if text_id.startswith(_LOCKED) else ""


def gaps(turn: Turn, text_id: str) -> Gaps:
    """The text's gaps, with examples from this very campaign."""
    campaign, units = turn.campaign, turn.scene.units.units
    sprint, phase = turn.sprint(), turn.phase() or turn.campaign.phases[0]
    leaf = next((unit for unit in units if not turn.scene.units.children(unit.code)), units[0])
    known = {
        "campaign": campaign.short_name,
        "owner": campaign.owner.name,
        "contact": campaign.owner.contact,
        "phase": inside_sentence(phase.name),
        "unit": leaf.name,
        "scope": turn.scene.units.root.name,
        "bot": turn.channel.called,
    }
    known |= {"slogan": campaign.slogan} if campaign.slogan else {}
    known |= {"sprint": sprint.name} if sprint is not None else {}
    return gaps_of(text_id, turn.scene.texts, known)


def parts_now(turn: Turn, text_id: str) -> Parts | None:
    """What it says now; None where it has several forms, which only its file can say."""
    return turn.scene.texts.parts(text_id)


def parts_filed(turn: Turn, text_id: str) -> Parts | None:
    """What the program or the campaign's own texts.ftl says."""
    return turn.scene.filed_texts.parts(text_id)


def label(turn: Turn, text_id: str, most: int) -> str:
    """A text in a list."""
    parts = parts_now(turn, text_id)
    return shorten(gaps(turn, text_id).shown(parts), most) if parts is not None else text_id


def changed(turn: Turn) -> tuple[str, ...]:
    """The texts that are said differently by a decision in chat."""
    return tuple(
        variables_of(turn.campaign.texts[len(turn.scene.filed.texts) :])
    )  # they stand after the file's


def newest(turn: Turn, text_id: str) -> Amendment | None:
    """The decision about this text that holds."""
    held = [
        each
        for each in turn.records.amendments_about(text_id)
        if each.kind == "text" and each.state == "in_force"
    ]
    return max(held, key=lambda each: (each.decided_at or each.at, each.id), default=None)


def is_changed(turn: Turn, text_id: str) -> bool:
    """Whether a decision in chat says it differently."""
    made = newest(turn, text_id)
    change = made.change() if made is not None else None
    return isinstance(change, TextChange) and bool(change.source)


def said_of(turn: Turn, text_id: str) -> str:
    """The card of a text, short enough for one message."""
    lines = list(_lines(turn, text_id))
    room = ROOM - _FOR_CHOICES
    while len(lines) > 1 and utf16_length("\n\n".join(told for told, _ in lines)) > room:
        weakest = max(lines, key=lambda line: line[1])
        lines.remove(weakest)
    text = "\n\n".join(told for told, _ in lines)
    return text if utf16_length(text) <= room else shorten(text, room)


def _lines(turn: Turn, text_id: str) -> Iterator[tuple[str, int]]:
    """The parts of the card, each with how soon it is left out where there is no room."""
    known, now, filed = gaps(turn, text_id), parts_now(turn, text_id), parts_filed(turn, text_id)
    if now is None:
        yield turn.t("sualoi-forms"), 0
    else:
        yield turn.t("sualoi-now", words=known.shown(now)), 0
        if known.names:
            yield turn.t("sualoi-example", example=known.example(now)), 2
    if filed is not None and now is not None and known.shown(filed) != known.shown(now):
        yield turn.t("sualoi-filed", words=known.shown(filed)), 3
    if is_changed(turn, text_id) and (by := who(turn, text_id)):
        yield turn.t("sualoi-by", **by), 4
    if known.names:
        gaps_said = ", ".join(known.gap(name) for name in known.names)
        yield turn.t("sualoi-how-gaps", gaps=gaps_said), 1
    else:
        yield turn.t("sualoi-how"), 1


def who(turn: Turn, text_id: str) -> dict[str, str]:
    """Who decided on it last and when; empty where nobody has."""
    made = newest(turn, text_id)
    if made is None:
        return {}
    by = turn.records.person(made.decided_by) if made.decided_by is not None else None
    name = by.name if by is not None and by.name else "–"
    return {"name": name, "at": say_moment(made.decided_at or made.at, turn.scene.zone)}
