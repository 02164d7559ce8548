"""`!tepsk:<id>`: the pictures of one's own initiative, shown again wherever one asks; of other files the names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from campaign.vietnamese.numbers import count
from handlers.browsing import offer, page_of, pages
from handlers.mine import listing
from handlers.mine.ownership import number_in, own
from handlers.outcome import Outcome, Reply, Rows, column
from handlers.states import IDLE, Idle
from handlers.submission import number_of
from handlers.turn import Turn
from storage.messages import Message
from storage.records import Attachment, Initiative

PAGE = 3  # each picture is a message of its own
_NAMES = 5


def show(turn: Turn) -> Outcome:
    """The pictures a few at a time; with the last of them what else there is, and the way on and back."""
    about, page = page_of(turn.incoming.argument)
    made = own(turn, number_in(about))
    if made is None:
        return listing.gone(turn)
    files = given(turn, made)
    pictures = [each for each in files if each.kind == "photo" and each.state != "failed"]
    last = max(0, (len(pictures) - 1) // PAGE)
    page = min(page, last)
    turning = pages(turn, "tepsk", str(made.id), page, last)
    rows = (*((turning,) if turning else ()), *column(turn.button("mine-to-card", f"!cuatoi:{made.id}")))
    others = _others(turn, files)
    if not pictures:
        return offer(turn, others or turn.t("mine-no-files"), rows)
    shown = pictures[page * PAGE : (page + 1) * PAGE]
    said = [_said(turn, made, page * PAGE + n, len(pictures)) for n in range(1, len(shown) + 1)]
    said[-1] = "\n".join(part for part in (said[-1], others) if part)
    return _shown(
        turn, [Message(text, picture=each.id) for text, each in zip(said, shown, strict=True)], rows
    )


def given(turn: Turn, made: Initiative) -> Sequence[Attachment]:
    """The files that came with this initiative."""
    return () if made.draft_id is None else turn.records.attachments_of(made.draft_id)


def _said(turn: Turn, made: Initiative, n: int, of: int) -> str:
    return turn.t("mine-picture", number=number_of(turn, made.id), n=count(n), of=count(of))


def _others(turn: Turn, files: Sequence[Attachment]) -> str:
    """What cannot be shown: documents by their names, and photos that never could be fetched."""
    documents = [each.name or turn.t("mine-file-nameless") for each in files if each.kind != "photo"]
    lost = sum(each.kind == "photo" and each.state == "failed" for each in files)
    named = ", ".join(documents[:_NAMES]) + ("…" if documents[_NAMES:] else "")
    told = [turn.t("mine-documents", names=named)] if documents else []
    return "\n".join([*told, *([turn.t("mine-pictures-lost", n=count(lost))] if lost else [])])


def _shown(turn: Turn, messages: Sequence[Message], rows: Rows) -> Outcome:
    last = Message(messages[-1].text, choices=rows, picture=messages[-1].picture)
    replies = tuple(Reply(each, "file") for each in chain(messages[:-1], (last,)))
    return Outcome(replies, (), IDLE if isinstance(turn.state, Idle) else None)
