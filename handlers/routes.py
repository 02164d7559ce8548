"""From an update to what it leads to: repeats, stale buttons, commands, and the step that was waiting for an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from campaign.vietnamese.text import fold, matches_command
from handlers import consent, drafts, groups, joining, reminders, tree_reports
from handlers.accounts import codes as accounts
from handlers.browsing import picked_of_shown, remember
from handlers.commands import BEGINNING, COMMANDS, INSIDE, WORDS
from handlers.courtesy import wants_no_answer
from handlers.flows import FLOWS
from handlers.form import filling, gathering
from handlers.form.drafting import open_draft, stay
from handlers.greeting import greet
from handlers.invitations import code_said
from handlers.lists import units as lists
from handlers.outcome import NOTHING, Outcome, Reply, go, say
from handlers.room import ROOM, shorten, utf16_length
from handlers.states import (
    IDLE,
    Amending,
    Beginning,
    Consenting,
    EnteringFor,
    Filling,
    Gathering,
    Idle,
    JoiningAccounts,
    OfficeStep,
    OnDraft,
    Proposing,
    Reporting,
    Resuming,
    Reviewing,
)
from handlers.turn import Turn
from handlers.units.named import of_unit
from storage.records import Conversation

RESERVED = {"huy": "cancel", "huy bo": "cancel", "thoi": "cancel", "quay lai": "back", "bo qua": "skip"}
STARTING = {"bat dau", "start"}
_RESERVED_LENGTH = 24
_TWICE = timedelta(seconds=5)  # a finger that presses again before the answer has come
_NOT_AGAIN = timedelta(hours=1)
_LEAST_NOTE = 100
_WITH_PICTURES = Amending | Beginning | EnteringFor | Gathering | Filling | Reporting | Reviewing


def respond(turn: Turn) -> Outcome:
    """What this update leads to. Nothing is written or sent here."""
    if turn.chat.kind == "group":
        return groups.respond(turn)
    turn = replace(turn, state=IDLE) if _asks_nobody(turn) else turn
    return remember(turn, _respond(turn))


def _asks_nobody(turn: Turn) -> bool:
    """Whether what is being asked was asked of a person who has had himself erased meanwhile in another chat."""
    match turn.state:
        case Consenting():
            return turn.person is None and turn.state.update
        case Idle() | JoiningAccounts():
            return False
    return turn.person is None


def _respond(turn: Turn) -> Outcome:
    match turn.incoming.kind:
        case "blocked" | "unblocked":
            return Outcome(
                (), (replace(turn.chat, state="blocked" if turn.incoming.kind == "blocked" else "active"),)
            )
        case "added" | "removed" | "migrated":
            return NOTHING
        case "press":
            return _pressed(turn)
        case "start":
            return _started(turn)
        case "unsupported":
            return _kept_back(turn)
    if is_repeat(turn) or _is_answered_album(turn):
        return NOTHING
    return _said(turn)


def is_repeat(turn: Turn) -> bool:
    """Whether the very same words came again before the question they would now answer was delivered (DESIGN 2)."""
    talk = turn.conversation
    if talk is None or turn.incoming.kind != "text" or not turn.incoming.text:
        return False
    return not turn.heard and talk.last_input == _mark(turn) and turn.incoming.at <= talk.asked_at


def _is_answered_album(turn: Turn) -> bool:
    """Whether this is another picture of an album that was answered already, where no form wants the pictures."""
    talk = turn.conversation
    wanted = isinstance(turn.state, _WITH_PICTURES)
    return bool(turn.incoming.album) and not wanted and talk is not None and talk.last_input == _mark(turn)


def _mark(turn: Turn) -> str:
    """What was last said, to recognise it when it comes again."""
    incoming = turn.incoming
    if incoming.kind == "press":
        return f"p:{incoming.revision}:{incoming.token}"
    if incoming.kind == "unsupported":
        return "u:"
    return f"a:{incoming.album}" if incoming.album else f"t:{incoming.text[:200]}"


def _kept_back(turn: Turn) -> Outcome:
    """The platform keeps back what came (a file; all words of protected persons): a human helps. Said once an hour."""
    talk = turn.conversation
    if talk is not None and talk.last_input == _mark(turn) and turn.now - talk.asked_at < _NOT_AGAIN:
        return NOTHING
    return Outcome((say(turn.t("unsupported", contact=turn.campaign.owner.contact)),))


def _started(turn: Turn) -> Outcome:
    code = turn.incoming.argument
    if code and (joining_accounts := accounts.opened(turn, code)) is not None:
        return joining_accounts
    if turn.person is None:
        return consent.begin(turn, code)
    if code:
        return joining.follow(turn, code)
    if not isinstance(turn.state, Idle):
        return stay(turn)
    return greet(turn) if joining.is_complete(turn) else joining.go_on(turn, turn.person)


def _pressed(turn: Turn) -> Outcome:
    token = turn.incoming.token
    talk = turn.conversation
    if talk is not None and talk.last_input == _mark(turn) and turn.now - talk.asked_at < _TWICE:
        return NOTHING
    if token.startswith("!"):
        name, _, argument = token[1:].partition(":")
        return replace(_command(turn, name, argument), beneath=True)
    if talk is None or turn.incoming.revision != talk.revision or isinstance(turn.state, Idle):
        return _stale(turn)
    return FLOWS[type(turn.state)][1](turn, turn.state)


def _stale(turn: Turn) -> Outcome:
    """A button of an earlier moment: say so and show the present question."""
    if turn.person is None and not isinstance(turn.state, Consenting):
        return consent.begin(turn)
    if isinstance(turn.state, Idle):
        return Outcome((say(turn.t("stale-idle")),))
    return replace(stay(turn, turn.t("stale")), beneath=True)


def _said(turn: Turn) -> Outcome:
    incoming = turn.incoming
    if incoming.command:
        return _command(turn, incoming.command, incoming.argument)
    if code := code_said(turn):
        return _started(replace(turn, incoming=replace(incoming, argument=code)))
    if _is_start_said(turn):
        return _started(turn)
    if _is_over(turn):
        turn = replace(turn, state=IDLE)
    if isinstance(turn.state, Beginning) and (name := _command_said(turn, exact=True)):
        return _command(replace(turn, state=IDLE), name, "")
    if isinstance(turn.state, OfficeStep) and (name := _command_said(turn, exact=True)):
        return _answered(turn) if name in turn.state.answered_by else _left(turn, name)
    return _said_idly(turn) if isinstance(turn.state, Idle) else _answered(turn)


def _said_idly(turn: Turn) -> Outcome:
    """Said while nothing is being asked: a command, one of what was shown last, a command with a unit, or a remark."""
    if name := _command_said(turn, exact=True):
        return _command(turn, name, "")
    if picked := picked_of_shown(turn):
        name, _, argument = picked.removeprefix("!").partition(":")
        return _command(turn, name, argument)
    if (by_tree := tree_reports.said(turn)) is not None:
        return by_tree
    if name := _command_said(turn, exact=False):
        return _command(turn, name, "")
    if hour := reminders.hour_said(turn.incoming.text):
        return _command(turn, "nhac", hour)
    if (about_unit := of_unit(turn, WORDS)) is not None:
        return about_unit if isinstance(about_unit, Outcome) else _command(turn, *about_unit)
    return _out_of_talk(turn)


def _left(turn: Turn, name: str) -> Outcome:
    """A command instead of what a question of somebody's office asked for: nothing of that has been written."""
    outcome = _command(replace(turn, state=IDLE), name, "")
    note = () if turn.channel.frugal else (say(turn.t("office-stopped")),)
    return replace(outcome, replies=(*note, *outcome.replies), state=outcome.state or IDLE)


def _is_start_said(turn: Turn) -> bool:
    """Whether somebody opens the talk in words, where no button does it; "begin anew?" is answered by these words."""
    said = turn.incoming.kind == "text" and fold(turn.incoming.text).strip(" .!") in STARTING
    return said and not isinstance(turn.state, Resuming | Proposing)


def _is_over(turn: Turn) -> bool:
    """Whether a command was said to a question about a draft that is gone by now, sent or dropped in another chat.

    Who would begin or go on with one is told that it is gone.
    """
    if not isinstance(turn.state, OnDraft) or open_draft(turn, turn.state.draft) is not None:
        return False
    return _command_said(turn, exact=True) not in {"", *BEGINNING.values()}


def _command_said(turn: Turn, *, exact: bool) -> str:
    """The command that was said in its own words, or nearly; empty when it was none."""
    if turn.incoming.kind != "text":
        return ""
    return matches_command(turn.incoming.text, WORDS, exact=exact) or ""


def _answered(turn: Turn) -> Outcome:
    """Inside a conversation: a reserved word, a command said in its exact words, else the answer."""
    incoming = turn.incoming
    if incoming.kind == "text" and len(incoming.text) <= _RESERVED_LENGTH:
        words = fold(incoming.text).strip(" .!")
        if token := RESERVED.get(words):
            turn = _pressing(turn, token)
        elif name := INSIDE.get(words):
            return _command(turn, name, "")
        elif (name := BEGINNING.get(words)) and not isinstance(turn.state, Proposing):
            return _begun_already(turn, name)
    return FLOWS[type(turn.state)][1](turn, turn.state)


def _pressing(turn: Turn, token: str) -> Turn:
    """The turn as if the button with this token had been pressed instead of its word typed."""
    return replace(turn, incoming=replace(turn.incoming, kind="press", token=token))


def _begun_already(turn: Turn, name: str) -> Outcome:
    """Words that begin a registration are no answer inside one: the question stands, and nothing is begun twice."""
    if isinstance(turn.state, Resuming) and name == "tieptuc":
        return drafts.answer_resume(_pressing(turn, "go"), turn.state)
    if isinstance(turn.state, OnDraft) and name == "dangky":
        return stay(turn, turn.t("form-already"))
    return _command(turn, name, "")


def _command(turn: Turn, name: str, argument: str) -> Outcome:
    """A command by its name; an unknown one gets a hint, nothing that was begun is lost."""
    name = WORDS.get(name, name)
    command = COMMANDS.get(name)
    if command is None:
        note = turn.t("command-unknown")
        return Outcome((say(note),)) if isinstance(turn.state, Idle) else stay(turn, note)
    if not command.anyone and not joining.is_complete(turn):
        return _join_first(turn)
    return command.do(replace(turn, incoming=replace(turn.incoming, argument=argument)))


def _join_first(turn: Turn) -> Outcome:
    """Ask for what is not known yet; where that is being asked, the question stands, with the link he came by."""
    if not isinstance(turn.state, Idle):
        return stay(turn, turn.t("join-first"))
    return consent.begin(turn) if turn.person is None else joining.go_on(turn, turn.person)


def _out_of_talk(turn: Turn) -> Outcome:
    """Something said while nothing was being asked."""
    if not joining.is_complete(turn):
        return _join_first(turn)
    if turn.incoming.kind == "text" and (begun := filling.begin_labelled(turn)) is not None:
        return begun
    if turn.person is not None and lists.is_list(turn):
        return lists.received(turn)
    if isinstance(turn.state, Idle) and turn.state.form_shown:
        if RESERVED.get(fold(turn.incoming.text).strip(" .!")) == "cancel":
            return go(IDLE, turn.t("begin-left"))
        answered = gathering.answer_shown(turn)
        if answered is not None:
            return answered
    if drafts.is_idea(turn):
        return drafts.propose(turn)
    return NOTHING if wants_no_answer(turn) else Outcome((say(turn.t("idle-hint")),))


def card(turn: Turn, outcome: Outcome) -> Reply | None:
    """What the state after the turn shows, under the outcome's note; `turn` sees what the outcome changed."""
    state = outcome.state
    if state is None or isinstance(state, Idle):
        return None
    shown = FLOWS[type(state)][0](turn, state)
    if outcome.beneath:
        shown = replace(shown, card=False)
    if not outcome.note:
        return shown
    question = "" if outcome.instead else f"\n\n{shown.message.text}"
    room = max(_LEAST_NOTE, ROOM - utf16_length(replace(shown.message, text=question).full_text()))
    note = outcome.note if utf16_length(outcome.note) <= room else shorten(outcome.note, room)
    message = replace(shown.message, text=f"{note}{question}")
    return replace(shown, message=message)


def conversation_after(turn: Turn, outcome: Outcome, stored_state: str) -> Conversation | None:
    """The conversation as it stands after the turn; None when the turn leaves it as it was."""
    if turn.chat.kind == "group" or (outcome is NOTHING):
        return None
    before = turn.conversation
    return Conversation(
        chat_id=turn.chat.id,
        state=stored_state,
        revision=(before.revision if before else 0) + (outcome.state is not None),
        last_input=_mark(turn),
        asked_at=turn.now,
    )
