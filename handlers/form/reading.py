"""From what was typed to an answer, by kind of step; what cannot be taken comes back with a kind reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campaign.definition import Step, Term
from campaign.vietnamese.answers import parse_choice, parse_yes_no
from campaign.vietnamese.dates import AskDate, parse_date, say_date, say_weekday
from campaign.vietnamese.money import Money, NotYet, money_in_words, parse_money, spell_money
from campaign.vietnamese.names import Authors, parse_authors
from campaign.vietnamese.numbers import count
from campaign.vietnamese.text import fold, is_wordless, looks_untyped
from handlers.turn import Turn


@dataclass(frozen=True, slots=True)
class Good:
    """An answer; `echo` says it back where a person should check it (money, dates, authors)."""

    value: Any
    echo: str = ""


@dataclass(frozen=True, slots=True)
class Bad:
    """Why it cannot be taken, in words for the person; `asks`: they say what is wanted, the question need not."""

    reason: str
    asks: bool = False


Read = Good | Bad


def read(turn: Turn, step: Step, said: str) -> Read:
    """The answer to one step from one text."""
    if not said.strip():
        return Bad(turn.t("form-empty"))
    return _READERS[step.kind](turn, step, said.strip())


def _text(turn: Turn, step: Step, said: str) -> Read:
    if is_wordless(said):
        return Bad(turn.t("form-wordless"))
    if len(said) < step.min_length:
        return Bad(turn.t("form-too-short", hint=step.hint), asks=bool(step.hint))
    if len(said) > step.max_length:
        return Bad(turn.t("form-too-long", now=count(len(said)), most=count(step.max_length)))
    return Good(said, turn.t("form-untyped") if looks_untyped(said) else "")


def terms(turn: Turn, step: Step) -> tuple[Term, ...]:
    """The terms a choice step offers."""
    return turn.campaign.solution_kinds if step.choices == "solution_kinds" else turn.campaign.fields


def _choice(turn: Turn, step: Step, said: str) -> Read:
    offered = terms(turn, step)
    for labels in ([term.short or term.name for term in offered], [term.name for term in offered]):
        position = parse_choice(said, labels)
        if isinstance(position, int):
            return Good(offered[position].code, turn.t("echo-choice", name=offered[position].name))
    return _missed(turn, step, "choice-unclear")


def _missed(turn: Turn, step: Step, text_id: str) -> Bad:
    """The step's hint, which asks anew; where it has none, these words."""
    return Bad(step.hint, asks=True) if step.hint else Bad(turn.t(text_id))


def _date(turn: Turn, step: Step, said: str) -> Read:
    first, last = turn.campaign.applied_from, turn.campaign.applied_until
    found = parse_date(
        said, today=turn.today, window=None if first is None or last is None else (first, last)
    )
    if isinstance(found, AskDate):
        return Bad(f"{turn.t('form-date-unclear')} {step.hint}".strip(), asks=bool(step.hint))
    if found > turn.today:
        return Bad(turn.t("form-date-future", date=say_date(found), today=say_date(turn.today)))
    if first is not None and found < first:
        return Bad(turn.t("form-date-before", date=say_date(found), first=say_date(first)))
    if last is not None and found > last:
        return Bad(turn.t("form-date-after", date=say_date(found), last=say_date(last)))
    return Good(found.isoformat(), turn.t("echo-date", weekday=say_weekday(found), date=say_date(found)))


def _money(turn: Turn, step: Step, said: str) -> Read:
    found = parse_money(said)
    if isinstance(found, NotYet):
        return Good({"vnd": None}, turn.t("echo-money-none"))
    if isinstance(found, Money):
        echo = turn.t("echo-money", amount=spell_money(found.vnd), words=money_in_words(found.vnd))
        return Good({"vnd": found.vnd}, echo)
    guesses = f" {turn.t('word-or')} ".join(spell_money(guess) for guess in found.guesses)
    if guesses:
        return Bad(turn.t("form-money-guess", guesses=guesses), asks=True)
    return _missed(turn, step, "form-empty")


def _authors(turn: Turn, step: Step, said: str) -> Read:
    found = parse_authors(said, speaker=turn.author_name())
    if not isinstance(found, Authors):
        return Bad(_authors_reason(turn, step, found.reason, found.total), asks=True)
    value = [{"name": author.name, "share": author.percent} for author in found.authors]
    return Good(value, turn.t("echo-authors", authors=spell_authors(value)))


def _authors_reason(turn: Turn, step: Step, reason: str, total: int | None) -> str:
    text_id = f"form-authors-{reason.replace('_', '-')}"
    if not turn.scene.texts.has(text_id):
        return step.hint
    return turn.t(text_id, total=str(total)) if total is not None else turn.t(text_id, total="")


def spell_authors(value: Sequence[Mapping[str, Any]]) -> str:
    """Authors with their shares: "Nguyễn Văn An 60%, Trần Thị Ánh 40%"; a single one without a share."""
    if len(value) == 1:
        return str(value[0]["name"])
    return ", ".join(f"{author['name']} {author['share']}%" for author in value)


NOT_YET = frozenset(
    {"chua", "chua co", "chua cong nhan", "chua duoc cong nhan", "chua a", "khong", "ko", "k", "0"}
)


def _recognition(turn: Turn, step: Step, said: str) -> Read:
    folded = fold(said).strip(" .!")
    if folded in NOT_YET:
        return Good({"by": None}, turn.t("echo-not-recognised"))
    if parse_yes_no(said) is True or is_wordless(said) or len(folded) < 4:
        return Bad(turn.t("form-recognition-how"), asks=True)
    if len(said) > step.max_length:
        return Bad(turn.t("form-too-long", now=count(len(said)), most=count(step.max_length)))
    return Good({"by": said})


def _yes_no(turn: Turn, step: Step, said: str) -> Read:
    found = parse_yes_no(said)
    return Bad(step.hint or turn.t("choice-unclear")) if found is None else Good(found)


def _files(turn: Turn, step: Step, said: str) -> Read:
    if parse_yes_no(said) is False or fold(said).strip(" .!") in {"xong", "het", "khong co", "du roi"}:
        return Good(0)
    return _missed(turn, step, "form-files-only")


_READERS: Mapping[str, Callable[[Turn, Step, str], Read]] = {
    "text": _text,
    "choice": _choice,
    "date": _date,
    "money": _money,
    "authors": _authors,
    "recognition": _recognition,
    "yes_no": _yes_no,
    "files": _files,
}


def pressed(turn: Turn, step: Step, token: str) -> Read:
    """The answer behind a button of the step."""
    match step.kind, token:
        case "choice", _ if token.removeprefix("c:") in {term.code for term in terms(turn, step)}:
            return _offered(turn, step, token.removeprefix("c:"))
        case "yes_no", ("yes" | "no"):
            return Good(token == "yes")
        case "recognition", "recognised":
            return Bad(turn.t("form-recognition-how"), asks=True)
        case "recognition", "notyet":
            return read(turn, step, "chưa")
        case "money", "notyet":
            return read(turn, step, "chưa tính được")
        case "authors", "alone":
            return read(turn, step, "tôi")
        case "files", "done":
            return Good(0)
        case _:
            return Bad(turn.t("choice-unclear"))


def _offered(turn: Turn, step: Step, code: str) -> Good:
    """The term with this code; said back when it was typed, a pressed button says it itself."""
    if turn.incoming.kind == "press":
        return Good(code)
    return Good(code, turn.t("echo-choice", name=next(t.name for t in terms(turn, step) if t.code == code)))
