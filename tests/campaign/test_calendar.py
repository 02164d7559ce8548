"""Local days, days of a sprint and quiet times, against the golden calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.calendar import (
    QuietTimes,
    day_bounds,
    days_left,
    holiday_name,
    last_day,
    length_days,
    local_day,
    quietness,
    sprint_day,
)
from campaign.definition import Policy
from tests.campaign.sprints import ZONE, at, golden, sprint

MOMENTS = st.datetimes(datetime(2022, 1, 1), datetime(2022, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone
QUIET = QuietTimes(Policy(), ZONE, sprint())


def test_the_sprint_is_35_days_from_27_april_to_31_may() -> None:
    """The row "35 ngày đến hết 31/5/2022" of G12: day 1 is 27/4, day 35 is 31/5, 26 days are left on 5/5."""
    assert length_days(sprint(), ZONE) == 35
    assert sprint_day(sprint(), at("2022-04-27T00:00"), ZONE) == 1
    assert sprint_day(sprint(), at("2022-05-31T23:59"), ZONE) == 35
    assert days_left(sprint(), date(2022, 5, 5), ZONE) == 26


def test_40_days_printed_are_counted_as_42() -> None:
    """Length comes from the dates, not from a name: 10/3-20/4/2021 is 42 days, 8/1-31/5/2022 is 144 (G12)."""
    forty = sprint(starts_at=at("2021-03-10T00:00"), ends_at=at("2021-04-21T00:00"))
    phase = sprint(starts_at=at("2022-01-08T00:00"), ends_at=at("2022-06-01T00:00"))
    assert (length_days(forty, ZONE), length_days(phase, ZONE)) == (42, 144)


def test_midnight_after_the_last_day_is_no_day_of_the_sprint() -> None:
    """The end is exclusive: at 00:00 of 1/6, and before 27/4, there is no day number."""
    assert sprint_day(sprint(), at("2022-06-01T00:00"), ZONE) is None
    assert sprint_day(sprint(), at("2022-04-26T23:59"), ZONE) is None


def test_every_day_of_the_example_has_its_number_and_days_left() -> None:
    """Day, days left and quiet of every day of G16."""
    for row in golden("g16_dong_anh_calendar")[:-1]:
        day = date.fromisoformat(row["date"])
        assert sprint_day(sprint(), at(f"{day}T12:00"), ZONE) == int(row["day"])
        assert days_left(sprint(), day, ZONE) == int(row["days_left"])
        assert QUIET.is_quiet_day(day) == bool(row["quiet"]), day


def test_tet_and_the_hung_kings_day_are_quiet_every_year() -> None:
    """The lunar holidays are the Vietnamese ones of G11, in 2030 too, when China's new year is a day later."""
    for row in golden("g11_calendar"):
        for column in ("tet_day1", "gio_to"):
            assert "holiday" in quietness(date.fromisoformat(row[column]), Policy()), row
    assert holiday_name(date(2030, 2, 2), "VN") == "Tết Nguyên Đán"


def test_the_day_of_vietnamese_culture_is_quiet_in_2026() -> None:
    """24/11/2026 is treated as a holiday while nobody knows whether the law was amended in time."""
    assert quietness(date(2026, 11, 24), Policy()) == ("holiday",)


def test_the_policy_adds_quiet_days_and_takes_them_away() -> None:
    """An extra day is quiet and a declared working day is not, even a Sunday on a holiday."""
    policy = Policy(extra_quiet_days=(date(2022, 5, 5),), working_days=(date(2022, 5, 1),))
    assert quietness(date(2022, 5, 5), policy) == ("extra",)
    assert quietness(date(2022, 5, 1), policy) == ()
    assert quietness(date(2022, 5, 1), Policy()) == ("holiday", "weekday")
    assert quietness(date(2022, 5, 2), Policy(holidays_country="")) == ()


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2022-05-05T07:29", True),
        ("2022-05-05T07:30", False),
        ("2022-05-05T20:29", False),
        ("2022-05-05T20:30", True),
        ("2022-05-06T02:00", True),
        ("2022-05-08T12:00", True),
        ("2022-04-30T12:00", True),
    ],
)
def test_quiet_hours_and_quiet_days(moment: str, quiet: bool) -> None:
    """Quiet from 20:30 to 07:30 and on the whole of Sundays and holidays."""
    assert QUIET.is_quiet(at(moment)) == quiet


def test_the_last_48_hours_ignore_quiet_days_but_not_quiet_hours() -> None:
    """A sprint that ends on a Sunday is loud on its Sunday by day and silent by night."""
    ends_on_sunday = QuietTimes(Policy(), ZONE, sprint(ends_at=at("2022-05-30T00:00")))
    assert not ends_on_sunday.is_quiet(at("2022-05-29T12:00"))
    assert ends_on_sunday.is_quiet(at("2022-05-29T20:30"))
    assert not ends_on_sunday.is_quiet_day(date(2022, 5, 29))
    assert ends_on_sunday.is_quiet_day(date(2022, 5, 22))


@pytest.mark.parametrize(
    ("moment", "loud"),
    [
        ("2022-05-05T12:00", "2022-05-05T12:00"),
        ("2022-05-05T21:00", "2022-05-06T07:30"),
        ("2022-05-06T03:00", "2022-05-06T07:30"),
        ("2022-05-07T21:00", "2022-05-09T07:30"),
        ("2022-04-29T20:30", "2022-05-04T07:30"),
    ],
)
def test_the_next_loud_moment(moment: str, loud: str) -> None:
    """A backlog waits for the first loud minute: over a night, a Sunday, a long holiday."""
    assert QUIET.next_loud(at(moment)) == at(loud)


@given(MOMENTS)
def test_the_next_loud_moment_is_loud_and_the_first(moment: datetime) -> None:
    """What is held back for quiet is never sent in quiet, and nothing loud lies between (I8)."""
    loud = QUIET.next_loud(moment)
    assert loud >= moment
    assert not QUIET.is_quiet(loud)
    assert loud == moment or QUIET.is_quiet(loud - timedelta(microseconds=1))


def test_a_policy_without_a_loud_hour_is_refused() -> None:
    """Where every day is quiet, asking for the next loud moment says so and does not loop."""
    with pytest.raises(ValueError, match="no hour"):
        QuietTimes(Policy(quiet_weekdays=(1, 2, 3, 4, 5, 6, 7)), ZONE).next_loud(at("2022-05-05T12:00"))


@given(st.dates(date(2021, 1, 1), date(2023, 12, 31)))
def test_days_left_count_down_to_zero_and_are_never_negative(day: date) -> None:
    """I6: days_left(d) = last day - d, 0 on the last day and after it."""
    last = last_day(sprint(), ZONE)
    assert days_left(sprint(), day, ZONE) == max(0, (last - day).days)


@given(MOMENTS)
def test_every_instant_lies_in_exactly_the_bounds_of_its_local_day(moment: datetime) -> None:
    """Local days are half-open and leave no instant out."""
    start, end = day_bounds(local_day(moment, ZONE), ZONE)
    assert start <= moment < end
    assert end - start == timedelta(hours=24)


def test_a_naive_time_has_no_local_day() -> None:
    """A time without a zone is refused, not guessed."""
    with pytest.raises(ValueError, match="naive"):
        local_day(datetime(2022, 5, 5), ZONE)  # noqa: DTZ001 - the naive time is the test
