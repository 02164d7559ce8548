"""The rehearsal shows every day of a sprint with its posts or with why there are none."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from campaign.boards import Snapshot
from campaign.calendar import last_day
from campaign.definition import Target
from campaign.texts import Texts
from scheduler.agenda import Parties
from scheduler.rehearsal import RehearsedDay, SampleFigures, default_parties, print_days, rehearse
from tests.campaign.sprints import ZONE, at, campaign, golden, sprint

TEXTS = Texts()
TARGETS = tuple(
    Target(phase="GD1", kind="allocated", value=value, unit=unit)
    for unit, value in (("HUYEN", 110_000), ("TRUONG", 40_000), ("CTY", 70_000))
)
CAMPAIGN = campaign(targets=TARGETS)
SPRINT = CAMPAIGN.sprints[0]
FIGURES = SampleFigures(CAMPAIGN, SPRINT, "@dong_anh_bot")
PARTIES = default_parties(CAMPAIGN, SPRINT, "TRUONG")
DAYS = tuple(rehearse(CAMPAIGN, SPRINT, PARTIES, FIGURES, TEXTS))


def posts_of(days: tuple[RehearsedDay, ...], chat: str) -> dict[str, str]:
    """What this chat gets, as G16 writes it, without good news."""
    found: dict[str, list[str]] = {}
    for day in days:
        for planned in day.planned:
            each = planned.occurrence
            if (
                planned.post
                and each.recipient == chat
                and each.kind in {"launch", "board", "last_call", "end"}
            ):
                marks = f"[{'+'.join(each.marks)}]" if each.marks else ""
                due = each.due.astimezone(ZoneInfo(ZONE))
                found.setdefault(f"{day.day}", []).append(f"{due:%H:%M} {each.slot}{marks}")
    return {day: " · ".join(posts) for day, posts in found.items()}


def test_the_rehearsal_of_the_example_is_the_golden_calendar() -> None:
    """With figures that change every day the campaign's group gets the posts of G16, to the line."""
    expected = {row["date"]: row["telegram_group_posts"] for row in golden("g16_dong_anh_calendar")}
    assert posts_of(DAYS, "HUYEN") == {day: posts for day, posts in expected.items() if posts}


def test_no_milestone_is_rehearsed_twice() -> None:
    """Of the news of a chat, the end's among them, each line comes once."""
    for chat in ("HUYEN", "TRUONG"):
        planned = [each for day in DAYS for each in day.planned if each.occurrence.recipient == chat]
        told = [each for each in planned if each.occurrence.kind in {"milestone", "end"}]
        posts = [each.post.text for each in told if each.post]
        news = [line for text in posts for line in text.splitlines() if "mốc" in line or "về đích" in line]
        assert news
        assert len(news) == len(set(news))


def test_every_day_is_there_and_every_silence_has_a_reason() -> None:
    """35 days, the morning after, the day of the official figures; whatever is not sent says why."""
    first = date(2022, 4, 27)
    assert [day.day for day in DAYS[:36]] == [first + timedelta(days=n) for n in range(36)]
    assert DAYS[-1].day == date(2022, 6, 16)
    assert all(
        (planned.post is None) == (planned.reason is not None) for day in DAYS for planned in day.planned
    )
    assert all(any(planned.reason == "quiet_day" for planned in day.planned) for day in DAYS[3:7])


def test_unchanged_figures_are_posted_only_where_the_rules_say_so() -> None:
    """When nothing ever changes there is the first board, T-7, T-3, T-1 and T-0, and no good news."""

    def frozen(scope: str, _moment: datetime) -> Snapshot:
        return FIGURES(scope, at("2022-05-05T17:00"))

    parties = Parties(groups=PARTIES.groups[:1])
    days = tuple(rehearse(CAMPAIGN, SPRINT, parties, frozen, TEXTS))
    boards = {day: posts for day, posts in posts_of(days, "HUYEN").items() if "board" in posts}
    assert list(boards) == ["2022-04-27", "2022-05-24", "2022-05-28", "2022-05-30", "2022-05-31"]


def test_sample_figures_rise_and_keep_to_the_tree() -> None:
    """They never fall from day to day, the parts sum to the whole, and the end is not passed."""
    days = [at("2022-04-27T17:00") + timedelta(days=n) for n in range(40)]
    totals = [FIGURES("HUYEN", day).done for day in days]
    assert totals == sorted(totals)
    assert totals[0] < totals[34] == FIGURES("HUYEN", at("2022-06-01T00:00")).done - (totals[-1] - totals[34])
    for day in days:
        assert FIGURES("HUYEN", day).done == FIGURES("XA", day).done + FIGURES("CTY", day).done
    assert FIGURES("TRUONG", days[3]).is_single
    assert not FIGURES("XA", days[3]).is_single


def test_the_printed_rehearsal_names_the_day_the_post_and_the_reason() -> None:
    """Lines a cadre can read: weekday, day of the sprint, hour and chat, the holiday that keeps the bot silent."""
    lines = list(print_days(DAYS, CAMPAIGN, SPRINT, TEXTS))
    assert lines[0] == "Đợt thi đua cao điểm 35 ngày: 27/4 – 31/5/2022, 35 ngày"
    assert "Thứ Tư 27/4 · ngày 1/35, còn 34 ngày" in lines
    assert "  8h00 → nhóm LĐLĐ huyện Đông Anh: Phát động: Đợt thi đua cao điểm 35 ngày" in lines
    quiet = "  17h00 → nhóm LĐLĐ huyện Đông Anh: không gửi ({})"
    assert quiet.format("Ngày Quốc tế Lao động, Chủ nhật") in lines
    assert quiet.format("Ngày Chiến thắng (nghỉ bù)") in lines
    assert any("Từ ngày 27/4/2022 đến 24h00 ngày 31/5/2022" in line for line in lines)
    assert "Số liệu dưới đây là số liệu ví dụ, chỉ để xem trước nội dung." in lines
    real = list(print_days(DAYS, CAMPAIGN, SPRINT, TEXTS, is_sample=False))
    assert len(real) == len(lines) - 1
    short = list(print_days(DAYS, CAMPAIGN, SPRINT, TEXTS, is_full=False))
    assert len(short) < len(lines)
    assert all(line.strip() == "" or "→" in line or "/" in line for line in short[2:])


def test_a_campaign_without_targets_can_be_rehearsed() -> None:
    """Where nobody has a target there are still figures, posts and an end."""
    bare = campaign(measure="valid")
    figures = SampleFigures(bare, bare.sprints[0], "@dong_anh_bot")
    days = tuple(rehearse(bare, sprint(), default_parties(bare, sprint(), "CTY"), figures, TEXTS))
    posts = [planned.post for day in days for planned in day.planned if planned.post]
    assert len(posts) > 20
    assert not any("%" in post.text for post in posts)
    assert last_day(sprint(), ZONE) in {day.day for day in days}
