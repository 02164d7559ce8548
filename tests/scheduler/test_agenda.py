"""The agenda against the example's golden calendar, and its invariants."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.calendar import QuietTimes
from campaign.definition import Policy, Unit
from campaign.holdout import is_held_out
from scheduler.agenda import (
    Cadre,
    Draft,
    Group,
    Occurrence,
    Parties,
    Worker,
    agenda,
    frame_of,
    is_due_unchanged,
    next_due,
    within_cap,
)
from tests.campaign.sprints import ZONE, at, campaign, golden, sprint

START, END = at("2022-04-20T00:00"), at("2022-07-01T00:00")
FRAME = frame_of(campaign())
LINKED = at("2022-04-20T10:00")
GROUP = Group("g1", "HUYEN", LINKED)
DRAFTS = (Draft("d1", at("2022-05-04T10:00")), Draft("d2", at("2022-05-24T16:00")))
PARTIES = Parties(
    groups=(GROUP, Group("g2", "TRUONG", at("2022-05-10T12:00"), time(16, 30))),
    cadres=(Cadre("p1", ("HUYEN",)), Cadre("p2", ("TRUONG", "CTY"))),
    workers=(Worker("p2", "TRUONG", DRAFTS), Worker("p3", "CTY", submitted=1), Worker("p4", "CTY")),
)
POSTS = {"launch", "board", "last_call", "end"}


def whole(parties: Parties) -> tuple[Occurrence, ...]:
    """The agenda of the whole sprint and a month after it."""
    return agenda(FRAME, parties, START, END)


def local(moment: datetime) -> datetime:
    """The campaign's local time."""
    return moment.astimezone(ZoneInfo(ZONE))


def lines(group: Group) -> dict[str, str]:
    """The posts of every day as G16 writes them: "17:00 board[week] · 20:00 last_call"."""
    days: dict[str, list[str]] = {}
    for each in whole(Parties(groups=(group,))):
        if each.kind in POSTS and each.dropped is None:
            marks = f"[{'+'.join(each.marks)}]" if each.marks else ""
            days.setdefault(f"{local(each.due):%Y-%m-%d}", []).append(
                f"{local(each.due):%H:%M} {each.slot}{marks}"
            )
    return {day: " · ".join(posts) for day, posts in days.items()}


@pytest.mark.parametrize(
    ("column", "one_a_day"), [("telegram_group_posts", False), ("zalo_group_posts", True)]
)
def test_the_posts_of_the_example_are_those_of_the_golden_calendar(column: str, one_a_day: bool) -> None:
    """G16 to the line: every post of every day, hour and heading, and nothing on the other days."""
    expected = {row["date"]: row[column] for row in golden("g16_dong_anh_calendar") if row[column]}
    assert lines(replace(GROUP, one_post_a_day=one_a_day)) == expected


def test_quiet_days_are_dropped_with_the_reason() -> None:
    """On each quiet day of G16 the board stands in the agenda, dropped, so that one can see why nothing came."""
    quiet = {row["date"] for row in golden("g16_dong_anh_calendar") if row["quiet"]}
    dropped = [each for each in whole(Parties(groups=(GROUP,))) if each.dropped]
    assert {f"{local(each.due):%Y-%m-%d}" for each in dropped} == quiet
    assert {(each.kind, each.dropped) for each in dropped} == {("board", "quiet_day")}


def test_a_board_is_edited_every_half_hour_until_the_evening() -> None:
    """17:30 to 20:30 on a posting day, each edit superseded by the next; none on the quiet days."""
    edits = [each for each in whole(Parties(groups=(GROUP,))) if each.kind == "edit"]
    of_one_day = [each for each in edits if local(each.due).date() == date(2022, 5, 5)]
    hours = ["17:30", "18:00", "18:30", "19:00", "19:30", "20:00", "20:30"]
    assert [f"{local(each.due):%H:%M}" for each in of_one_day] == hours
    assert all(each.useful_until - each.due == timedelta(minutes=30) for each in edits)
    assert not any(local(each.due).date() == date(2022, 5, 8) for each in edits)


def test_an_edited_board_keeps_its_heading() -> None:
    """An edit has the marks of the board it edits, so that "Tuần mới" or "Còn 10 ngày" does not go away at 17:30."""
    marks = {
        local(each.due).date(): each.marks for each in whole(Parties(groups=(GROUP,))) if each.kind == "board"
    }
    edits = [each for each in whole(Parties(groups=(GROUP,))) if each.kind == "edit"]
    assert all(each.marks == marks[local(each.due).date()] for each in edits)
    assert {each.marks for each in edits} > {(), ("week",), ("T-10",), ("week", "T-1")}


def test_the_figures_become_official_on_the_first_morning_after_the_close() -> None:
    """The end post is provisional until the phase is closed on 16/6; where both are one, there is one post."""
    official = [each for each in whole(Parties(groups=(GROUP,))) if each.kind == "official"]
    assert [local(each.due) for each in official] == [at("2022-06-16T08:00")]
    phase = campaign().phases[0].model_copy(update={"closes_at": at("2022-06-01T00:00")})
    at_once = agenda(campaign(phases=(phase,)), Parties(groups=(GROUP,)), START, END)
    assert [each.marks for each in at_once if each.kind in {"end", "official"}] == [()]


def test_a_group_linked_in_the_afternoon_gets_its_first_board_that_evening_if_there_is_time() -> None:
    """Nothing is made up for: launch and boards from before the link never come, at the minute of it neither."""
    first = whole(Parties(groups=(replace(GROUP, linked_at=at("2022-05-05T16:59")),)))[0]
    assert (first.slot, local(first.due)) == ("board", at("2022-05-05T17:00"))
    too_late = whole(Parties(groups=(replace(GROUP, linked_at=at("2022-05-05T17:00")),)))[0]
    assert local(too_late.due) > at("2022-05-05T17:00")


def test_a_paused_group_is_told_nothing_and_one_can_see_why() -> None:
    """Every post of a paused group is dropped as such."""
    kept = [each for each in whole(Parties(groups=(replace(GROUP, paused=True),))) if each.dropped is None]
    assert kept == []


def test_a_group_may_choose_its_hour_but_no_quiet_one() -> None:
    """16:30 is kept; 21:00 lies in the quiet hours and is dropped for them."""
    early = whole(Parties(groups=(replace(GROUP, board_at=time(16, 30)),)))
    assert {f"{local(each.due):%H:%M}" for each in early if each.kind == "board"} == {"16:30"}
    late = whole(Parties(groups=(replace(GROUP, board_at=time(21)),)))
    assert {each.dropped for each in late if each.kind == "board"} == {"quiet_hours"}


def test_a_group_follows_the_nearest_sprint_above_it() -> None:
    """While the commune runs its own sprint its groups follow that one; the district's other groups do not."""
    own = sprint(code="S5", unit="XA", starts_at=at("2022-05-09T00:00"), ends_at=at("2022-05-14T00:00"))
    both = campaign(sprints=(sprint(), own))
    school, works = Group("g1", "TRUONG", LINKED), Group("g2", "CTY", LINKED)
    posts = [each for each in agenda(both, Parties((school, works)), START, END) if each.kind in POSTS]
    launches: dict[str, list[str]] = {"g1": [], "g2": []}
    for each in posts:
        if each.kind == "launch":
            launches[each.recipient].append(f"{local(each.due):%d/%m}")
    assert launches == {"g1": ["27/04", "09/05"], "g2": ["27/04"]}
    boards = Counter((each.recipient, local(each.due).date()) for each in posts if each.kind == "board")
    assert set(boards.values()) == {1}
    marks = {each.recipient: each.marks for each in posts if local(each.due) == at("2022-05-12T17:00")}
    assert marks == {"g1": ("T-1",), "g2": ()}


def test_a_group_above_every_sprint_has_no_posts() -> None:
    """A sprint is of a unit and those under it; the union above it does not take part."""
    of_commune = campaign(sprints=(sprint(unit="XA"),))
    assert agenda(of_commune, Parties(groups=(GROUP,)), START, END) == ()


def test_a_sprint_that_ends_in_the_afternoon_has_no_post_after_its_end() -> None:
    """The last call moves to four hours before, the board of the last day is left out, the end is next morning."""
    short = campaign(sprints=(sprint(ends_at=at("2022-05-31T17:00")),))
    posts = agenda(short, Parties(groups=(GROUP,)), at("2022-05-31T00:00"), at("2022-06-02T00:00"))
    said = [(each.slot, f"{local(each.due):%d/%m %H:%M}") for each in posts]
    assert said == [("last_call", "31/05 13:00"), ("end", "01/06 08:00")]


def test_launch_and_end_wait_for_a_posting_day() -> None:
    """A sprint from Sunday 8/5 to Saturday 14/5 is launched on Monday, and its end told on the Monday after."""
    week = sprint(starts_at=at("2022-05-08T00:00"), ends_at=at("2022-05-15T00:00"))
    posts = agenda(campaign(sprints=(week,)), Parties(groups=(GROUP,)), START, at("2022-05-20T00:00"))
    found = {each.kind: local(each.due) for each in posts}
    assert (found["launch"], found["end"]) == (at("2022-05-09T08:00"), at("2022-05-16T08:00"))


def test_a_cadre_has_one_digest_a_posting_day_whatever_is_in_charge() -> None:
    """08:00 until 11:00, none on the eight quiet days, one for a person with several units."""
    digests = [each for each in whole(PARTIES) if each.slot == "digest"]
    assert Counter(each.recipient for each in digests) == {"p1": 27, "p2": 27}
    assert {(f"{local(e.due):%H:%M}", f"{local(e.useful_until):%H:%M}") for e in digests} == {
        ("08:00", "11:00")
    }


def nudges(*drafts: Draft, submitted: int = 0) -> list[tuple[str, str, str | None]]:
    """Slot, local time and fate of every nudge to one worker."""
    parties = Parties(workers=(Worker("p", "TRUONG", drafts, submitted),))
    return [(each.slot, f"{local(each.due):%d/%m %H:%M}", each.dropped) for each in whole(parties)]


def test_a_draft_left_lying_is_asked_after_three_times_at_midday() -> None:
    """+20 h and +3 days move on to the next 11:35, -72 h over the Sunday to the 30th; then the last call."""
    assert nudges(Draft("d", at("2022-05-04T10:00"))) == [
        ("draft_20h", "05/05 11:35", None),
        ("draft_72h", "07/05 11:35", None),
        ("draft_before_end", "30/05 11:35", None),
        ("last_call", "31/05 20:00", None),
    ]


def test_a_shift_worker_is_asked_after_his_draft_at_his_own_hour() -> None:
    """21:15 is quiet for everybody else; useful until 22:00. An hour that is not offered is everybody's."""
    late = Worker("p", "TRUONG", (Draft("d", at("2022-05-04T10:00")),), nudge_at=time(21, 15))
    told = [each for each in whole(Parties(workers=(late,))) if each.slot != "last_call"]
    said = [(f"{local(each.due):%d/%m %H:%M}", f"{local(each.useful_until):%H:%M}") for each in told]
    assert said == [("05/05 21:15", "22:00"), ("07/05 21:15", "22:00"), ("30/05 21:15", "22:00")]
    odd = whole(Parties(workers=(replace(late, nudge_at=time(3)),)))
    assert f"{local(odd[0].due):%d/%m %H:%M}" == "05/05 11:35"


def test_nudges_that_a_holiday_pushes_together_become_one() -> None:
    """+20 h and +3 days from 28/4 both fall on 4/5 after the holidays: the later one is sent."""
    assert nudges(Draft("d", at("2022-04-28T17:00")))[:2] == [
        ("draft_20h", "04/05 11:35", "one_a_day"),
        ("draft_72h", "04/05 11:35", None),
    ]


def test_a_draft_asked_after_three_times_is_left_alone() -> None:
    """After the third nudge there is only the last call."""
    assert [slot for slot, _, _ in nudges(Draft("d", at("2022-05-05T10:00"), nudges=3))] == ["last_call"]


def test_two_drafts_make_one_nudge_a_day() -> None:
    """One ask per message, one nudge a day: about the draft touched last, the other is dropped."""
    both = nudges(Draft("a", at("2022-05-16T08:00")), Draft("b", at("2022-05-16T09:00")))
    assert Counter(fate for _, _, fate in both) == {None: 4, "one_a_day": 3}


def test_who_has_sent_everything_is_not_called_again() -> None:
    """After submitting there are no reminders; a draft still open or nothing sent yet is worth a last call."""
    assert nudges(submitted=2) == []
    assert nudges() == [("last_call", "31/05 20:00", None)]
    assert nudges(Draft("d", at("2022-05-31T15:00")), submitted=2) == [("last_call", "31/05 20:00", None)]


def test_the_ceiling_counts_the_last_24_hours() -> None:
    """A fourth message within 24 hours is refused, one that lies exactly 24 hours back does not count."""
    told = [at("2022-05-30T20:00"), at("2022-05-31T08:00"), at("2022-05-31T11:35")]
    assert within_cap(told, at("2022-05-31T20:00"), Policy())
    assert not within_cap(told, at("2022-05-31T19:59"), Policy())


def test_the_days_that_post_an_unchanged_board() -> None:
    """Nothing changed, nothing posted, but on T-7, T-3, T-1 and T-0; a last call inside the board goes out."""
    due = [
        marks for marks in (("T-10",), ("T-7",), ("week", "T-1"), ("T-0",), ("week",), ()) if _always(marks)
    ]
    assert due == [("T-7",), ("week", "T-1"), ("T-0",)]
    assert _always(("last_call",))


def _always(marks: tuple[str, ...]) -> bool:
    return is_due_unchanged(marks, Policy())


def test_following_the_next_due_meets_every_occurrence_once() -> None:
    """The turned clock that jumps from one due instant to the next passes over nothing and comes to an end."""
    met: list[Occurrence] = []
    clock = START
    while (due := next_due(FRAME, PARTIES, clock)) is not None:
        assert due > clock
        met += agenda(FRAME, PARTIES, clock, due)
        clock = due
    assert tuple(met) == tuple(each for each in whole(PARTIES) if each.due <= clock)
    assert all(each.dropped for each in agenda(FRAME, PARTIES, clock, END + timedelta(days=60)))


@settings(max_examples=40)
@given(st.lists(st.datetimes(START.replace(tzinfo=None), END.replace(tzinfo=None)), max_size=12))
def test_an_interval_in_pieces_has_the_same_occurrences(cuts: list[datetime]) -> None:
    """I9: however planners, restarts and jumps cut the time, each occurrence is listed once, under one key."""
    moments = [START, *sorted(cut.replace(tzinfo=START.tzinfo) for cut in cuts), END]
    pieces = [each for a, b in pairwise(moments) for each in agenda(FRAME, PARTIES, a, b)]
    assert tuple(pieces) == whole(PARTIES)
    assert len({each.key for each in pieces}) == len(pieces)
    boards = Counter((each.recipient, local(each.due).date()) for each in pieces if each.kind == "board")
    assert set(boards.values()) == {1}


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(
            Draft,
            st.uuids().map(str),
            st.datetimes(datetime(2022, 4, 1), datetime(2022, 5, 31)).map(  # noqa: DTZ001 - the zone is put on next
                lambda moment: moment.replace(tzinfo=ZoneInfo(ZONE))
            ),
        ),
        max_size=5,
    ),
    st.dates(date(2022, 5, 20), date(2022, 6, 5)),
)
def test_nobody_hears_from_the_bot_at_a_quiet_time_or_too_often(drafts: list[Draft], last: date) -> None:
    """I8 and the ceiling: whatever the drafts and the end, no live occurrence is quiet, three a day at most."""
    odd = campaign(sprints=(sprint(ends_at=at(f"{last}T00:00") + timedelta(days=1)),))
    parties = Parties((GROUP,), (Cadre("p", ("HUYEN",)),), (Worker("p", "TRUONG", tuple(drafts)),))
    quiet = QuietTimes(Policy(), ZONE, odd.sprints[0])
    live = [each for each in agenda(odd, parties, START, END) if each.dropped is None]
    assert not [each for each in live if each.kind != "edit" and quiet.is_quiet(each.due)]
    assert all(each.due < each.useful_until for each in live)
    told: list[datetime] = []
    for each in live:
        if each.to == "person":
            assert within_cap(told, each.due, Policy())
            told.append(each.due)


def test_nudges_to_a_unit_that_is_held_out_are_dropped_and_said_so() -> None:
    """In a campaign of many units, this week; the last call, and who is not held out, are not touched."""
    schools = tuple(Unit(code=f"T{n}", name=f"Trường {n}", parent="HUYEN") for n in range(300))
    large = campaign(units=(*campaign().units, *schools))
    draft = Draft("d", at("2022-05-04T10:00"))
    workers = tuple(Worker(unit.code, unit.code, (draft,)) for unit in schools)
    told = [each for each in agenda(large, Parties(workers=workers), START, END) if each.kind == "nudge"]
    held = [each for each in told if each.dropped == "held_out"]
    assert {each.slot for each in held} == {"draft_20h", "draft_72h"}
    assert len({each.scope for each in held if each.slot == "draft_20h"}) in range(15, 46)
    for each in told:
        in_play = is_held_out(large, large.sprints[0], each.scope, local(each.due).date())
        assert (each.dropped == "held_out") == in_play
