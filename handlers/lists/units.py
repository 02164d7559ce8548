"""A list of units sent as a file: taken in at once, looked at in the background, put in when the owner agrees.

What it would change comes as a message of its own (`bot.lists`), whose button or words lead back here.
"""

from __future__ import annotations

from handlers.attaching import attached
from handlers.browsing import offer
from handlers.outcome import Outcome, Rows, column, say
from handlers.rights import allowed, refuse
from handlers.turn import Turn
from storage.records import ListKind, PaperOrder

_ENDINGS = (".xlsx", ".xlsm", ".xls", ".csv")
_LARGEST = 10 * 1024 * 1024  # as storage.importing.workbook


def is_list(turn: Turn) -> bool:
    """Whether an owner sent something that looks like a list."""
    given = turn.incoming.file
    looks = given is not None and given.kind == "document" and given.name.casefold().endswith(_ENDINGS)
    return looks and allowed(turn, "change_units")


def received(turn: Turn) -> Outcome:
    """Keep the file and have it looked at."""
    given = turn.incoming.file
    assert given is not None, "no file"
    if given.size is not None and given.size > _LARGEST:
        return Outcome((say(turn.t("import-file-too-big", most=str(_LARGEST >> 20))),))
    kept = attached(turn, given)
    return Outcome(
        (say(turn.t("list-received", name=given.name)),), (kept, order(turn, "list", str(kept.id)))
    )


def put(turn: Turn) -> Outcome:
    """`!nhapds:<file>:<what was shown>`, or "nhập danh sách" for the one shown last."""
    if not allowed(turn, "change_units"):
        return refuse(turn)
    return Outcome((), (order(turn, "list_put", turn.incoming.argument.strip()[:60]),))


def undo(turn: Turn) -> Outcome:
    """Take the last list back."""
    if not allowed(turn, "change_units"):
        return refuse(turn)
    return Outcome((), (order(turn, "list_undo", ""),))


def leave(turn: Turn) -> Outcome:
    """Not to put in what was shown: nothing was changed, and nothing is."""
    return Outcome((say(turn.t("list-left")),))


def explain(turn: Turn) -> Outcome:
    """How a list is sent, and the list as it is, to begin with."""
    if not allowed(turn, "change_units"):
        return refuse(turn)
    return how(turn, ("list-how", "list-how-page"), column(turn.button("list-button-out", "!layds")))


def how(turn: Turn, ways: tuple[str, str], rows: Rows = ()) -> Outcome:
    """How a list is sent; where files cannot be, by a page of the bot's own, whose address comes by itself.

    `ways`: the texts for the chat and for the page.
    """
    here, by_page = ways
    if turn.channel.files:
        return offer(turn, turn.t(here), rows)
    return offer(turn, turn.t(by_page), rows).after(order(turn, "list_page", ""))


def give_out(turn: Turn) -> Outcome:
    """The list of units as it is, as Excel, to be changed and sent back."""
    if not allowed(turn, "change_units"):
        return refuse(turn)
    return Outcome((), (order(turn, "list_out", ""),))


def order(turn: Turn, kind: ListKind, about: str) -> PaperOrder:
    """What is asked to be done with a list, beside the turns."""
    return PaperOrder(
        id=turn.new_id("paper_order"),
        person_id=turn.me().id,
        chat_id=turn.chat.id,
        kind=kind,
        about=about,
        format="xlsx",
        state="waiting",
        asked_at=turn.now,
    )
