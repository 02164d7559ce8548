"""What groups are told: read aloud, fitted into a telephone, true to the integers."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.boards import (
    ROOM,
    Post,
    Snapshot,
    board,
    content_hash,
    end,
    good_news,
    last_call,
    launch,
    news_lines,
    news_part,
    official,
    utf16_length,
)
from campaign.boards.names import LINE, shorten
from campaign.counts import NOTHING
from campaign.definition import Phase, Policy, Term, Unit
from campaign.milestones import Nth
from campaign.standings import UnitRow
from campaign.targets import PRECEDENCE, Denominator
from campaign.texts import Texts
from tests.campaign.sprints import UNITS, at, campaign, counts, small_sprint, sprint, unit_row

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.definition import Campaign

TEXTS = Texts()
BOT = "@dong_anh_bot"
GOAL = Denominator(1172, "allocated", "GD1")
VALID = campaign(measure="valid")
WIDE = campaign(clusters=tuple(Term(code=f"C{n}", name=f"Cụm {n + 1}") for n in range(6)))
SMALL = tuple(unit_row(row) for row in small_sprint())


def snapshot(
    rows: tuple[UnitRow, ...],
    when: str = "2022-05-05T17:00",
    of: Campaign = VALID,
    goal: Denominator | None = None,
) -> Snapshot:
    """The figures of the whole district."""
    return Snapshot(of, of.sprints[0], UNITS[0], at(when), rows, BOT, goal)


def single(
    done: int, target: int | None, when: str = "2022-05-05T17:00", peers: tuple[UnitRow, ...] = ()
) -> Snapshot:
    """The figures of one school."""
    row = UnitRow("TRUONG", UNITS[2].name, "C1", target, counts(done), day_start=counts(max(0, done - 1)))
    goal = Denominator(target, "allocated", "GD1") if target else None
    return Snapshot(VALID, VALID.sprints[0], UNITS[2], at(when), (row,), BOT, goal, (row, *peers))


def others(*done: int) -> tuple[UnitRow, ...]:
    """Units of the same cluster with these counts of a target of 30."""
    return tuple(UnitRow(f"o{n}", f"O{n}", "C1", 30, counts(each)) for n, each in enumerate(done))


def test_the_board_of_the_campaign() -> None:
    """The whole post on day 9: as of, total and named target, today, leaders, most improved, none yet, deadline."""
    rows = tuple(replace(row, day_start=row.week_ago) for row in SMALL)
    post = board(snapshot(rows, goal=GOAL), (), TEXTS)
    assert post.heading == "Ngày 9/35, còn 26 ngày"
    assert post.text == (
        "Tính đến 17h00 ngày 5/5:\n"
        "LĐLĐ huyện Đông Anh: 111/1.172 sáng kiến hợp lệ, đạt 9,5% chỉ tiêu phân bổ giai đoạn 1.\n"
        "Đã gửi 134, trong đó hợp lệ 111, đang xem xét 22, không hợp lệ 1.\n"
        "Hôm nay: +53.\n"
        "Còn 1.061 sáng kiến nữa là hoàn thành chỉ tiêu.\n"
        "\n"
        "Dẫn đầu các cụm:\n"
        "• Cụm 1: CĐCS Trường A – 40/40 (100%)\n"
        "• Cụm 2: CĐCS Công ty F – 3/12 (25%)\n"
        "\n"
        "Dẫn đầu chung:\n"
        "1. CĐCS Trường A – 40/40 (100%)\n"
        "2. CĐCS Trường B – 20/60 (33,3%)\n"
        "3. CĐCS Trường C – 10/30 (33,3%)\n"
        "\n"
        "Tiến bộ nhất 7 ngày qua: CĐCS Trường A (+28).\n"
        "Còn 1 đơn vị chưa có sáng kiến.\n"
        "\n"
        "Hạn cuối: 24h00 ngày 31/5/2022.\n"
        "Gửi sáng kiến: nhắn riêng cho @dong_anh_bot"
    )


def test_every_figure_says_which_count_it_is() -> None:
    """Measured by what counts of the submitted, the same board says "đã gửi" and never "hợp lệ" as the total."""
    post = board(snapshot(SMALL, of=campaign(measure="counted"), goal=GOAL), (), TEXTS)
    assert "LĐLĐ huyện Đông Anh: đã gửi 133/1.172 sáng kiến, đạt 11,3%" in post.text


def test_the_sum_of_targets_is_named_and_leaves_out_units_without_one() -> None:
    """Where the scope has no target of its own, 107 of 417 is told beside the total of 111 (G14)."""
    text = board(snapshot(SMALL), (), TEXTS).text
    assert (
        "LĐLĐ huyện Đông Anh: 111 sáng kiến hợp lệ. Riêng các đơn vị có chỉ tiêu: 107/417, đạt 25,7%" in text
    )
    assert "tổng chỉ tiêu giai đoạn 1 của các đơn vị" in text


@pytest.mark.parametrize(
    ("day", "marks", "heading"),
    [
        ("2022-05-09", ("week",), "Tuần mới · Ngày 13/35, còn 22 ngày"),
        ("2022-05-21", ("T-10",), "Còn 10 ngày · Ngày 25/35"),
        ("2022-05-24", ("T-7",), "Vào chặng nước rút, còn 7 ngày · Ngày 28/35"),
        ("2022-05-28", ("T-3",), "Chỉ còn 3 ngày · Ngày 32/35"),
        ("2022-05-30", ("week", "T-1"), "Tuần cuối · Ngày mai là ngày cuối · Ngày 34/35"),
        ("2022-05-31", ("T-0",), "Hôm nay là ngày cuối · Ngày 35/35"),
        ("2022-05-31", (), "Ngày 35/35, ngày cuối cùng"),
        ("2022-05-17", ("T-14",), "Còn 14 ngày · Ngày 21/35"),
    ],
)
def test_the_heading_says_the_day_and_its_marks(day: str, marks: tuple[str, ...], heading: str) -> None:
    """Marks of G16 in words, the day always, the days left once."""
    assert board(snapshot(SMALL, f"{day}T17:00"), marks, TEXTS).heading == heading


def test_the_first_board_of_a_week_looks_back_on_seven_days() -> None:
    """Only with the heading of the week."""
    assert "7 ngày qua: +53." in board(snapshot(SMALL), ("week",), TEXTS).text
    assert "7 ngày qua: +53." not in board(snapshot(SMALL), (), TEXTS).text


def test_a_group_hears_how_many_have_none_and_never_who() -> None:
    """The unit with nothing is not named on the board, the number is; when all have some, that is said."""
    assert "Công ty E" not in board(snapshot(SMALL), (), TEXTS).text
    some = tuple(row for row in SMALL if row.now.counted)
    assert "Tất cả 7 đơn vị đều đã có sáng kiến." in board(snapshot(some), (), TEXTS).text


def test_before_the_first_initiative_nobody_leads_and_no_percent_is_told() -> None:
    """At zero there is no "0%", no empty list of leaders, no most improved."""
    rows = tuple(replace(row, now=NOTHING, week_ago=NOTHING) for row in SMALL)
    text = board(snapshot(rows, goal=GOAL), (), TEXTS).text
    assert "chưa có sáng kiến hợp lệ nào (chỉ tiêu phân bổ giai đoạn 1: 1.172)" in text
    assert not any(word in text for word in ("%", "Dẫn đầu", "Tiến bộ", "Hôm nay"))


def test_without_any_target_the_counts_lead() -> None:
    """A campaign without targets has totals and leaders by count, and no percent (I5)."""
    rows = tuple(replace(row, target=None) for row in SMALL)
    text = board(snapshot(rows), (), TEXTS).text
    assert "LĐLĐ huyện Đông Anh: 111 sáng kiến hợp lệ." in text
    assert "• Cụm 2: CĐCS Xã H – 25" in text
    assert "%" not in text


def test_equal_leaders_of_a_cluster_are_told_as_such() -> None:
    """Of three equals the first in Vietnamese order is named and the others counted."""
    rows = (*others(6, 6, 6), UnitRow("x", "X", "C2", 30, counts(1)))
    assert "• Cụm 1: O0 – 6/30 (20%), cùng 2 đơn vị khác" in board(snapshot(rows), (), TEXTS).text


def test_86_percent_is_said_as_the_article_printed_it() -> None:
    """1.008 of 1.172 is "đạt 86%"; more than the target is "đạt", never "vượt"; 1.171 is not 100%."""
    for done, printed in ((1008, "đạt 86%"), (1171, "đạt 99,9%"), (1172, "đạt 100%"), (2508, "đạt 214%")):
        text = board(snapshot((UnitRow("a", "A", "C1", 30, counts(done)),), goal=GOAL), (), TEXTS).text
        assert f"{printed} chỉ tiêu phân bổ giai đoạn 1" in text
        assert "vượt" not in text
        assert ("chỉ tiêu đã hoàn thành" in text) == (done >= 1172)


@pytest.mark.parametrize(
    ("done", "said", "unsaid"),
    [
        (0, ("chưa có sáng kiến", "Bắt đầu rất dễ", "Mỗi ngày thêm khoảng 2 sáng kiến"), ("%", "đang đứng")),
        (3, ("Còn 27 sáng kiến", "Mỗi ngày thêm 1 sáng kiến", "Bắt đầu rất dễ"), ("Chỉ còn",)),
        (6, ("Còn 24 sáng kiến",), ("Bắt đầu rất dễ", "Chỉ còn")),
        (20, ("Còn 10 sáng kiến", "Cứ 2 ngày thêm 1 sáng kiến là kịp"), ("Bắt đầu", "Chỉ còn")),
        (24, ("Chỉ còn 6 sáng kiến nữa là về đích!",), ("là kịp", "Bắt đầu")),
        (30, ("Chúc mừng và cảm ơn anh/chị",), ("Còn ", "là kịp", "Chỉ còn")),
        (64, ("đạt 213,3%", "Chúc mừng và cảm ơn anh/chị"), ("vượt", "Còn ")),
    ],
)
def test_a_unit_is_spoken_to_by_its_progress(
    done: int, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    """A first step below a fifth, "đã có x, còn y" up to 80 %, "chỉ còn" from there, thanks when it is met."""
    text = board(single(done, 30), (), TEXTS).text
    assert [word for word in said if word not in text] == []
    assert [word for word in unsaid if word in text] == []


def test_a_unit_without_a_target_is_told_its_count() -> None:
    """No percent, nothing missing, no thanks for a target it never had."""
    assert board(single(5, None), (), TEXTS).text == (
        "Tính đến 17h00 ngày 5/5:\n"
        "CĐCS Trường THCS Đông Hội: 5 sáng kiến hợp lệ.\n"
        "Đã gửi 5, trong đó hợp lệ 5.\n"
        "Hôm nay: +1.\n"
        "\n"
        "Hạn cuối: 24h00 ngày 31/5/2022.\n"
        "Gửi sáng kiến: nhắn riêng cho @dong_anh_bot"
    )


def test_a_unit_hears_its_rank_only_in_the_better_half() -> None:
    """First of four leads, second of four is told, third of four and one alone are not."""
    place = "CĐCS Trường THCS Đông Hội đang đứng thứ"
    leads = "CĐCS Trường THCS Đông Hội đang dẫn đầu cụm 1."
    assert leads in board(single(9, 30, peers=others(8, 7, 6)), (), TEXTS).text
    assert f"{place} 2/4 trong cụm 1." in board(single(9, 30, peers=others(10, 7, 6)), (), TEXTS).text
    assert "đang" not in board(single(9, 30, peers=others(10, 11, 6)), (), TEXTS).text.replace("đang xem", "")
    assert leads not in board(single(9, 30), (), TEXTS).text


def test_the_launch_says_what_until_when_and_how() -> None:
    """Day 1, for the cadres of the units, with what was there before; a unit's own workers are greeted warmly."""
    post = launch(snapshot(SMALL, "2022-04-27T08:00", goal=GOAL), TEXTS)
    assert post.heading == "Phát động: Đợt thi đua cao điểm 35 ngày"
    assert "Từ ngày 27/4/2022 đến 24h00 ngày 31/5/2022, LĐLĐ huyện Đông Anh" in post.text
    assert (
        "1.172 sáng kiến (chỉ tiêu phân bổ giai đoạn 1). Đến nay: 111 sáng kiến hợp lệ, đạt 9,5%."
        in post.text
    )
    assert "lúc 17h00 hằng ngày" in post.text
    assert "lúc 16h30 hằng ngày" in launch(snapshot(SMALL), TEXTS, board_at="16h30").text
    assert launch(single(0, 30), TEXTS).text.startswith("Thân gửi anh chị em")


def test_the_last_call_counts_the_hours_left() -> None:
    """At 20:00 four hours are left; a unit that has met its target is thanked, not urged."""
    late = last_call(single(27, 30, "2022-05-31T20:00"), TEXTS)
    assert late.heading == "Còn 4 giờ nữa là hết hạn"
    assert "Chỉ còn 3 sáng kiến nữa là về đích!" in late.text
    assert "trước 24h00 ngày 31/5/2022" in late.text
    assert "Chúc mừng và cảm ơn" in last_call(single(30, 30, "2022-05-31T20:00"), TEXTS).text


def test_the_end_is_provisional_until_the_close() -> None:
    """Called "tạm tính" with the day of the close while review goes on; final where there is nothing to wait for."""
    figures = snapshot(SMALL, "2022-06-01T00:00", goal=GOAL)
    provisional = end(figures, TEXTS, is_provisional=True)
    assert provisional.heading == "Kết thúc: Đợt thi đua cao điểm 35 ngày (kết quả tạm tính)"
    assert "Tính đến 24h00 ngày 31/5/2022:" in provisional.text
    assert "khóa số liệu lúc 24h00 ngày 15/6/2022" in provisional.text
    assert "1/7 đơn vị hoàn thành chỉ tiêu." in provisional.text
    final = end(figures, TEXTS, is_provisional=False)
    assert "tạm tính" not in final.heading + final.text
    assert official(figures, TEXTS).heading == "Kết quả chính thức: Đợt thi đua cao điểm 35 ngày"


def test_the_end_says_where_later_initiatives_count() -> None:
    """With a phase that follows, what comes now is counted there; without one nothing is promised."""
    following = Phase(
        code="GD2",
        name="Giai đoạn 2",
        starts_at=at("2022-06-01T00:00"),
        ends_at=at("2023-09-02T00:00"),
        closes_at=at("2023-09-20T00:00"),
    )
    two = campaign(phases=(*VALID.phases, following))
    said = end(snapshot(SMALL, "2022-06-01T00:00", two), TEXTS, is_provisional=True).text
    assert "được tính cho giai đoạn 2." in said
    assert "được tính cho" not in end(snapshot(SMALL, "2022-06-01T00:00"), TEXTS, is_provisional=True).text


def news(rows: tuple[UnitRow, ...], before: int, since: str = "2022-05-04T17:00") -> Post | None:
    """The good news of 5/5."""
    return good_news(snapshot(rows, goal=GOAL), at(since), before, TEXTS)


def test_good_news_are_collected_in_one_post() -> None:
    """A number passed and a target reached 26 days early are one post; 100 and 25% are not told again."""
    rows = (replace(SMALL[0], reached_at=at("2022-05-05T09:00")), *SMALL[1:])
    post = news(rows, before=99)
    assert post is not None
    assert post.heading == "Tin vui"
    assert post.text == (
        "LĐLĐ huyện Đông Anh cán mốc 100 sáng kiến hợp lệ!\n"
        "Chúc mừng đơn vị hoàn thành chỉ tiêu:\n"
        "• CĐCS Trường A: 40/40, về đích sớm 26 ngày\n"
        "\n"
        "Trân trọng cảm ơn các đồng chí!"
    )
    assert news(rows, before=111, since="2022-05-05T09:00") is None


def test_the_initiative_that_reached_a_milestone_is_named_by_number_and_unit() -> None:
    """The highest of those passed alone; never a person (P3); nothing is said before it is written down."""
    nth = {100: Nth("SK-DA-000107", "CĐCS Trường A"), 50: Nth("SK-DA-000051", "CĐCS Trường B")}
    told = replace(snapshot(SMALL, goal=GOAL), nth=nth)
    lines = news_lines(told, at("2022-05-04T17:00"), 40, TEXTS)
    assert lines[:2] == [
        "LĐLĐ huyện Đông Anh cán mốc 100 sáng kiến hợp lệ!",
        "Sáng kiến thứ 100: SK-DA-000107, CĐCS Trường A.",
    ]
    assert not any("Sáng kiến thứ" in line for line in news_lines(told, at("2022-05-04T17:00"), 100, TEXTS))


def test_the_end_tells_what_was_reached_in_the_last_evening() -> None:
    """A number passed and a target met after the last collected post stand in the end post, after its figures."""
    rows = (replace(SMALL[0], reached_at=at("2022-05-31T21:00")), *SMALL[1:])
    figures = snapshot(rows, "2022-06-01T00:00", goal=GOAL)
    lines = news_part(figures, at("2022-05-31T17:00"), 99, TEXTS)
    said = end(figures, TEXTS, is_provisional=True, news=lines).text
    assert (
        "1/7 đơn vị hoàn thành chỉ tiêu.\n"
        "\n"
        "LĐLĐ huyện Đông Anh cán mốc 100 sáng kiến hợp lệ!\n"
        "Chúc mừng đơn vị hoàn thành chỉ tiêu:\n"
        "• CĐCS Trường A: 40/40\n"
        "\n"
    ) in said
    assert news_lines(figures, at("2022-05-31T22:00"), 100, TEXTS) == []
    assert "cán mốc" not in end(figures, TEXTS, is_provisional=True).text


def test_a_unit_that_slipped_again_is_not_congratulated() -> None:
    """It reached 40 this morning and one was withdrawn since: there is no news."""
    slipped = replace(SMALL[0], now=counts(39, withdrawn=1), reached_at=at("2022-05-05T09:00"))
    assert news((slipped, *SMALL[1:]), before=111) is None


def test_many_units_on_one_day_are_cut_to_a_number() -> None:
    """Of twelve that reached their targets eight are named."""
    rows = tuple(
        replace(row, now=counts(30), reached_at=at("2022-05-05T09:00")) for row in others(*range(12))
    )
    post = news(rows, before=360)
    assert post is not None
    assert "… và 4 đơn vị khác" in post.text
    assert post.text.count("•") == 8


def test_the_content_hash_leaves_out_the_stamp_alone() -> None:
    """Half an hour later without a change the hash is the same; one initiative more changes it."""
    now, later = board(snapshot(SMALL), (), TEXTS), board(snapshot(SMALL, "2022-05-05T17:30"), (), TEXTS)
    assert now.text != later.text
    assert content_hash(now) == content_hash(later)
    more = (replace(SMALL[0], now=SMALL[0].now + counts(1)), *SMALL[1:])
    assert content_hash(board(snapshot(more), (), TEXTS)) != content_hash(now)


def test_a_board_is_new_when_counts_changed_not_when_the_day_did() -> None:
    """The figures' hash knows no date: tomorrow's board of the same counts is the same."""
    assert snapshot(SMALL).figures_hash() == snapshot(SMALL, "2022-05-06T17:00").figures_hash()
    more = (replace(SMALL[0], now=SMALL[0].now + counts(under_review=1)), *SMALL[1:])
    assert snapshot(more).figures_hash() != snapshot(SMALL).figures_hash()


def test_every_kind_of_target_has_a_name_of_its_own() -> None:
    """A percent can always name its denominator, and no two kinds share a name."""
    names = {TEXTS(Denominator(1, kind, "GD1").text_id, phase="giai đoạn 1") for kind in PRECEDENCE}
    assert len(names) == len(PRECEDENCE)


def test_long_names_keep_their_beginning_and_their_end() -> None:
    """Usual abbreviations first, then the middle goes: what tells two firms apart stands at the end."""
    name = "Công đoàn cơ sở Công ty cổ phần May 10"
    assert shorten(name, TEXTS) == name
    assert shorten(f"{name} – chi nhánh Đông Anh", TEXTS, 44) == "CĐCS Công ty CP May 10 – chi nhánh Đông Anh"
    endless = "Công đoàn cơ sở Công ty trách nhiệm hữu hạn một thành viên sản xuất và thương mại quốc tế Hải Âu Xanh"
    short = shorten(endless, TEXTS)
    assert len(short) <= LINE
    assert short.startswith("CĐCS Công ty")
    assert short.endswith("Hải Âu Xanh")
    assert len(shorten("X" * 250, TEXTS)) <= LINE


LONG = "Công đoàn cơ sở Trường Trung học phổ thông chuyên 🎓 "
ROWS = st.lists(
    st.tuples(st.integers(0, 3000), st.integers(0, 40), st.integers(0, 11)), min_size=1, max_size=60
).map(
    lambda units: tuple(
        UnitRow(f"u{n}", f"{LONG * 5}{n}"[-250:], f"C{cluster}", target, counts(done))
        for n, (done, target, cluster) in enumerate(units)
    )
)


@settings(max_examples=60)
@given(ROWS, st.sampled_from(["2022-04-27T17:00", "2022-05-30T17:00", "2022-05-31T20:00"]))
def test_every_post_has_room_in_one_message(rows: tuple[UnitRow, ...], when: str) -> None:
    """Sixty units, names of 250 characters, twelve clusters, zero or thousands of percent: 1.800 UTF-16 units."""
    long = Unit(code="HUYEN", name=(LONG * 5)[:250])
    busy = WIDE.model_copy(
        update={
            "sprints": (sprint(name=(LONG * 5)[:250]),),
            "clusters": tuple(Term(code=f"C{n}", name=(LONG * 5)[:250]) for n in range(12)),
            "policy": Policy(leaders=10),
            "slogan": "Sáng kiến " * 40,
        }
    )
    reached = tuple(replace(row, reached_at=at("2022-04-27T12:00")) for row in rows)
    figures = replace(snapshot(reached, when, busy), scope=long)
    for post in _all_posts(figures, at("2022-04-26T00:00")):
        assert utf16_length(post.heading) + utf16_length(post.text) <= ROOM
        assert post.text.strip() == post.text
        assert unicodedata.is_normalized("NFC", post.text)
        assert "vượt" not in post.text


def _all_posts(figures: Snapshot, since: datetime) -> list[Post]:
    found = good_news(figures, since, 0, TEXTS)
    return [
        board(figures, ("week", "T-1", "last_call"), TEXTS),
        launch(figures, TEXTS),
        last_call(figures, TEXTS),
        end(figures, TEXTS, is_provisional=True, news=news_part(figures, since, 0, TEXTS)),
        official(figures, TEXTS),
        *([found] if found else []),
    ]
