"""Photos and documents given while a form is open: kept with the draft at whatever question they come."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.attaching import LARGEST, attached
from handlers.form.answers import Answers
from handlers.form.drafting import touched
from handlers.outcome import NOTHING, Outcome, go
from handlers.states import Filling, Gathering, Reviewing, State
from handlers.turn import Turn
from storage.records import Attachment, Draft

MOST = 10
_AT_ONCE = timedelta(minutes=10)


def received(turn: Turn, state: Filling | Gathering | Reviewing, draft: Draft) -> Outcome:
    """Keep the file with the draft and ask on."""
    kept = _kept_quietly(turn, keep(turn, state, draft.id), draft.id)
    changed = touched(turn, draft, Answers.read(draft.answers))
    return replace(kept, changes=(*kept.changes, changed)) if kept.changes else kept


def _kept_quietly(turn: Turn, kept: Outcome, draft_id: int) -> Outcome:
    """Where messages are counted, one answer for all the pictures sent one after the other, and no card again."""
    if not turn.channel.frugal or not kept.changes:
        return kept
    had = turn.records.attachments_of(draft_id)
    if any(turn.now - each.received_at < _AT_ONCE for each in had):
        return Outcome((), kept.changes)
    return replace(kept, note=turn.t("form-file-first"), instead=True)


def keep(turn: Turn, state: State, draft_id: int) -> Outcome:
    """Keep the file and stay at this state; one answer for all the pictures of an album."""
    given = turn.incoming.file
    assert given is not None, "no file"
    had = turn.records.attachments_of(draft_id)
    refused = refusal(turn, len(had), given.size)
    if refused:
        return go(state, refused)
    if any(each.remote == given.remote for each in had):
        return NOTHING
    kept = attached(turn, given, draft_id)
    if _same_album(turn):
        return Outcome((), (kept,))
    return go(state, turn.t("form-file-kept", n=str(len(had) + 1)), kept)


def dropped(turn: Turn, draft_id: int) -> tuple[Attachment, ...]:
    """The draft's files, each let go: it is shown and kept no longer."""
    had = turn.records.attachments_of(draft_id)
    return tuple(replace(each, state="dropped", remote="", name="") for each in had)


def refusal(turn: Turn, had: int, size: int | None) -> str:
    """Why no more files, or none so large, are taken; empty when this one is."""
    if had >= MOST:
        return turn.t("form-files-most", most=str(MOST))
    return turn.t("form-file-large") if size is not None and size > LARGEST else ""


def _same_album(turn: Turn) -> bool:
    """Whether an earlier picture of the same album was answered already: one answer for all of them."""
    album = turn.incoming.album
    return bool(album) and turn.conversation is not None and turn.conversation.last_input == f"a:{album}"
