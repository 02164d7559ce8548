"""The month of a bot whose messages are counted, by the figures of zalo.md 6.2."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from campaign.quota import POSTS, Plan, Stage, Standing, Verdict, days_left, month_of, next_month

FREE = Plan(messages=3000, users=50, groups=3)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("used", "stage"),
    [
        (0, "plenty"), (2399, "plenty"), (2400, "sparing"), (2849, "sparing"), (2850, "essential"),
        (3000, "essential"), (3100, "essential"),
    ],
)  # fmt: skip
def test_the_stages_begin_at_their_percents(used: int, stage: Stage) -> None:
    """Of 3,000 messages 80 % are 2,400 and 95 % are 2,850; only the platform itself says when nothing goes."""
    assert FREE.stage(used) == stage
    assert FREE.stage(used, stopped=True) == "stopped"


@pytest.mark.parametrize(
    ("kind", "plenty", "sparing", "essential", "stopped"),
    [
        ("welcome", "go", "drop", "drop", "drop"),
        ("nudge", "go", "go", "drop", "drop"),
        ("edit", "go", "go", "drop", "drop"),
        ("milestone", "go", "go", "drop", "drop"),
        ("question", "go", "go", "go", "wait"),
        ("receipt", "go", "go", "go", "wait"),
        ("answer", "go", "go", "go", "wait"),
        ("digest", "go", "go", "go", "wait"),
        ("board", "go", "go", "go", "hand_over"),
        ("launch", "go", "go", "go", "hand_over"),
        ("last_call", "go", "go", "go", "hand_over"),
        ("end", "go", "go", "go", "hand_over"),
    ],
)
def test_each_kind_has_its_turn_to_stop(
    kind: str, plenty: Verdict, sparing: Verdict, essential: Verdict, stopped: Verdict
) -> None:
    """First courtesy, then what is not essential, then all; posts are handed over and answers wait."""
    assert [FREE.verdict(kind, used) for used in (2399, 2400, 2850)] == [plenty, sparing, essential]
    assert FREE.verdict(kind, 10, stopped=True) == stopped


def test_the_last_messages_are_kept_for_the_posts_to_come() -> None:
    """With 3 groups and 20 days left 60 are kept: the 2,940th is the last one of the talk, posts go on."""
    assert kept(2939, to_come=60) == "go"
    assert kept(2940, to_come=60) == "wait"
    assert {FREE.verdict(kind, 2999, sent=2999, to_come=60) for kind in POSTS} == {"go"}


def test_people_do_not_wait_on_a_guess() -> None:
    """What they said may not count; and when more was sent than the plan says, the platform allows more."""
    assert Standing("c", "1", "Bot", FREE, sent=2000, received=1000, groups=3).verdict("question", 20) == "go"
    assert Standing("c", "1", "Bot", FREE, sent=2945, groups=3).verdict("question", 20) == "wait"
    assert Standing("c", "1", "Bot", FREE, sent=3000, groups=3).verdict("question", 20) == "go"


def kept(sent: int, to_come: int, plan: Plan = FREE) -> Verdict:
    """What becomes of a question after so many were sent."""
    return plan.verdict("question", sent, sent=sent, to_come=to_come)


def test_no_more_than_the_reserve_is_kept() -> None:
    """10 % of 3,000 are 300, however many posts are to come; without a reserve nothing is kept."""
    assert kept(2699, to_come=900) == "go"
    assert kept(2700, to_come=900) == "wait"
    assert kept(2999, to_come=900, plan=Plan(messages=3000, reserve=0)) == "go"


def test_without_a_limit_nothing_is_spared() -> None:
    """0 is no limit, of messages and users."""
    free = Plan()
    assert free.stage(10**6) == "plenty"
    assert free.verdict("nudge", 10**6, to_come=90) == "go"
    assert not free.is_near(10**6)
    assert not free.is_full(10**6)


def test_users_have_their_figures() -> None:
    """From 45 of 50 on newcomers are led elsewhere, the 51st is not heard."""
    assert [FREE.is_near(users) for users in (44, 45, 50)] == [False, True, True]
    assert [FREE.is_full(users) for users in (49, 50)] == [False, True]


@pytest.mark.parametrize(("counts", "used"), [(True, 50), (False, 20)])
def test_what_people_say_counts_as_the_setting_says(counts: bool, used: int) -> None:  # a parameter
    """20 sent and 30 received are 50, or 20 where only what the bot sends counts."""
    assert Standing("c", "1", "Bot", Plan(counts_inbound=counts), sent=20, received=30).used == used


def test_a_month_is_a_month_in_vietnam() -> None:
    """17:00 UTC is midnight there: the 31st is over, one day is left of a month that has 31."""
    last = datetime(2022, 5, 31, 16, 59, tzinfo=UTC)
    first = datetime(2022, 5, 31, 17, 0, tzinfo=UTC)
    assert [month_of(moment, HANOI) for moment in (last, first)] == ["2022-05", "2022-06"]
    assert next_month(last, HANOI) == first
    assert next_month(datetime(2022, 12, 5, tzinfo=UTC), HANOI) == datetime(2022, 12, 31, 17, tzinfo=UTC)
    assert [days_left(moment, HANOI) for moment in (last, first)] == [1, 30]
