"""The pacer: no window of the platform is ever over its limit, whatever comes when, across restarts."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.pace import LIFTED, Limits, Pacer
from storage.database import Database
from storage.rates import forget_rates, load_rates, store_rates

NOON = datetime(2022, 5, 5, 5, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
# (milliseconds since the last one, chat, is it a group, is it an answer)
WISHES = st.lists(
    st.tuples(st.sampled_from([0, 0, 0, 1, 40, 400, 1100]), st.integers(1, 4), st.booleans(), st.booleans()),
    max_size=150,
)


def most_in(places: Sequence[datetime], span: timedelta) -> int:
    """The most that fall into any half-open window of this length."""
    ordered = sorted(places)
    return max((bisect_left(ordered, place + span) - at for at, place in enumerate(ordered)), default=0)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(wishes=WISHES, restarts=st.sets(st.integers(0, 149), max_size=3))
def test_no_window_is_over_its_limit(wishes: list[tuple[int, int, bool, bool]], restarts: set[int]) -> None:
    """30/s bulk, 300/s answers, a burst of 3 and then 1/s an answered chat, 1/s a private chat, 20/min a group."""
    pacer, now = Pacer(), NOON
    bulk: list[datetime] = []
    answers: list[datetime] = []
    of_group: defaultdict[int, list[datetime]] = defaultdict(list)
    private: defaultdict[int, list[datetime]] = defaultdict(list)
    answered: defaultdict[int, list[datetime]] = defaultdict(list)
    for number, (later, chat, group, answer) in enumerate(wishes):
        now += timedelta(milliseconds=later)
        if number in restarts:
            stored = pacer.changed()
            fresh = Pacer()
            fresh.restore(_restored(pacer, stored))
            pacer = fresh
        number_of = chat + (100 if group else 0)
        place = (
            pacer.answer(number_of, now, group=group) if answer else pacer.bulk(number_of, now, group=group)
        )
        assert place >= now
        if answer and not group:
            answers.append(place)
            answered[number_of].append(place)
        else:
            bulk.append(place)
            (of_group if group else private)[number_of].append(place)
    assert most_in(bulk, SECOND) <= 30
    assert most_in(answers, SECOND) <= 300
    assert all(most_in(places, MINUTE) <= 20 for places in of_group.values())
    assert all(most_in(places, SECOND) <= 1 for places in (*private.values(), *of_group.values()))
    assert all(most_in(places, timedelta(milliseconds=999)) <= 3 for places in answered.values())
    assert all(most_in(places, 10 * SECOND) <= 13 for places in answered.values())


def _restored(pacer: Pacer, _: object) -> dict[str, tuple[int, int]]:
    """What the database would hold: every row the pacer ever changed."""
    return {key: (arrival, pacer._blocked.get(key, 0)) for key, arrival in pacer._arrival.items()}


def test_many_bulk_messages_go_at_twenty_eight_a_second() -> None:
    """A thousand nudges at once are spread so that no second has more than 28, and not much slower than that."""
    pacer = Pacer()
    places = [pacer.bulk(chat, NOON, group=False) for chat in range(1000)]
    assert most_in(places, SECOND) <= 28
    assert max(places) - NOON < 37 * SECOND


def test_answers_slow_bulk_down_but_never_stop_it() -> None:
    """While answers take the whole bot, bulk still goes at ten a second at least."""
    pacer, now, bulk = Pacer(), NOON, []
    for number in range(2000):
        now += timedelta(milliseconds=5)
        pacer.answer(1000 + number, now)
        if number % 20 == 0:
            bulk.append(pacer.bulk(number, now, group=False))
    assert bulk[-1] - NOON < timedelta(seconds=13)
    assert most_in(bulk, SECOND) <= 11


def test_three_answers_go_at_once_and_the_fourth_waits() -> None:
    """One update may be answered by three messages together; other chats are not held up by that."""
    pacer = Pacer()
    places = [pacer.answer(1, NOON) - NOON for _ in range(5)]
    assert places == [0 * SECOND, 0 * SECOND, 0 * SECOND, SECOND, 2 * SECOND]
    assert pacer.answer(2, NOON) == NOON


def test_a_block_holds_its_chat_only() -> None:
    """429 for a chat: nothing goes there before the time is over, everything else goes on."""
    pacer = Pacer()
    pacer.block(1, NOON + 30 * SECOND)
    assert pacer.answer(1, NOON) == NOON + 30 * SECOND
    assert pacer.bulk(2, NOON, group=False) == NOON
    pacer.block(None, NOON + 60 * SECOND)
    assert pacer.answer(3, NOON) >= NOON + 60 * SECOND
    assert pacer.bulk(4, NOON, group=True) >= NOON + 60 * SECOND


def test_a_chat_that_has_to_wait_holds_up_nobody_else() -> None:
    """A blocked chat, or one that is answered fifty times at once, leaves the others their pace."""
    pacer = Pacer()
    pacer.block(1, NOON + 3600 * SECOND)
    for _ in range(50):
        pacer.answer(1, NOON)
        pacer.answer(2, NOON)
        pacer.bulk(3, NOON, group=True)
    assert pacer.answer(4, NOON) - NOON < SECOND
    assert pacer.bulk(5, NOON, group=False) - NOON < SECOND


def test_a_429_for_all_halves_the_pace_of_answers() -> None:
    """Each one doubles the interval, down to ten a second."""
    pacer = Pacer()
    before = pacer.limits.answer_all
    pacer.block(None, NOON)
    assert pacer.limits.answer_all == 2 * before
    for _ in range(20):
        pacer.block(None, NOON)
    assert pacer.limits.answer_all == 100_000


def test_after_one_429_for_all_answers_stayed_slow_for_good() -> None:
    """Ten minutes after the wait is over the pace is the usual one again."""
    pacer = Pacer()
    pacer.block(None, NOON + 5 * SECOND)
    pacer.answer(1, NOON + 9 * MINUTE)
    assert pacer.limits.answer_all > Limits().answer_all
    pacer.answer(1, NOON + 11 * MINUTE)
    assert pacer.limits == Limits()


def test_lifted_limits_hold_nothing_back() -> None:
    """For a benchmark against a stand-in without limits."""
    pacer = Pacer(LIFTED)
    assert {pacer.bulk(1, NOON, group=True) for _ in range(100)} == {NOON}
    assert {pacer.answer(1, NOON) for _ in range(100)} == {NOON}


async def test_limits_survive_a_restart(database: Database) -> None:
    """What was taken before the stop is stored with the message and counts after the start."""
    pacer = Pacer()
    first = [pacer.bulk(1, NOON, group=True) for _ in range(4)]
    pacer.block(2, NOON + MINUTE)
    async with database.write() as connection:
        await store_rates(connection, pacer.changed())
        assert pacer.changed() == []
    again = Pacer()
    async with database.write() as connection:
        again.restore(await load_rates(connection))
    assert again.bulk(1, NOON, group=True) - first[-1] >= timedelta(microseconds=Limits().group_chat)
    assert again.answer(2, NOON) == NOON + MINUTE


async def test_old_rows_are_forgotten(database: Database) -> None:
    """A row that says nothing any more goes, in memory and in the database; one that still blocks stays."""
    pacer = Pacer()
    pacer.bulk(1, NOON, group=False)
    pacer.block(2, NOON + 600 * SECOND)
    async with database.write() as connection:
        await store_rates(connection, pacer.changed())
        later = NOON + 400 * SECOND
        await forget_rates(connection, int((later - 300 * SECOND).timestamp() * 1_000_000))
        assert set(await load_rates(connection)) == {"c:2"}
    pacer.forget(later)
    assert pacer._arrival == {}
    assert pacer.answer(2, later) == NOON + 600 * SECOND
