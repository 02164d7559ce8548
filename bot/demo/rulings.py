"""Whether the review of a play went as it has to: what reviewers said, what the bot has of it, what authors heard."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from bot.demo.cast import Key
from bot.demo.crowd import Setting
from bot.demo.ledger import Played, Verdict
from bot.demo.reviewing import key_of
from bot.demo.state import State
from campaign.texts import Texts

_SHOWN = 5


def faults_of_review(setting: Setting, texts: Texts, played: Played, state: State) -> Iterator[str]:
    """Every fault in a plain sentence; nothing where nobody reviews."""
    wanted = setting.review
    if wanted is None:
        return
    said = Counter(each.verdict for each in played.decisions)
    numbers: dict[Verdict, int] = {"valid": wanted.valid, "asked": wanted.asked, "rejected": wanted.rejected}
    for verdict, number in numbers.items():
        if said[verdict] != number:
            yield f"Reviewers said {verdict!r} {said[verdict]} times, not {number} times."
    waiting = setting.registered - wanted.valid - wanted.rejected
    expected = {"valid": wanted.valid, "rejected": wanted.rejected, "submitted": waiting}
    had = {status: number for status, number in state.decided.items() if number}
    if had != {status: number for status, number in expected.items() if number}:
        yield f"The review ends with {had}, not with {expected}."
    if state.untold:
        yield f"Of {state.untold} decisions the authors have heard nothing."
    yield from _of_authors(texts, played)


def _of_authors(texts: Texts, played: Played) -> Iterator[str]:
    """Each author was sent what was said of his initiative, in his own chat."""
    heard: defaultdict[Key, list[str]] = defaultdict(list)
    for deed in played.deeds:
        if texts("outcome-heading") in deed.text:
            heard[deed.chat].append(deed.text)
    authors = {each["number"]: key_of(each) for each in played.told}
    silent = [
        each
        for each in played.decisions
        if sum(each.number in text for text in heard[authors[each.number]])
        < sum(other.number == each.number for other in played.decisions)
    ]
    for each in silent[:_SHOWN]:
        yield f"The author of {each.number} was not told that it is {each.verdict!r}."
