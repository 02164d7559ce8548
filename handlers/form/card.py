"""How a form is shown: a question with its choices, the template to fill in, and the review card."""

from __future__ import annotations

from datetime import date
from typing import Any

from campaign.definition import Form, Step
from campaign.vietnamese.dates import say_date
from campaign.vietnamese.money import spell_money
from campaign.vietnamese.numbers import count
from handlers.choosing import chosen, navigation
from handlers.form.answers import Answers, asked, lacking
from handlers.form.reading import spell_authors, terms
from handlers.outcome import Rows, column
from handlers.room import fitted, shorten
from handlers.turn import Turn
from storage.messages import Choice

_SHOWN, _ROOM = 110, 1350
_NOW = 700


def heading(turn: Turn, form: Form, answers: Answers, step: Step) -> str:
    """Where in the form this step is: "3/12 · Lĩnh vực"; its label alone where steps are asked together."""
    if turn.channel.frugal:
        return step.label
    steps = list(asked(form, answers))
    keys = [each.key for each in steps]
    position = keys.index(step.key) + 1 if step.key in keys else len(keys)
    return turn.t("form-heading", step=str(position), steps=str(len(keys)), label=step.label)


def rows(turn: Turn, form: Form, answers: Answers, step: Step, *, editing: bool, files: int = 0) -> Rows:
    """The choices under a question: its own, then the way back, on and out; `files` are those the draft has."""
    first = next(asked(form, answers), None)
    back = not editing and first is not None and first.key != step.key
    nav = navigation(turn, back=back, skip=step.optional and not editing and step.kind != "files")
    if step.kind == "files" and files:
        return (
            *column(turn.button("form-files-done", "done"), turn.button("form-files-clear", "clear")),
            nav,
        )
    return (*_own(turn, step, answers, first=first is not None and first.key == step.key), nav)


def picked(turn: Turn, step: Step, shown: Rows) -> str:
    """The token of the choice meant; a bare number where an amount is asked is an amount, whatever its place (G8)."""
    is_amount = is_number(step) and turn.incoming.kind == "text" and turn.incoming.text.isdecimal()
    return "" if is_amount else chosen(turn, shown[:-1], ways=shown[-1])


def is_number(step: Step) -> bool:
    """Whether a bare number answers this step, so that it cannot pick a choice."""
    return step.kind == "money"


def _own(turn: Turn, step: Step, answers: Answers, *, first: bool) -> Rows:
    kept: Rows = ()
    if answers.get(step.key) is not None and step.kind != "files":
        kept = column(turn.button("form-keep", "keep"))
    match step.kind:
        case "choice":
            options = [Choice(term.short or term.name, f"c:{term.code}") for term in terms(turn, step)]
            return (*kept, *_pairs(options))
        case "yes_no":
            return (*kept, (turn.button("form-yes", "yes"), turn.button("form-no", "no")))
        case "recognition":
            return (
                *kept,
                (turn.button("form-recognised", "recognised"), turn.button("form-not-yet", "notyet")),
            )
        case "money":
            return (*kept, *column(turn.button("form-not-computed", "notyet")))
        case "authors":
            alone = "form-alone-for" if turn.author else "form-alone"
            return (*kept, *column(turn.button(alone, "alone")))
        case "files":
            return column(turn.button("form-files-done", "done"))
        case _:
            return (*kept, *column(turn.button("form-template", "template"))) if first and not kept else kept


def _pairs(options: list[Choice]) -> Rows:
    """Two short labels a row, a long one alone."""
    shown: list[tuple[Choice, ...]] = []
    for option in options:
        if shown and len(shown[-1]) == 1 and len(shown[-1][0].label) <= 18 and len(option.label) <= 18:
            shown[-1] = (shown[-1][0], option)
        else:
            shown.append((option,))
    return tuple(shown)


def template(turn: Turn, form: Form, answers: Answers) -> str:
    """The labelled lines to copy and fill in, in one message; what is answered already is left out."""
    lines = []
    for step in asked(form, answers):
        if step.kind == "files" or answers.get(step.key) is not None:
            continue
        mark = "" if step.optional else turn.t("template-required")
        lines.append(f"{step.label}{mark}: ")
    return "\n".join(lines)


def spell(turn: Turn, step: Step, value: Any) -> str:
    """An answer in words for the card; a dash when there is none."""
    if value is None:
        return "–"
    match step.kind:
        case "choice":
            return next((term.name for term in terms(turn, step) if term.code == value), str(value))
        case "date":
            return say_date(date.fromisoformat(value))
        case "money":
            return turn.t("word-not-computed") if value["vnd"] is None else spell_money(value["vnd"])
        case "authors":
            return spell_authors(value)
        case "recognition":
            return str(value["by"]) if value["by"] else turn.t("word-not-recognised")
        case "yes_no":
            return turn.t("word-yes-capital") if value else turn.t("word-no-capital")
        case "files":
            return turn.t("word-files", n=count(value)) if value else "–"
        case _:
            return str(value)


def review_text(turn: Turn, form: Form, answers: Answers, files: int) -> str:
    """Every answer with its number, shortened to fit a phone; what is still missing is named at the end."""
    told = [
        (
            f"{number}. {step.label}",
            spell(turn, step, files if step.kind == "files" else answers.get(step.key)),
        )
        for number, step in enumerate(asked(form, answers), 1)
    ]
    lines = fitted(told, _ROOM, _SHOWN)
    if gaps := lacking(form, answers):
        lines.append("")
        lines.append(turn.t("review-lacking", labels=", ".join(step.label for step in gaps)))
    return "\n".join(lines)


def now(turn: Turn, step: Step, answers: Answers, files: int = 0) -> str:
    """The question under what is answered to it so far; `files` are those the draft has."""
    value = (files or None) if step.kind == "files" else answers.get(step.key)
    if value is None:
        return step.prompt
    return f"{turn.t('form-now', value=shorten(spell(turn, step, value), _NOW))}\n\n{step.prompt}"


def review_rows(turn: Turn, *, complete: bool) -> Rows:
    """Send, change, keep for later, drop."""
    first = (
        Choice(turn.t("review-send"), "send", "success")
        if complete
        else Choice(turn.t("review-fill"), "fill", "primary")
    )
    return (
        (first,),
        (turn.button("review-edit", "edit"), turn.button("review-later", "later")),
        (Choice(turn.t("review-cancel"), "cancel", "danger"),),
    )
