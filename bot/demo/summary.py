"""The summary of a play as a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from bot.demo.cast import ZALO, Cast
from bot.demo.ledger import Played
from bot.demo.state import State

_STATES = ("sent", "dropped", "missed", "unknown", "dead", "handed_over", "due", "sending")


def summary(played: Played, state: State, cast: Cast, seconds: float) -> Iterator[str]:
    """Registered, on which platform, messages by kind and state, violations, duration."""
    crowd = played.crowd
    yield (
        f"registered {crowd['registered']} · left {crowd['left']} · failed {crowd['failed']}"
        f" · missed {crowd['missed']} of {crowd['planned']} who came"
    )
    told = Counter(each["platform"] for each in played.told)
    yield " · ".join(f"on {platform} {told[platform]}" for platform in cast.platforms)
    if cast.plays_on(ZALO):
        yield "Zalo's plan limits (50 people, 3,000 messages a month) are lifted for this play."
    yield f"counted in the phase: {state.counted}"
    if played.decisions:
        said = " · ".join(f"{verdict} {number}" for verdict, number in Counter(_verdicts(played)).items())
        yield f"reviewers said: {said} · still under review: {state.decided.get('submitted', 0)}"
    asked = " · ".join(f"{number} {name}" for name, number in sorted(state.asked_to_begin.items())) or "none"
    yield f"nudges to those who joined and began nothing: {asked}"
    yield ""
    yield from _table(state)
    yield ""
    yield f"violations {len(played.violations)} · duration {seconds:.0f} s"


def _verdicts(played: Played) -> Iterator[str]:
    return (each.verdict for each in played.decisions)


def _table(state: State) -> Iterator[str]:
    rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (kind, outcome), number in state.outbox.items():
        rows[kind][outcome] = number
    used = [name for name in _STATES if name in {"sent", "missed", "unknown"} or state.of_state(name)]
    yield f"{'messages':<12}{'planned':>9}" + "".join(f"{name:>13}" for name in used)
    for kind in sorted(rows):
        numbers = "".join(f"{rows[kind].get(name, 0):>13}" for name in used)
        yield f"{kind:<12}{sum(rows[kind].values()):>9}{numbers}"
    totals = "".join(f"{state.of_state(name):>13}" for name in used)
    yield f"{'all':<12}{sum(state.outbox.values()):>9}{totals}"
