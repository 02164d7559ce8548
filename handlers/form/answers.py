"""The answers of a draft by step key, as JSON. A skipped step is present and None.

text: str · choice: code · date: ISO day · money: {"vnd": int | None} · authors: [{"name", "share"}] ·
recognition: {"by": str} or {"by": None} (not recognised yet) · yes_no: bool · files: number of files
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from campaign.definition import Form, Step


class Answers:
    """What has been answered so far; unchangeable, `put` gives a new one."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    @classmethod
    def read(cls, stored: str) -> Answers:
        """The answers of a stored draft."""
        return cls(json.loads(stored) if stored else {})

    def stored(self) -> str:
        """The JSON to store."""
        return json.dumps(self._values, ensure_ascii=False, separators=(",", ":"))

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def get(self, key: str) -> Any:
        """The value of a step; None when it was skipped or not answered."""
        return self._values.get(key)

    def put(self, key: str, value: Any) -> Answers:
        """The answers with this one."""
        return Answers({**self._values, key: value})

    def without(self, key: str) -> Answers:
        """The answers without this one."""
        return Answers({each: value for each, value in self._values.items() if each != key})


def asked(form: Form, answers: Answers) -> Iterator[Step]:
    """The steps that these answers make the form ask, in order."""
    for step in form.steps:
        if step.ask_if is None or _word(answers.get(step.ask_if.step)) in step.ask_if.among:
            yield step


def told(form: Form, answers: Answers) -> Iterator[Step]:
    """The steps asked when it was submitted, and of its report those that are answered."""
    yield from asked(form, answers)
    yield from (step for step in form.report if step.key in answers)


def _word(value: Any) -> str:
    """An answer as `ask_if` names it: a code, "yes" or "no"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict) and "by" in value:
        return "yes" if value["by"] else "no"
    return str(value)


def missing(form: Form, answers: Answers) -> list[Step]:
    """The steps still to be answered (or skipped), in order."""
    return [step for step in asked(form, answers) if step.key not in answers]


def lacking(form: Form, answers: Answers) -> list[Step]:
    """The steps that must not be empty and are, in order."""
    return [step for step in asked(form, answers) if not step.optional and answers.get(step.key) is None]
