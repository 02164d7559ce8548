"""A way to a human: a worker's question goes to the cadre in charge, and his answer back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from campaign.vietnamese.numbers import count
from campaign.vietnamese.text import is_wordless
from handlers import pictures
from handlers.choosing import is_cancel
from handlers.outcome import Outcome, Reply, Rows, ask, column, go, say
from handlers.rights import allowed, in_charge, owners
from handlers.room import shorten, utf16_length
from handlers.states import IDLE, AnsweringWorker, AskingCadre, State
from handlers.turn import Turn
from handlers.units import questions as open_questions
from handlers.units.questions import PICTURE_MARK
from storage.messages import Message
from storage.records import Attachment, Chat, Question

MOST = 1000  # as the platforms count; a question and its answer have room in one message
_QUOTED = 300


def begin(turn: Turn) -> Outcome:
    """`/hoi`: ask what the question is; what follows the command is the question."""
    said = turn.incoming.argument.strip()
    return ask_cadre(turn, said) if said and not is_wordless(said) else go(AskingCadre())


def present(turn: Turn, state: AskingCadre) -> Reply:
    """Ask for the question; where its picture is there already, for the words to it."""
    text = turn.t("question-ask" if state.picture is None else "question-ask-words")
    return ask(text, choices=((turn.button("nav-cancel", "cancel"),),))


def answer(turn: Turn, state: AskingCadre) -> Outcome:
    """Pass the question on; a picture without words waits for them."""
    if is_cancel(turn):
        return go(IDLE, turn.t("question-cancelled"))
    came = pictures.given(turn)
    if came is not None:
        return _with_picture(turn, came)
    said = turn.incoming.text.strip()
    if turn.incoming.kind != "text" or not said or is_wordless(said):
        return go(state, turn.t("question-unclear"))
    return ask_cadre(turn, said, state.picture)


def _with_picture(turn: Turn, came: Attachment) -> Outcome:
    said = turn.incoming.text.strip()
    if not said or is_wordless(said):
        return go(AskingCadre(picture=came.id), "", came)
    return ask_cadre(turn, said, came.id).after(came)


def ask_cadre(turn: Turn, said: str, picture: int | None = None) -> Outcome:
    """Store the question and send it, with its picture, to whoever is in charge of the unit."""
    if utf16_length(said) > MOST:
        return _too_long(turn, said, AskingCadre(picture=picture))
    me = turn.me()
    asked = Question(
        id=turn.new_id("question"),
        person_id=me.id,
        chat_id=turn.chat.id,
        unit=me.unit or turn.campaign.root,
        text=said,
        asked_at=turn.now,
        picture=picture,
    )
    told = _tell(turn, asked)
    text = (
        turn.t("question-passed") if told else turn.t("question-nobody", contact=turn.campaign.owner.contact)
    )
    return Outcome((say(text, choices=_way_back(turn)), *told), (asked,), IDLE)


def _way_back(turn: Turn) -> Rows:
    """To the draft that was being filled in when the question came up."""
    draft = turn.records.draft_of(turn.me().id)
    return () if draft is None else column(turn.button("button-resume", "!tieptuc"))


def _too_long(turn: Turn, said: str, state: State) -> Outcome:
    """Nothing is cut off: whoever wrote it shortens it."""
    return go(state, turn.t("question-too-long", now=count(utf16_length(said)), most=count(MOST)))


def _tell(turn: Turn, asked: Question) -> list[Reply]:
    """The question to the cadres in charge; to the owners where none of those can be reached by the bot.

    Nobody gets his own question: a cadre's goes to the owners.
    """
    roles, units = turn.records.roles(), turn.scene.units
    for held in (in_charge(roles, asked.unit, units, turn.now), owners(roles, turn.now)):
        people = tuple(sorted({role.person_id for role in held} - {asked.person_id}))
        chats = turn.records.chats_of_people(people)
        told = [chat for person in people for chat in _live(chats[person])[:1]]
        if told:
            return [_passed_on(turn, asked, chat) for chat in told]
    return []


def _live(chats: Iterable[Chat]) -> list[Chat]:
    return [chat for chat in chats if chat.state == "active"]


def _passed_on(turn: Turn, asked: Question, chat: Chat) -> Reply:
    words = {"name": turn.me().name, "unit": turn.unit_name(asked.unit), "text": asked.text}
    text = turn.t("question-for-cadre", **words)
    answering = column(turn.button("question-answer", f"!traloi:{asked.id}"))
    message = Message(text, choices=answering, picture=asked.picture)
    return Reply(message, "answer", to=chat.id, person_id=chat.person_id)


# The answer


def begin_answer(turn: Turn) -> Outcome:
    """A cadre takes a question up (`!traloi:<id>`); without a number he is shown those that wait.

    Out of the list of those that wait it comes with its picture, which he may never have seen.
    """
    number, unseen, _ = turn.incoming.argument.strip().partition(PICTURE_MARK)
    if not number:
        return open_questions.show(turn)
    asked = turn.records.question(int(number)) if number.isdecimal() and len(number) < 18 else None
    refusal = _refusal(turn, asked)
    if refusal or asked is None:
        return go(IDLE, refusal)
    begun = go(AnsweringWorker(question=asked.id))
    if not unseen or asked.picture is None:
        return begun
    return begun.preceded_by(Reply(Message(turn.t("question-picture"), picture=asked.picture), "answer"))


def _refusal(turn: Turn, asked: Question | None) -> str:
    """Why this question cannot be answered now by this person; empty when it can."""
    if asked is None or _is_erased(turn, asked.person_id):
        return turn.t("question-gone")
    if not allowed(turn, "answer_worker", asked.unit):
        return turn.t("question-not-yours")
    if asked.answered_at is not None:
        return turn.t("question-answered-already", answer=asked.answer)
    return ""


def _is_erased(turn: Turn, person_id: int) -> bool:
    person = turn.records.person(person_id)
    return person is None or person.erased_at is not None


def present_answer(turn: Turn, state: AnsweringWorker) -> Reply:
    """Show the question and await the answer."""
    asked = turn.records.question(state.question)
    name = "question-answer-ask" if state.picture is None else "question-answer-ask-words"
    text = turn.t(name, text=asked.text) if asked else turn.t("question-gone")
    return ask(text, choices=((turn.button("nav-cancel", "cancel"),),))


def answer_worker(turn: Turn, state: AnsweringWorker) -> Outcome:
    """Send the answer to the worker; the first one counts, and whoever comes second is shown it."""
    if is_cancel(turn):
        return go(IDLE, turn.t("office-stopped"))
    asked = turn.records.question(state.question)
    refusal = _refusal(turn, asked)
    if refusal or asked is None:
        return go(IDLE, refusal)
    came, said = pictures.given(turn), turn.incoming.text.strip()
    if came is not None:
        with_picture = state.model_copy(update={"picture": came.id})
        if not said or is_wordless(said):
            return go(with_picture, "", came)
        return _answer(turn, asked, said, with_picture).after(came)
    if turn.incoming.kind != "text" or not said or is_wordless(said):
        return go(state, turn.t("question-answer-unclear"))
    return _answer(turn, asked, said, state)


def _answer(turn: Turn, asked: Question, said: str, state: AnsweringWorker) -> Outcome:
    if utf16_length(said) > MOST:
        return _too_long(turn, said, state)
    done = replace(
        asked, answer=said, answered_by=turn.me().id, answered_at=turn.now, answer_picture=state.picture
    )
    chat = _chat_of_asker(turn, asked)
    if chat is None:
        return Outcome((say(turn.t("question-answer-unheard")),), (done,), IDLE)
    quoted = shorten(asked.text, _QUOTED)
    spoken = turn.t("question-answer-for-worker", question=quoted, answer=said, name=turn.me().name)
    to_worker = Reply(Message(spoken, picture=state.picture), "answer", to=chat.id, person_id=asked.person_id)
    return Outcome((say(turn.t("question-answer-sent"), choices=_way_back(turn)), to_worker), (done,), IDLE)


def _chat_of_asker(turn: Turn, asked: Question) -> Chat | None:
    """The chat the question came from, or another of the same person where that one is blocked."""
    live = _live(turn.records.chats_of(asked.person_id))
    return next((chat for chat in live if chat.id == asked.chat_id), live[0] if live else None)
