"""A cadre's digest: by urgency, only with something to do, and a text that is fit to be forwarded."""

from __future__ import annotations

from dataclasses import replace

from campaign.boards import ROOM, Snapshot, utf16_length
from campaign.digests import Charge, Digest, digest
from campaign.quota import Plan, Standing
from campaign.standings import UnitRow
from campaign.texts import Texts
from tests.campaign.sprints import UNITS, at, campaign, counts, small_sprint, unit_row

TEXTS = Texts()
VALID = campaign(measure="valid")
SMALL = tuple(unit_row(row) for row in small_sprint())
BEHIND = ("Công ty D", "Công ty E", "Công ty F", "Xã H")


def snapshot(rows: tuple[UnitRow, ...] = SMALL, when: str = "2022-05-06T08:00") -> Snapshot:
    """The figures of the district on the morning of day 10: paces are those of the end of day 9 (G14)."""
    return Snapshot(VALID, VALID.sprints[0], UNITS[0], at(when), rows, "@dong_anh_bot")


def of_charge(charge: Charge, figures: Snapshot | None = None) -> Digest:
    """A digest there must be."""
    found = digest(figures or snapshot(), charge, TEXTS)
    assert found is not None
    return found


def test_the_digest_of_the_small_sprint() -> None:
    """G14: critical before behind before watch, needed per day, drafts left lying, the rest as numbers."""
    found = of_charge(Charge("Nguyễn Thị Lan", drafts={"u5": 2, "u1": 1}))
    assert found.post.heading == "Việc cần quan tâm ngày 6/5 – còn 25 ngày"
    assert found.post.text == (
        "Kính gửi đồng chí Nguyễn Thị Lan!\n"
        "Đồng chí phụ trách 8 đơn vị, trong đó 5 đơn vị cần đôn đốc, hỗ trợ.\n"
        "\n"
        "Tính đến 8h00 ngày 6/5 (sáng kiến hợp lệ/chỉ tiêu):\n"
        "Cần tập trung:\n"
        "• CĐCS Công ty E: 0/25, mỗi ngày cần 1; 2 bản nháp để lâu\n"
        "• CĐCS Xã H: 25/200, mỗi ngày cần 7\n"
        "Đang chậm:\n"
        "• CĐCS Công ty D: 9/50, mỗi ngày cần 2\n"
        "Cần theo dõi:\n"
        "• CĐCS Công ty F: 3/12, mỗi ngày cần 1\n"
        "Còn bản nháp để lâu:\n"
        "• CĐCS Trường A: 40/40; 1 bản nháp để lâu\n"
        "\n"
        "Các đơn vị còn lại: đúng tiến độ 2, chưa có chỉ tiêu 1.\n"
        "\n"
        "Đề nghị đồng chí liên hệ, hướng dẫn các đơn vị trên. Trân trọng!"
    )
    assert found.units == ("u5", "u8", "u4", "u6", "u1")


def test_there_is_no_digest_without_something_to_do() -> None:
    """A cadre whose units keep pace is left in peace; a single draft left lying is something to do."""
    fine = Charge("Lan", units=frozenset({"u1", "u2", "u3", "u7"}))
    assert digest(snapshot(), fine, TEXTS) is None
    assert of_charge(replace(fine, drafts={"u3": 1})).units == ("u3",)


def test_nobody_is_late_on_the_first_morning() -> None:
    """Paces are those of the last midnight: on day 1 no unit is behind, however little it has."""
    assert digest(snapshot(when="2022-04-27T08:00"), Charge("Lan"), TEXTS) is None


def test_a_cadre_reads_of_his_own_units_only() -> None:
    """Units of other cadres are neither named nor counted."""
    found = of_charge(Charge("Lan", units=frozenset({"u4", "u5"})))
    assert found.units == ("u5", "u4")
    assert "phụ trách 2 đơn vị, tất cả" in found.post.text
    assert "Xã H" not in found.post.text


def test_the_owner_reads_which_units_have_no_cadre() -> None:
    """G14: u6 has none; the owner, who has no units of his own, is asked to name somebody."""
    found = of_charge(Charge("Hùng", units=frozenset(), without_cadre=frozenset({"u6"})))
    assert "Chưa có cán bộ phụ trách (1 đơn vị):\n• CĐCS Công ty F: 3/12, mỗi ngày cần 1" in found.post.text
    assert "phân công cán bộ" in found.post.text
    assert "Đồng chí phụ trách" not in found.post.text
    assert found.units == ("u6",)


def test_the_text_to_forward_names_nobody_who_is_behind() -> None:
    """It goes into a group: totals, how many have none, deadline and how to send, but no unit and no cadre."""
    forward = of_charge(Charge("Nguyễn Thị Lan")).forward
    assert not [name for name in (*BEHIND, "Lan") if name in forward]
    assert "107/417, đạt 25,7%" in forward
    assert "Còn 1 đơn vị chưa có sáng kiến." in forward
    assert "Hạn cuối: 24h00 ngày 31/5/2022." in forward
    assert forward.startswith("Kính gửi các đồng chí!")
    assert forward.endswith("Trân trọng!")


def test_the_last_day_is_called_so() -> None:
    """On 31/5 all that is missing is needed today, not "each day", and the heading says it is the last day."""
    found = of_charge(Charge("Lan"), snapshot(when="2022-05-31T08:00"))
    assert found.post.heading == "Việc cần quan tâm ngày 31/5 – ngày cuối cùng"
    assert "• CĐCS Công ty E: 0/25, hôm nay cần 25" in found.post.text


def test_a_long_list_is_cut_to_a_number_and_has_room() -> None:
    """Of sixty units twelve are named, beside as many without a cadre eight and eight more, and it fits one message."""
    rows = tuple(
        UnitRow(
            f"u{n}", f"Công đoàn cơ sở Công ty trách nhiệm hữu hạn {'Hoa ' * 20}{n}", "C1", 2000, counts(n)
        )
        for n in range(60)
    )
    long = of_charge(Charge("Lan"), snapshot(rows))
    assert (long.post.text.count("•"), "… và 48 đơn vị khác" in long.post.text) == (12, True)
    both = of_charge(Charge("Lan", without_cadre=frozenset(row.code for row in rows)), snapshot(rows))
    assert "… và 52 đơn vị khác" in both.post.text
    assert "Chưa có cán bộ phụ trách (60 đơn vị, kể cả 8 đơn vị đã nêu trên):" in both.post.text
    assert "… và 44 đơn vị khác" in both.post.text
    for found in (long, both):
        assert utf16_length(found.post.heading + found.post.text) <= ROOM
        assert found.post.text.endswith("Trân trọng!")


def test_no_unit_is_named_twice_in_a_digest() -> None:
    """Who is behind and has no cadre stands among those behind; the number without a cadre says so."""
    found = of_charge(Charge("Lan", without_cadre=frozenset({"u5", "u8"})))
    assert found.post.text.count("CĐCS Công ty E") == 1
    assert "Chưa có cán bộ phụ trách (2 đơn vị, kể cả 2 đơn vị đã nêu trên).\n" in found.post.text


def test_when_all_are_to_be_seen_to_the_digest_says_all() -> None:
    """Three of three reads as "tất cả", not as "3 đơn vị, trong đó 3 đơn vị"."""
    found = of_charge(Charge("Lan", units=frozenset({"u4", "u5", "u8"})))
    assert "Đồng chí phụ trách 3 đơn vị, tất cả đều cần đôn đốc, hỗ trợ." in found.post.text


def test_units_with_nothing_stand_before_those_with_little() -> None:
    """Among the critical the units with no initiative come first, the larger task before the smaller."""
    rows = (
        UnitRow("a", "A", target=10),
        UnitRow("b", "B", target=40),
        UnitRow("c", "C", target=100, now=counts(5), sprint_start=counts(5)),
    )
    assert of_charge(Charge("Lan"), snapshot(rows)).units == ("b", "a", "c")


def test_what_may_not_have_arrived_is_something_to_do() -> None:
    """An owner whose units all keep pace gets a digest because of two posts, and it holds no empty list."""
    fine = Charge("Hùng", units=frozenset({"u1", "u2", "u3"}), unknown=2)
    found = of_charge(fine)
    assert found.post.text == (
        "Kính gửi đồng chí Hùng!\n"
        "Đồng chí phụ trách 3 đơn vị, các đơn vị đều theo kịp tiến độ.\n"
        "\n"
        "Có 2 tin chưa rõ đã tới nơi hay chưa. Đồng chí chọn “Các tin chưa rõ” để xem và gửi lại nếu cần.\n"
        "\n"
        "Nhịp độ các đơn vị: đúng tiến độ 2, đã hoàn thành 1.\n"
        "\n"
        "Trân trọng!"
    )
    assert found.units == ()


def test_who_linked_a_group_is_told_that_the_bot_may_not_pin() -> None:
    """By the groups' titles, of many the first three and a number; a digest comes for that alone."""
    told = of_charge(Charge("Lan", units=frozenset({"u1"}), without_right=("Tổ May 1",))).post.text
    assert "Bot chưa có quyền ghim bảng trong nhóm “Tổ May 1”. Xin đồng chí nhờ quản trị viên nhóm" in told
    groups = tuple(f"Tổ {n}" for n in range(5))
    many = of_charge(Charge("Lan", without_right=groups)).post.text
    assert "trong nhóm “Tổ 0”, “Tổ 1”, “Tổ 2” và 2 nhóm khác." in many
    assert "Đang chậm:" in many


def test_an_owner_reads_which_bot_is_short_of_messages() -> None:
    """Beside what there is to do; the month alone is no reason for a digest, he was told of it in a message."""
    plan = Plan(messages=3000)
    short = Standing("c", "1", "Bot Một", plan, sent=2400)
    over = Standing("c", "2", "Bot Hai", plan, sent=10, stopped_at=at("2022-05-05T09:00"))
    fine = Charge("Hùng", units=frozenset({"u1", "u2", "u3"}), quotas=(short, over))
    assert digest(snapshot(), fine, TEXTS) is None
    said = of_charge(replace(fine, unknown=1)).post.text
    assert "Bot Một đã dùng 2.400/3.000 tin của tháng này." in said
    assert "Bot Hai đã hết hạn mức tin của tháng này, đang ngừng gửi." in said
