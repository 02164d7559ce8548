"""The board of a group that gets one post a day: it carries the news and the last call, in one message."""

from __future__ import annotations

from dataclasses import replace

from campaign.boards import ROOM, Post, Snapshot, board, news_part, utf16_length
from campaign.definition import Policy
from campaign.standings import UnitRow
from campaign.texts import Texts
from tests.campaign.sprints import at, campaign, counts, small_sprint, sprint, unit_row

TEXTS = Texts()
LONG = "Công đoàn cơ sở Công ty trách nhiệm hữu hạn một thành viên sản xuất và thương mại xuất nhập khẩu số "
FORTY = tuple(
    UnitRow(
        f"U{n:02}", f"{LONG}{n:02}", f"C{n % 2 + 1}", 30, counts(30 + n), reached_at=at("2022-05-31T09:00")
    )
    for n in range(40)
)


def snapshot(
    rows: tuple[UnitRow, ...], when: str = "2022-05-31T17:00", policy: Policy | None = None
) -> Snapshot:
    """The figures of the whole district at this local time."""
    made = campaign(policy=policy or Policy(), measure="valid")
    return Snapshot(
        made, made.sprints[0], made.units[0], at(when), rows, "https://zalo.me/1459232241454765289"
    )


def last_board(rows: tuple[UnitRow, ...], policy: Policy | None = None) -> Post:
    """The last day's board with what was reached since the morning."""
    figures = snapshot(rows, policy=policy)
    return board(figures, ("T-0", "last_call"), TEXTS, news_part(figures, at("2022-05-31T00:00"), 0, TEXTS))


def test_the_last_day_s_board_reads_as_one_message() -> None:
    """The figures, the news, the leaders, and the last call in the place of the deadline."""
    rows = tuple(unit_row(row) for row in small_sprint())
    reached = (replace(rows[0], reached_at=at("2022-05-31T09:00")), *rows[1:])
    figures = snapshot(reached)
    post = board(figures, ("T-0", "last_call"), TEXTS, news_part(figures, at("2022-05-31T00:00"), 99, TEXTS))
    assert post.heading == "Hôm nay là ngày cuối · Ngày 35/35"
    told = post.text.split("\n\n")
    assert told[1] == (
        "LĐLĐ huyện Đông Anh cán mốc 100 sáng kiến hợp lệ!\n"
        "LĐLĐ huyện Đông Anh đã qua mốc 25% tổng chỉ tiêu giai đoạn 1 của các đơn vị.\n"
        "Chúc mừng đơn vị hoàn thành chỉ tiêu:\n"
        "• CĐCS Trường A: 40/40"
    )
    assert told[-1] == (
        "Chỉ còn 7 giờ nữa là hết hạn. Đồng chí nào còn bản nháp, xin mở lại và gửi trước 24h00 ngày 31/5/2022.\n"
        "Gửi sáng kiến: nhắn riêng cho https://zalo.me/1459232241454765289"
    )
    assert "Hạn cuối" not in post.text


def test_the_last_call_knows_when_another_sprint_ends() -> None:
    """A sprint that ends at 18:30 has no "tối nay": the hours and the hour are its own."""
    made = campaign(sprints=(sprint(ends_at=at("2022-05-31T18:30")),))
    figures = replace(snapshot(FORTY[:1]), campaign=made, sprint=made.sprints[0])
    said = board(figures, ("T-0", "last_call"), TEXTS).text
    assert "Chỉ còn 1 giờ nữa là hết hạn." in said
    assert "trước 18h30 ngày 31/5/2022" in said


def test_forty_units_with_long_names_are_one_message() -> None:
    """All reached their targets on one day: the first are named, the others counted, and nothing else is lost."""
    post = last_board(FORTY, Policy(leaders=10))
    assert utf16_length(f"{post.heading}\n{post.text}") <= ROOM
    assert "Chúc mừng các đơn vị hoàn thành chỉ tiêu:" in post.text
    assert "… và 32 đơn vị khác" in post.text
    for needed in ("40 đơn vị", "1.980", "trước 24h00 ngày 31/5/2022", "https://zalo.me/"):
        assert needed in post.text


def test_a_leaderboard_gives_way_line_by_line() -> None:
    """Where ten leaders have no room, fewer are named and the rest of all who lead anything is a number."""
    names = {row.code: f"CĐCS Xí nghiệp Cơ khí Xuất khẩu Đông Anh {row.name[-2:]}" for row in FORTY}
    one = tuple(replace(row, cluster="C1", name=f"{names[row.code]:X>44}") for row in FORTY)
    post = last_board(one, Policy(leaders=10))
    assert utf16_length(f"{post.heading}\n{post.text}") <= ROOM
    after = post.text.split("Đang dẫn đầu:\n", 1)[1].split("\n\n", 1)[0].splitlines()
    assert after[0].startswith("1. ")
    assert after[-1] == f"… và {40 - len(after[:-1])} đơn vị khác"
    assert 2 <= len(after) <= 10
