from __future__ import annotations

import csv
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.vietnamese.dates import (
    AskDate,
    DateReason,
    Span,
    parse_date,
    parse_instant,
    parse_span,
    parse_time,
    say_date,
    say_instant_end,
    say_moment,
    say_short_date,
    say_time,
    say_weekday,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2022, 5, 5)
YEAR = (date(2022, 1, 1), date(2022, 12, 31))
PHASE_2 = datetime(2022, 6, 1, tzinfo=ZONE)
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2040, 1, 1))

with (Path(__file__).parents[2] / "data/g12_time.csv").open(encoding="utf-8", newline="") as file:
    G12 = {row["input"]: (row["context"], row["expect"]) for row in csv.DictReader(file)}


def _span(said: str) -> Span:
    span = parse_span(said, today=TODAY)
    assert isinstance(span, Span)
    return span


def test_g12_deadline() -> None:
    """G12: 24h00 of 31/5 is 00:00 of 1/6 in Vietnam, 17:00 of 31/5 in UTC."""
    said = "24h00 ngày 31/5/2022"
    local, utc = (part.strip() for part in G12[said][1].split(" = "))
    instant = parse_instant(said, zone=ZONE, year=2022)
    assert instant == datetime.fromisoformat(local) == datetime.fromisoformat(utc)


@pytest.mark.parametrize("said", [said for said, (context, _) in G12.items() if context == "submitted"])
def test_g12_submitted(said: str) -> None:
    """G12: 23h59 of 31/5 is still phase 1, 0h00 of 1/6 is phase 2."""
    instant = parse_instant(said, zone=ZONE, year=2022)
    assert isinstance(instant, datetime)
    assert ("phase 2" if instant >= PHASE_2 else "phase 1") == G12[said][1]


@pytest.mark.parametrize("said", ["31/5/2022", "7/10", "31.5.2022"])
def test_g12_dates(said: str) -> None:
    """G12: dates are read day first, and without a year the year of the campaign is taken."""
    assert parse_date(said, today=TODAY, window=YEAR) == date.fromisoformat(G12[said][1])


def test_g12_instant_without_year() -> None:
    """G12: an hour and a day without a year are of the year that is given."""
    said = "18h00 ngày 10.3"
    assert parse_instant(said, zone=ZONE, year=2021) == datetime.fromisoformat(G12[said][1])


def test_g12_sprint() -> None:
    """G12: 35 days to the end of 31/5 begin on 27/4, which is day 1; on 5/5 there are 26 days left."""
    span = _span("35 ngày đến hết 31/5/2022")
    starts_at, ends_at = span.instants(ZONE)
    expected = (
        f"start {starts_at:%Y-%m-%dT%H:%M}, end {ends_at:%Y-%m-%dT%H:%M}, day 1 = {say_short_date(span.first)}, "
        f"day {span.day_number(span.last)} = {say_short_date(span.last)}, days_left(5/5) = {span.days_left(TODAY)}"
    )
    assert expected == G12["35 ngày đến hết 31/5/2022"][1]


@pytest.mark.parametrize(
    "said", [said for said, (context, _) in G12.items() if context in {"trap", "length"}]
)
def test_g12_lengths(said: str) -> None:
    """G12: the dates decide how long it was, never the number of days that stands beside them."""
    assert f"{_span(said).days} days inclusive" == G12[said][1]


def test_g12_days_early() -> None:
    """G12: reached on 3/10/2022 when the end was 1/9/2023 is 333 days early."""
    span = _span("2022-10-03→2023-09-01")
    assert span.days_left(span.first) == int(G12["2022-10-03→2023-09-01"][1])


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("31-5-2022", date(2022, 5, 31)),
        ("31/5/22", date(2022, 5, 31)),
        ("31 / 5 / 2022", date(2022, 5, 31)),
        ("31 5 2022", date(2022, 5, 31)),
        ("31052022", date(2022, 5, 31)),
        ("2022-05-31", date(2022, 5, 31)),
        ("１/５/２０２２", date(2022, 5, 1)),
        ("1/1/99", date(1999, 1, 1)),
        ("ngày 31 tháng 5 năm 2022", date(2022, 5, 31)),
        ("ngày 5 tháng năm", date(2022, 5, 5)),
        ("mùng 5 tháng tư", date(2022, 4, 5)),
        ("ngày 31/5", date(2021, 5, 31)),
        ("hôm 5/4 ạ", date(2022, 4, 5)),
        ("thứ hai ngày 9/5/2022", date(2022, 5, 9)),
        ("Chủ nhật, 1/5", date(2022, 5, 1)),
        ("29/2", date(2020, 2, 29)),
        ("hôm nay", TODAY),
        ("sáng nay", TODAY),
        ("hôm qua", date(2022, 5, 4)),
        ("chiều qua", date(2022, 5, 4)),
        ("hom kia", date(2022, 5, 3)),
        ("hôm kìa", date(2022, 5, 2)),
        ("ngày mai", date(2022, 5, 6)),
        ("cách đây 3 ngày", date(2022, 5, 2)),
        ("3 ngày trước", date(2022, 5, 2)),
        ("999 ngày trước", date(2019, 8, 10)),
    ],
)
def test_dates_as_typed(said: str, day: date) -> None:
    """The ways people write a day are read, day first; without a year it is the last such day."""
    assert parse_date(said, today=TODAY) == day


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("31/2", "impossible"),
        ("31/2/2022", "impossible"),
        ("29/2/2022", "impossible"),
        ("5/31/2022", "impossible"),
        ("0/0", "impossible"),
        ("1/1/0022", "impossible"),
        ("tháng 4/2022", "day_missing"),
        ("tháng tư", "day_missing"),
        ("4/2022", "day_missing"),
        ("2022", "day_missing"),
        ("năm 2022", "day_missing"),
        ("tháng 4 năm 2022", "day_missing"),
        ("đầu tháng 4", "vague"),
        ("thứ hai tuần trước", "vague"),
        ("thứ ba", "vague"),
        ("tháng trước", "vague"),
        ("quý 1", "vague"),
        ("sau Tết", "vague"),
        ("ngày 10", "vague"),
        ("1/4-5/4", "range"),
        ("từ 1/4 đến 5/4", "range"),
        ("chưa", "unreadable"),
        ("😀", "unreadable"),
        ("²/5", "unreadable"),
        ("1" * 500, "unreadable"),
    ],
)
def test_what_is_no_day_is_asked(said: str, reason: DateReason) -> None:
    """A month, a week, two days, a day that does not exist: none is guessed at, each has its reason."""
    assert parse_date(said, today=TODAY) == AskDate(reason)


@given(DAYS, DAYS)
def test_printed_dates_are_read_back(day: date, today: date) -> None:
    """A printed date is read back whatever day it is; a short one as the last such day, or the one in the window."""
    assert parse_date(say_date(day), today=today) == day
    assert parse_date(say_short_date(today), today=today) == today
    assert parse_date(say_short_date(day), today=today, window=(day, day)) == day


@given(
    st.one_of(st.text(), st.from_regex(r"(ngay |thang |[0-9]{1,4}|[/.-]| den |h|nam |qua|truoc){0,9}")), DAYS
)
def test_reading_dates_never_fails(s: str, today: date) -> None:
    """Any text is a date, an instant or a span, or is asked about."""
    assert isinstance(parse_date(s, today=today), (date, AskDate))
    assert isinstance(parse_instant(s, zone=ZONE, year=today.year), (datetime, AskDate))
    assert isinstance(parse_span(s, today=today), (Span, AskDate))
    assert (clock := parse_time(s)) is None or timedelta() <= clock <= timedelta(days=1)


@pytest.mark.parametrize("today", [date.min, date.max])
def test_the_ends_of_the_calendar(today: date) -> None:
    """On the first and the last day there can be, reading still answers."""
    for said in ("hôm qua", "ngày mai", "1/1", "31/12", "29/2"):
        assert isinstance(parse_date(said, today=today), (date, AskDate))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("24g ngày 31/5", "2022-06-01T00:00"),
        ("hết ngày 31/5/2022", "2022-06-01T00:00"),
        ("đến hết 31/5", "2022-06-01T00:00"),
        ("31/5/2022 23h59", "2022-05-31T23:59"),
        ("2022-05-31T24:00", "2022-06-01T00:00"),
        ("17h 31/5/2022", "2022-05-31T17:00"),
        ("5h chiều ngày 5/5", "2022-05-05T17:00"),
        ("17 giờ 30 phút ngày 5 tháng 5 năm 2022", "2022-05-05T17:30"),
        ("lúc 8h rưỡi ngày 5/5", "2022-05-05T08:30"),
        ("9h", "day_missing"),
        ("31/5", "time_missing"),
        ("25h 5/5", "impossible"),
        ("24h30 5/5", "impossible"),
        ("17h hôm nay", "vague"),
        ("hết ngày 31/2", "impossible"),
        ("", "empty"),
    ],
)
def test_instants_as_typed(said: str, expected: str) -> None:
    """Deadlines are read half-open; a day without an hour and an hour without a day are asked about."""
    read = parse_instant(said, zone=ZONE, year=2022)
    assert (read.reason if isinstance(read, AskDate) else f"{read:%Y-%m-%dT%H:%M}") == expected


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("17h00", 1020),
        ("17:30", 1050),
        ("9h", 540),
        ("24g", 1440),
        ("24h00", 1440),
        ("0h00", 0),
        ("8 giờ rưỡi", 510),
        ("5h chiều", 1020),
        ("7 giờ tối", 1140),
        ("12h trưa", 720),
        ("12h đêm", None),
        ("24h01", None),
        ("17h60", None),
        ("17", None),
        ("chiều", None),
    ],
)
def test_times_as_typed(said: str, minutes: int | None) -> None:
    """Times of day are read from 0h00 to 24h00, with the part of the day where it is said."""
    assert parse_time(said) == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("said", "reason"), [("5/4", "unreadable"), ("5/5/2022–1/5/2022", "impossible"), ("", "unreadable")]
)
def test_no_span(said: str, reason: DateReason) -> None:
    """One day is no span, and neither are days that run backwards."""
    assert parse_span(said, today=TODAY) == AskDate(reason)


def test_days_left_is_never_negative() -> None:
    """I6: 0 on the last day and after it."""
    span = Span(date(2022, 4, 27), date(2022, 5, 31))
    assert [span.days_left(day) for day in (span.first, span.last, date(2022, 6, 5))] == [34, 0, 0]


def test_what_is_printed() -> None:
    """Dates, weekdays, times and ends are printed as Vietnamese writes them."""
    end = datetime(2022, 5, 31, 17, tzinfo=UTC)
    assert (say_date(date(2022, 5, 31)), say_short_date(date(2022, 5, 5))) == ("31/5/2022", "5/5")
    assert [say_weekday(date(2022, 5, 2) + timedelta(days=n)) for n in (0, 1, 6)] == [
        "Thứ Hai",
        "Thứ Ba",
        "Chủ nhật",
    ]
    assert (say_time(time(17)), say_time(time(8, 5))) == ("17h00", "8h05")
    assert say_instant_end(end, ZONE) == "24h00 ngày 31/5/2022"
    assert say_instant_end(end - timedelta(hours=7), ZONE) == "17h00 ngày 31/5/2022"
    assert say_moment(datetime(2022, 5, 5, 10, tzinfo=UTC), ZONE) == "17h00 ngày 5/5"


def test_naive_instants_are_refused() -> None:
    """An instant without a zone is a mistake of the program and is not printed."""
    with pytest.raises(ValueError, match="time zone"):
        say_moment(datetime(2022, 5, 5), ZONE)  # noqa: DTZ001 (that is what is refused)


@given(st.datetimes(min_value=datetime(1950, 1, 2), max_value=datetime(2040, 1, 1)))  # noqa: DTZ001 (asks naive ones)
def test_printed_ends_are_read_back(local: datetime) -> None:
    """An end printed to the minute is read back as the same instant, midnight as 24h00."""
    end = local.replace(second=0, microsecond=0, tzinfo=ZONE)
    assert parse_instant(say_instant_end(end, ZONE), zone=ZONE, year=2022) == end
