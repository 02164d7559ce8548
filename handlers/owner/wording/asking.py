"""`/sualoi`: which text, what it is to say, how that looks, and yes."""

from __future__ import annotations

from dataclasses import replace

from campaign.texts import spoken
from campaign.vietnamese.numbers import count
from campaign.vietnamese.text import fold, is_wordless
from handlers.choosing import chosen, decided, is_cancel, plain_label
from handlers.outcome import Outcome, Reply, Rows, ask, column, go
from handlers.owner.wording import card, checking, deciding
from handlers.owner.wording.checking import UnsayableError
from handlers.owner.wording.finding import find
from handlers.rights import allowed, refuse
from handlers.states import IDLE, EditingText
from handlers.turn import Turn
from storage.messages import Choice

PAGE = 10
_LABEL, _QUERY = 56, 300


def begin(turn: Turn) -> Outcome:
    """Ask which text; `/sualoi <words or id>` looks for it."""
    if not allowed(turn, "edit_texts"):
        return refuse(turn)
    wanted = turn.incoming.argument.strip()
    return _searched(turn, EditingText(), wanted) if wanted else go(EditingText())


# Asking


def present(turn: Turn, state: EditingText) -> Reply:
    """Which text, what it is to say, or whether it is meant so."""
    rows = _rows(turn, state)
    if not state.text:
        return ask(_which(turn, state), choices=rows)
    if not state.words:
        return ask(card.said_of(turn, state.text), choices=rows, in_words=True)
    parts = checking.again(turn, state.text, state.words)
    told = [turn.t("sualoi-preview", example=card.gaps(turn, state.text).example(parts))]
    told += checking.warnings(turn, state.text, parts)
    return ask("\n\n".join([*told, turn.t("sualoi-confirm")]), choices=rows)


def _which(turn: Turn, state: EditingText) -> str:
    if state.query:
        return turn.t("sualoi-found", n=count(len(_listed(turn, state))), query=state.query[:60])
    hint = [turn.t("sualoi-changed")] if card.changed(turn) else []
    return "\n\n".join([turn.t("sualoi-find"), *hint])


def _listed(turn: Turn, state: EditingText) -> tuple[str, ...]:
    """What was found; where nothing was looked for yet, what has been changed."""
    return find(turn.scene.texts, state.query) if state.query else card.changed(turn)


def _rows(turn: Turn, state: EditingText) -> Rows:
    out = turn.button("nav-cancel", "cancel")
    if not state.text:
        listed = _listed(turn, state)[state.page * PAGE :]
        found = column(*(Choice(card.label(turn, each, _LABEL), f"t:{each}") for each in listed[:PAGE]))
        more = (turn.button("nav-more", "more"),) if len(listed) > PAGE else ()
        return (*found, (*more, out))
    if not state.words:
        back = [turn.button("sualoi-restore", "filed")] if card.is_changed(turn, state.text) else []
        return (*column(*back, turn.button("sualoi-another", "another")), (out,))
    return (*column(_yes(turn, state), turn.button("sualoi-rewrite", "rewrite")), (out,))


def _yes(turn: Turn, state: EditingText) -> Choice:
    parts = checking.again(turn, state.text, state.words)
    if any(checking.warnings(turn, state.text, parts)):
        return Choice(turn.t("sualoi-yes-anyway"), "yes", "danger")
    return Choice(turn.t("sualoi-yes"), "yes", "success")


# Answering


def answer(turn: Turn, state: EditingText) -> Outcome:
    """Take the choice, the new words, or the word that they are meant."""
    if not allowed(turn, "edit_texts"):
        return refuse(turn)
    if is_cancel(turn):
        return go(IDLE, turn.t("office-stopped"))
    if turn.incoming.kind == "press" and turn.incoming.token == "back":  # a button, no secret
        return go(state.model_copy(update={"words": "", "text": state.text if state.words else ""}))
    if not state.text:
        return _found(turn, state)
    return _confirmed(turn, state) if state.words else _words(turn, state)


def _found(turn: Turn, state: EditingText) -> Outcome:
    rows = _rows(turn, state)
    token = chosen(turn, rows[:-1], ways=rows[-1])
    if token == "cancel":  # a button, no secret
        return go(IDLE, turn.t("office-stopped"))
    if token == "more":  # likewise
        return go(state.model_copy(update={"page": state.page + 1}))
    if token.startswith("t:"):
        return _opened(turn, state, token[2:])
    if turn.incoming.kind != "text" or is_wordless(turn.incoming.text):
        return go(state, turn.t("office-unclear"))
    return _searched(turn, state, turn.incoming.text)


def _searched(turn: Turn, state: EditingText, wanted: str) -> Outcome:
    query = " ".join(wanted.split())[:_QUERY]
    found = find(turn.scene.texts, query)
    if not found:
        return go(EditingText(), turn.t("sualoi-none", query=query[:60]))
    if len(found) == 1:
        return _opened(turn, state.model_copy(update={"query": query, "page": 0}), found[0])
    return go(EditingText(query=query))


def _opened(turn: Turn, state: EditingText, text_id: str) -> Outcome:
    """The card of a text, unless it cannot be changed here."""
    if text_id not in spoken():
        return go(EditingText(), turn.t("office-unclear"))
    if reason := card.lock_on(turn, text_id):
        return go(_still(turn, state), f"{card.label(turn, text_id, _LABEL)}\n{reason}")
    return go(state.model_copy(update={"text": text_id, "words": "", "seen": _seen(turn, text_id)}))


def _still(turn: Turn, state: EditingText) -> EditingText:
    """What was found, as long as there is something else among it."""
    several = len(find(turn.scene.texts, state.query)) > 1
    return EditingText(query=state.query, page=state.page) if several else EditingText()


def _seen(turn: Turn, text_id: str) -> int:
    made = card.newest(turn, text_id)
    return made.id if made is not None else 0


def _words(turn: Turn, state: EditingText) -> Outcome:
    match _way(turn, state):
        case "cancel":
            return go(IDLE, turn.t("office-stopped"))
        case "another":
            return go(EditingText())
        case "filed":
            return deciding.restore(_about(turn, state.text))
    return _written(turn, state)


def _written(turn: Turn, state: EditingText) -> Outcome:
    """Other words, as they were typed."""
    if turn.incoming.kind != "text":
        return go(state, turn.t("duyet-words-unclear"))
    try:
        parts = checking.read(turn, state.text, turn.incoming.text)
    except UnsayableError as error:
        return go(state, str(error))
    return go(state.model_copy(update={"words": card.gaps(turn, state.text).shown(parts)}))


def _way(turn: Turn, state: EditingText) -> str:
    """The button meant: pressed, or its label as the whole message; any other words are the new ones."""
    if turn.incoming.kind == "press":
        return turn.incoming.token
    words = fold(turn.incoming.text).strip(" .!")
    every = (choice for row in _rows(turn, state) for choice in row)
    return next((choice.token for choice in every if fold(plain_label(choice)) == words), "")


def _about(turn: Turn, text_id: str) -> Turn:
    """The turn as if a command about this text had been given."""
    return replace(turn, incoming=replace(turn.incoming, argument=text_id))


def _confirmed(turn: Turn, state: EditingText) -> Outcome:
    match decided(turn, _rows(turn, state)):
        case "yes":
            return _decided(turn, state)
        case "rewrite":
            return go(state.model_copy(update={"words": ""}))
        case "cancel" | "no":
            return go(IDLE, turn.t("office-stopped"))
    if turn.incoming.kind == "text" and len(turn.incoming.text.split()) > 1:
        return _written(turn, state)
    return go(state, turn.t("office-unclear"))


def _decided(turn: Turn, state: EditingText) -> Outcome:
    """It holds, unless somebody else has changed the text since: then both see what it says now."""
    if _seen(turn, state.text) != state.seen:
        moved = turn.t("sualoi-moved", **({"name": "–", "at": "–"} | card.who(turn, state.text)))
        return go(state.model_copy(update={"seen": _seen(turn, state.text)}), moved)
    return deciding.decide(turn, state.text, checking.again(turn, state.text, state.words))
