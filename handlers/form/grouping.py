"""Several questions in one message, where messages are counted: which go together, how they look, who said what.

The steps of any form are grouped as they come, so evenly that no message asks for more than six. The lines to copy are
the end of a message: whoever copies the whole and fills it in is understood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from campaign.definition import Form, Step
from campaign.vietnamese.labelled import split_labelled
from campaign.vietnamese.text import fold
from handlers.form.answers import Answers, asked, missing
from handlers.form.reading import Good, read, terms
from handlers.room import utf16_length
from handlers.turn import Turn

MOST = 6
_ROOM = 1350  # of 1,800: what was made of the message before is said above
_LISTED = 450  # so much room the choices of one step may take; longer lists are asked alone
_REACH = 80  # characters in which a label and its remark are found again
_TITLE = 90  # what is longer, has several lines or ends as a sentence does, is no title but the story
_BULLET = re.compile(r"^\s*(?:\d{1,2}\s*[.):]\s+|\(\d{1,2}\)\s*|[-–—•+*]\s*)")


def open_steps(form: Form, answers: Answers) -> list[Step]:
    """The steps to be asked for; none where only what may stay empty is left. Files are sent at the review card."""
    gaps = [step for step in missing(form, answers) if step.kind != "files"]
    return gaps if any(not step.optional for step in gaps) else []


def next_group(turn: Turn, form: Form, answers: Answers) -> tuple[str, ...]:
    """The keys of the steps the next message asks for: one alone is a question of its own."""
    gaps = open_steps(form, answers)
    if not gaps:
        return ()
    group = gaps[: -(-len(gaps) // -(-len(gaps) // MOST))]
    alone = next((at for at, step in enumerate(group) if _is_long_list(turn, step)), len(group))
    group = group[: max(1, alone)]
    while len(group) > 1 and utf16_length(layout(turn, group)) > _ROOM:
        group.pop()
    return tuple(step.key for step in group)


def template(turn: Turn, form: Form, answers: Answers) -> tuple[str, ...]:
    """The keys of everything still to be told, for one message; empty when it does not fit into one."""
    steps = [step for step in asked(form, answers) if step.kind != "files" and answers.get(step.key) is None]
    fits = len(steps) > 1 and utf16_length(layout(turn, steps)) <= _ROOM
    return tuple(step.key for step in steps) if fits else ()


def steps_of(form: Form, keys: Sequence[str]) -> list[Step]:
    """The steps with these keys, in the form's order; those the form has lost are left out."""
    return [step for step in form.steps if step.key in keys]


# How it looks


def layout(turn: Turn, steps: Sequence[Step]) -> str:
    """The choices by number, then a line for each step to write behind."""
    listed = [
        _legend(turn, step) for step in steps if step.kind == "choice" and not _is_long_list(turn, step)
    ]
    lines = "\n".join(_line(turn, step) for step in steps)
    return "\n\n".join([*listed, lines])


def _legend(turn: Turn, step: Step) -> str:
    return turn.t("group-choices", label=step.label, choices=_choices(turn, step))


def _choices(turn: Turn, step: Step) -> str:
    return "; ".join(
        f"{number}. {term.short or term.name}" for number, term in enumerate(terms(turn, step), 1)
    )


def _is_long_list(turn: Turn, step: Step) -> bool:
    return step.kind == "choice" and utf16_length(_choices(turn, step)) > _LISTED


def _line(turn: Turn, step: Step) -> str:
    """The label with what is wanted in brackets: "Ngày áp dụng lần đầu (ví dụ 15/3/2022):"."""
    told = step.brief or (
        turn.t(f"group-brief-{step.kind.replace('_', '-')}") if step.kind in _BRIEFS else ""
    )
    if step.kind == "choice" and _is_long_list(turn, step):
        told = step.brief
    remark = ", ".join(part for part in (told, turn.t("group-optional") if step.optional else "") if part)
    fits = remark and len(step.label) + len(remark) < _REACH
    return f"{step.label} ({remark}):" if fits else f"{step.label}:"


_BRIEFS = frozenset({"choice", "date", "money", "authors", "recognition", "yes_no"})


# Who said what


@dataclass(frozen=True, slots=True)
class Said:
    """Which words answer which step; `left`: steps whose line was left empty; `odd`: lines that fit no order."""

    words: dict[str, str]
    left: frozenset[str] = frozenset()
    odd: int = 0


def understood(turn: Turn, form: Form, keys: Sequence[str], said: str, *, whole: bool) -> Said:
    """The answers in a message: by label, else line by line in the order asked, else all of it to one step."""
    labels = {step.key: (step.label, *step.labels) for step in form.steps if step.kind != "files"}
    labelled = split_labelled(said, labels)
    if labelled.found:
        optional = {step.key for step in form.steps if step.optional}
        return Said(dict(labelled.found), labelled.blank & optional)
    steps = steps_of(form, keys)
    lines = [line for line in (_BULLET.sub("", line).strip() for line in said.split("\n")) if line]
    if (in_order := _in_order(turn, steps, lines)) is not None:
        return in_order
    one = _one_step(form, steps, said, is_line=len(lines) == 1, whole=whole)
    return Said({}, odd=len(lines)) if one is None else Said({one.key: said})


def _in_order(turn: Turn, steps: Sequence[Step], lines: Sequence[str]) -> Said | None:
    """A line for each step asked, or for each that is needed; on one line, parts between commas that all fit."""
    for those in (list(steps), [step for step in steps if not step.optional]):
        if len(those) > 1 and len(lines) == len(those):
            left = {step.key for step in steps} - {step.key for step in those}
            return Said({step.key: line for step, line in zip(those, lines, strict=True)}, frozenset(left))
    parts = [part.strip() for part in re.split(r"[,;]", lines[0])] if len(lines) == 1 else []
    if len(parts) == len(steps) > 1 and all(
        isinstance(read(turn, step, part), Good) for step, part in zip(steps, parts, strict=True)
    ):
        return Said({step.key: part for step, part in zip(steps, parts, strict=True)})
    return None


def _one_step(form: Form, steps: Sequence[Step], said: str, *, is_line: bool, whole: bool) -> Step | None:
    """The step that free words answer: of the whole form its story, unless they are short; else the first asked.

    None where several lines could belong to several steps.
    """
    is_told = not is_line or len(said) > _TITLE or said.rstrip().endswith((".", "!"))
    if whole and is_told and (story := telling(form)) in steps:
        return story
    first = steps[0] if steps else None
    is_story = first is not None and first.kind == "text" and first.max_length >= 1000
    return first if is_line or is_story or len(steps) == 1 else None


def telling(form: Form) -> Step | None:
    """The step a free message answers: the new way, or the one with most room where a form does not ask for it."""
    texts = [step for step in form.steps if step.kind == "text" and step.ask_if is None]
    roomiest = max(texts, key=lambda step: step.max_length, default=None)
    return next((step for step in texts if step.key == "solution"), roomiest)


def means(turn: Turn, text_id: str) -> bool:
    """Whether the message is this word and nothing else."""
    return fold(turn.incoming.text).strip(' .!“”"') == fold(turn.t(text_id))
