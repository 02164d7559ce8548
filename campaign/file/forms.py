"""The form of a campaign: the default one, changed step by step by [form] in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from campaign.definition import Form, Step
from campaign.file.tables import FormTable, StepTable
from campaign.file.terms import defaults
from campaign.file.wording import did_you_mean
from campaign.vietnamese.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from campaign.definition import AskIf, Term
    from campaign.file.document import Document
    from campaign.file.lines import Path

_STEPS: Path = ("form", "steps")
_YES_NO = ("yes", "no")


def read_form(document: Document, lists: Mapping[str, Sequence[Term]]) -> Form | None:
    """The form; None after noting what is wrong with it. `lists`: what a step may offer as choices."""
    told = defaults()["form"]
    written = document.table(("form",))
    frame = {key: value for key, value in {**told, **written}.items() if key != "steps"}
    table = document.read(FormTable, frame, ("form",))
    steps = _read_steps(document, {**told["steps"], **_changed(document, told["steps"])})
    if table is None:
        return None
    _check_asked(document, table, steps, told["steps"])
    _check_report(document, table, steps)
    asked = tuple(step for key in table.ask if (step := steps.get(key)) is not None)
    report = tuple(step for key in table.report if (step := steps.get(key)) is not None)
    _check_conditions(document, (*asked, *report), lists)
    if not asked:
        return None
    return Form(
        revision=table.revision,
        steps=asked,
        report=report,
        report_after_days=table.report_after_days,
        report_before_end_days=table.report_before_end_days,
    )


def _changed(document: Document, told: Mapping[str, Any]) -> dict[str, Any]:
    """The steps of the file, each laid over the default step of the same key."""
    changed: dict[str, Any] = {}
    for key, value in document.table(_STEPS).items():
        if isinstance(value, dict):
            changed[key] = {**told.get(key, {}), **value}
        else:
            document.refuse((*_STEPS, key), f"must be a table: write [form.steps.{key}] and its keys below")
    return changed


def _read_steps(document: Document, raw: Mapping[str, Any]) -> dict[str, Step | None]:
    steps: dict[str, Step | None] = {}
    for key, value in raw.items():
        path = (*_STEPS, key)
        table = document.read(StepTable, value, path)
        step = None if table is None else document.read(Step, {"key": key, **table.model_dump()}, path)
        if step is not None:
            _check_step(document, path, step)
        steps[key] = step
    return steps


def _check_step(document: Document, path: Path, step: Step) -> None:
    if step.min_length > step.max_length:
        reason = f"min_length {step.min_length} is more than max_length {step.max_length}"
        document.refuse((*path, "min_length"), reason)
    if step.kind == "choice" and not step.choices:
        document.refuse((*path, "choices"), "a choice needs a list: choices = “fields” or “solution_kinds”")
    if step.kind != "choice" and step.choices:
        document.refuse(
            (*path, "choices"), f"only a step of kind “choice” has choices, this is a “{step.kind}”"
        )


def _check_asked(
    document: Document, table: FormTable, steps: Mapping[str, Step | None], told: Mapping[str, Any]
) -> None:
    for index, key in enumerate(table.ask):
        if key not in steps:
            document.refuse(("form", "ask", index), f"there is no step “{key}”{did_you_mean(key, steps)}")
        if key in table.ask[:index]:
            document.refuse(("form", "ask", index), f"the step “{key}” is asked twice")
    if "title" not in table.ask:
        document.refuse(("form", "ask"), "the form has no step “title”: an initiative needs a name")
    elif (title := steps.get("title")) is not None and (title.kind != "text" or title.optional):
        document.refuse((*_STEPS, "title"), "the step “title” must be of kind “text” and not optional")
    elif title is not None and title.max_length > 250:
        document.refuse((*_STEPS, "title", "max_length"), "a title has at most 250 characters")
    for key in steps:
        if key not in told and key not in (*table.ask, *table.report):
            document.refuse((*_STEPS, key), "this step is never asked: add it to ask in [form]")
    labels: dict[str, str] = {}
    for key in (*table.ask, *table.report):
        _refuse_shared_labels(document, steps.get(key), labels)


def _check_report(document: Document, table: FormTable, steps: Mapping[str, Step | None]) -> None:
    for key in ("report_after_days", "report_before_end_days"):
        if getattr(table, key) and not table.report:
            document.refuse(("form", key), "there is nothing to report: write report = […] too")
    for index, key in enumerate(table.report):
        where: Path = ("form", "report", index)
        if key not in steps:
            document.refuse(where, f"there is no step “{key}”{did_you_mean(key, steps)}")
        if key in (*table.ask, *table.report[:index]):
            document.refuse(where, f"the step “{key}” is asked twice")


def _refuse_shared_labels(document: Document, step: Step | None, labels: dict[str, str]) -> None:
    """In a message of labelled lines a label must say which step it answers."""
    for label in () if step is None else (step.label, *step.labels):
        first = labels.setdefault(fold(label), step.key if step else "")
        if step is not None and first != step.key:
            document.refuse((*_STEPS, step.key), f"the label “{label}” is that of the step “{first}” too")


def _check_conditions(document: Document, asked: Sequence[Step], lists: Mapping[str, Sequence[Term]]) -> None:
    before: dict[str, Step] = {}
    for step in asked:
        if step.ask_if is not None:
            reason = _wrong_condition(step.ask_if, before, asked, lists)
            if reason:
                document.refuse((*_STEPS, step.key, "ask_if"), reason)
        before[step.key] = step


def _wrong_condition(
    condition: AskIf, before: Mapping[str, Step], asked: Sequence[Step], lists: Mapping[str, Sequence[Term]]
) -> str:
    """Why a step cannot depend on this; empty when it can."""
    other = before.get(condition.step)
    if other is None:
        later = any(condition.step == one.key for one in asked)
        reason = "is asked later, not before" if later else "is not asked"
        return f"the step “{condition.step}” {reason}{did_you_mean(condition.step, before)}"
    if other.kind not in {"choice", "yes_no", "recognition"}:
        return f"only a choice or a yes-or-no can decide, “{other.key}” is a “{other.kind}”"
    possible = tuple(term.code for term in lists[other.choices]) if other.choices else _YES_NO
    wrong = next((answer for answer in condition.among if answer not in possible), None)
    if wrong is None:
        return "" if condition.among else "among is empty: the step would never be asked"
    return f"“{other.key}” is never answered “{wrong}”{did_you_mean(wrong, possible)}"
