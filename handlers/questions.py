"""A way to a human: a worker's question goes to the cadre in charge, and his answer back."""

from __future__ import annotations

from dataclasses import replace

from campaign.vietnamese.text import is_wordless
from handlers.outcome import Outcome, Reply, ask, column, go, say
from handlers.rights import in_charge, may
from handlers.states import IDLE, AnsweringWorker, AskingCadre
from handlers.turn import Turn
from storage.messages import Message
from storage.records import Question

MOST = 1000


def begin(turn: Turn) -> Outcome:
    """`/hoi`: ask what the question is; what follows the command is the question."""
    said = turn.incoming.argument.strip()
    return ask_cadre(turn, said) if said else go(AskingCadre())


def present(turn: Turn, state: AskingCadre) -> Reply:
    """Ask for the question."""
    del state
    return ask(turn.t("question-ask"), choices=((turn.button("nav-cancel", "cancel"),),))


def answer(turn: Turn, state: AskingCadre) -> Outcome:
    """Pass the question on."""
    if turn.incoming.token == "cancel":
        return go(IDLE, turn.t("question-cancelled"))
    said = turn.incoming.text.strip()
    if turn.incoming.kind != "text" or not said or is_wordless(said):
        return go(state, turn.t("question-unclear"))
    return ask_cadre(turn, said)


def ask_cadre(turn: Turn, said: str) -> Outcome:
    """Store the question and send it to whoever is in charge of the unit."""
    me = turn.me()
    unit = me.unit or turn.campaign.root
    asked = Question(
        id=turn.new_id("question"),
        person_id=me.id,
        chat_id=turn.chat.id,
        unit=unit,
        text=said[:MOST],
        asked_at=turn.now,
    )
    told = [reply for role in in_charge(turn.records.roles(), unit, turn.scene.units, turn.now)
            for reply in _tell(turn, role.person_id, asked)]  # fmt: skip
    text = (
        turn.t("question-passed") if told else turn.t("question-nobody", contact=turn.campaign.owner.contact)
    )
    return Outcome((say(text), *told), (asked,), IDLE)


def _tell(turn: Turn, person_id: int, asked: Question) -> list[Reply]:
    """The question as a message to the last used chat of a cadre."""
    chats = [chat for chat in turn.records.chats_of(person_id) if chat.state == "active"]
    unit = turn.unit(asked.unit)
    text = turn.t(
        "question-for-cadre", name=turn.me().name, unit=unit.name if unit else asked.unit, text=asked.text
    )
    answering = column(turn.button("question-answer", f"!traloi:{asked.id}"))
    message = Message(text, choices=answering)
    return [Reply(message, "answer", to=chats[0].id, person_id=person_id)] if chats else []


def begin_answer(turn: Turn) -> Outcome:
    """A cadre takes a question up (`!traloi:<id>`)."""
    number = turn.incoming.argument
    asked = turn.records.question(int(number)) if number.isdigit() else None
    if asked is None or not _may_answer(turn, asked):
        return go(IDLE, turn.t("question-not-yours"))
    if asked.answered_at is not None:
        return go(IDLE, turn.t("question-answered-already", answer=asked.answer))
    return go(AnsweringWorker(question=asked.id))


def _may_answer(turn: Turn, asked: Question) -> bool:
    roles = turn.records.roles_of(turn.me().id)
    return may(roles, "answer_worker", asked.unit, turn.scene.units, turn.now)


def present_answer(turn: Turn, state: AnsweringWorker) -> Reply:
    """Show the question and await the answer."""
    asked = turn.records.question(state.question)
    text = turn.t("question-answer-ask", text=asked.text if asked else "")
    return ask(text, choices=((turn.button("nav-cancel", "cancel"),),))


def answer_worker(turn: Turn, state: AnsweringWorker) -> Outcome:
    """Send the answer to the worker."""
    asked = turn.records.question(state.question)
    if turn.incoming.token == "cancel" or asked is None or not _may_answer(turn, asked):
        return go(IDLE, turn.t("question-cancelled"))
    said = turn.incoming.text.strip()
    if turn.incoming.kind != "text" or not said or is_wordless(said):
        return go(state, turn.t("question-unclear"))
    if asked.answered_at is not None:
        return go(IDLE, turn.t("question-answered-already", answer=asked.answer))
    done = replace(asked, answer=said[:MOST], answered_by=turn.me().id, answered_at=turn.now)
    spoken = turn.t(
        "question-answer-for-worker", question=asked.text, answer=done.answer, name=turn.me().name
    )
    to_worker = Reply(Message(spoken), "answer", to=asked.chat_id, person_id=asked.person_id)
    return Outcome((say(turn.t("question-answer-sent")), to_worker), (done,), IDLE)
