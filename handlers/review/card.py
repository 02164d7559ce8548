"""The card of one initiative as its reviewer sees it."""

from __future__ import annotations

import json

from campaign.vietnamese.dates import say_moment
from campaign.vietnamese.numbers import count
from handlers.form.answers import Answers, told
from handlers.form.card import spell
from handlers.form.reading import spell_authors
from handlers.hints import on_card
from handlers.mine.listing import entered_line
from handlers.outcome import Rows
from handlers.review import history
from handlers.review.competence import is_last, look_at
from handlers.review.likeness import alike
from handlers.room import fitted, shorten
from handlers.submission import number_of
from handlers.turn import Turn
from storage.messages import Choice
from storage.reading import MOST_AWAITING
from storage.records import Initiative

_ROOM, _OPEN = 900, 500
_TITLE, _SNIPPET, _ASKED = 250, 90, 160
_APART = frozenset({"title", "confidential", "files", "authors"})


def heading(turn: Turn, made: Initiative) -> str:
    """Its number and unit."""
    return turn.t("duyet-heading", number=number_of(turn, made.id), unit=turn.unit_name(made.unit))


def text(turn: Turn, made: Initiative, waiting: int) -> str:
    """What there is to decide on, in one message; `waiting`: how many wait, as far as they are looked up."""
    lines = [
        f"“{shorten(made.title, _TITLE)}”",
        _sent(turn, made),
        *entered_line(turn, made),
        *_looks(turn, made),
        *_body(turn, made),
    ]
    lines += on_card(turn, made)
    lines += _exchanges(turn, made)
    lines += _alike(turn, made)
    more = "duyet-waiting-more" if waiting >= MOST_AWAITING else "duyet-waiting"
    lines.append(turn.t(more, n=count(min(waiting, MOST_AWAITING))))
    return "\n".join(lines)


def _sent(turn: Turn, made: Initiative) -> str:
    authors = json.loads(made.authors)
    named = shorten(spell_authors(authors), 200) if authors else turn.t("duyet-nobody")
    return turn.t("duyet-sent", authors=named, at=say_moment(made.submitted_at, turn.scene.zone))


def _looks(turn: Turn, made: Initiative) -> list[str]:
    """Which look this is, where the campaign has several."""
    looks = [place for place, look in enumerate(turn.campaign.review) if not look.report]
    if len(looks) == 1:
        return []
    passed = sum(place < made.looks for place in looks)
    place = {"n": str(min(passed + 1, len(looks))), "of": str(len(looks))}
    return [turn.t("duyet-look", **place, look=look_at(turn, made).name)]


def _body(turn: Turn, made: Initiative) -> list[str]:
    answers = Answers.read(made.answers)
    files = 0 if made.draft_id is None else len(turn.records.attachments_of(made.draft_id))
    shown = [step for step in told(turn.campaign.form, answers) if step.key not in _APART]
    if made.confidential:
        shown = [step for step in shown if step.key == "effect"]
    said = [(step.label, spell(turn, step, answers.get(step.key))) for step in shown if step.key in answers]
    lines = [turn.t("sangkien-confidential")] if made.confidential else []
    lines += fitted(said, _ROOM, _OPEN)
    return [*lines, turn.t("duyet-files", n=count(files))] if files else lines


def _exchanges(turn: Turn, made: Initiative) -> list[str]:
    return [
        turn.t("duyet-asked", question=shorten(asked, _ASKED), answer=shorten(said, _ASKED))
        for asked, said in history.exchanges(turn, made)[-2:]
        if said
    ]


def _alike(turn: Turn, made: Initiative) -> list[str]:
    """The most similar ones of the unit, side by side with this one: a hint, never a verdict (I14)."""
    found = alike(turn, made)
    lines = [
        turn.t(
            "duyet-alike-line",
            number=number_of(turn, number),
            share=str(share),
            title=shorten(title, _SNIPPET),
            solution=_solution(turn, number),
        )
        for share, number, title in found
    ]
    return [turn.t("duyet-alike"), *lines] if lines else []


def _solution(turn: Turn, number: int) -> str:
    other = turn.records.initiative(number)
    said = Answers.read(other.answers).get("solution") if other is not None else None
    return shorten(str(said), _SNIPPET) if said else "–"


def rows(turn: Turn, made: Initiative, stamp: int) -> Rows:
    """One tap each; every button says of which moment of the history it is (`stamp`)."""
    of = f"{made.id}~{stamp}"
    yes = "duyet-valid" if is_last(turn, made) else "duyet-pass"
    return (
        (Choice(turn.t(yes), f"!hople:{of}", "success"),),
        (turn.button("duyet-ask", f"!hoithem:{of}"), turn.button("duyet-reject", f"!khonghople:{of}")),
        (turn.button("duyet-duplicate", f"!trung:{of}"), turn.button("duyet-later", f"!duyet:sau-{made.id}")),
    )
