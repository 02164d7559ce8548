"""What the bot has in its database at the end of a play."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.app import App
from bot.demo.cast import Cast
from storage import outbox, tallies
from storage.inspection import Submission, asked_to_begin, by_status, counted, decisions_untold, submissions


@dataclass(frozen=True)
class State:
    """`submissions` by platform; `outbox` by (kind, state); `recount`: where tallies are wrong.

    `counted`: the phase's initiatives one by one. `decided`: of what came by a channel, how many are in each status.
    `untold`: decisions of which their authors are still to hear. `asked_to_begin`: the nudges to those who had begun
    nothing, by state.
    """

    submissions: Mapping[str, tuple[Submission, ...]]
    outbox: dict[tuple[str, str], int]
    recount: tuple[str, ...]
    counted: int
    decided: Mapping[str, int] = field(default_factory=dict)
    untold: int = 0
    asked_to_begin: Mapping[str, int] = field(default_factory=dict)

    def of_state(self, *states: str) -> int:
        """How many rows of the outbox are in these states."""
        return sum(number for (_, state), number in self.outbox.items() if state in states)


async def look(app: App, cast: Cast) -> State:
    """Read it, when everything that was sent is written down."""
    await app.turns.flush()
    async with app.database.read() as connection:
        return State(
            submissions={each: tuple(await submissions(connection, each)) for each in cast.platforms},
            outbox=await outbox.in_states(connection),
            recount=tuple(await tallies.recount(connection)),
            counted=await counted(connection, cast.sprint.phase),
            decided=await by_status(connection),
            untold=await decisions_untold(connection),
            asked_to_begin=await asked_to_begin(connection),
        )
