"""What makes a play fail: each fault is seen, and named in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.demo.calendar import Post, differences, expected_posts
from bot.demo.cast import CAMPAIGN_GROUP, ZALO, Cast, cast
from bot.demo.crowd import setting_of
from bot.demo.days import chosen_days
from bot.demo.ledger import Decision, Deed, Played
from bot.demo.options import DemoError
from bot.demo.state import State
from bot.demo.verdict import Trial, number_of
from campaign.boards import end, last_call, launch
from campaign.boards.headings import board_heading
from campaign.boards.snapshot import Snapshot
from campaign.file import read_campaign
from campaign.texts import Texts
from storage.inspection import Submission
from tests.bot.small_campaign import EXAMPLE

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
GOLDEN = Path(__file__).parents[1] / "data" / "g16_dong_anh_calendar.csv"


@cache
def example() -> Cast:
    return cast(read_campaign(EXAMPLE))


@cache
def good() -> Trial:
    """A play that went as it has to."""
    people = example()
    calendar = tuple(expected_posts(EXAMPLE, people))
    told = tuple(
        {
            "number": f"SK-DA-{400 + n:06d}",
            "platform": "telegram",
            "address": str(5000 + n),
            "user_id": 5000 + n,
        }
        for n in range(627)
    )
    decisions = tuple(decided())
    seen = (*deeds(people, calendar), *outcomes(decisions))
    crowd = {"registered": 627, "active": 0}
    played = Played((), seen, told, (), crowd, (), decisions=decisions)
    had = tuple(Submission(400 + n, "TTYT", str(5000 + n)) for n in range(627))
    state = State({"telegram": had}, {("board", "sent"): 29, ("board", "dropped"): 9}, (), 1002,
                  {"valid": 293, "submitted": 328, "rejected": 6})  # fmt: skip
    setting = setting_of(EXAMPLE, people.campaign, people.sprint)
    return Trial(people, setting, Texts(), played, state, {"telegram": calendar})


def decided() -> Iterator[Decision]:
    """293 valid, eight of which were asked about before, and six rejected."""
    for n in range(293):
        if n < 8:
            yield Decision(f"SK-DA-{400 + n:06d}", "asked")
        yield Decision(f"SK-DA-{400 + n:06d}", "valid")
    for n in range(293, 299):
        yield Decision(f"SK-DA-{400 + n:06d}", "rejected")


def outcomes(decisions: tuple[Decision, ...]) -> Iterator[Deed]:
    """What their authors were sent."""
    at = datetime(2022, 5, 20, 9, tzinfo=ZONE)
    for n, each in enumerate(decisions):
        author = 5000 + number_of(each.number) - 400
        yield Deed("sendmessage", author, 9000 + n, at, f"{Texts()('outcome-heading')}\n{each.number}")


def deeds(people: Cast, calendar: tuple[Post, ...]) -> list[Deed]:
    """The group's posts as the sandbox would have them, each board pinned and the one before unpinned."""
    made: list[Deed] = []
    pinned = 0
    for number, post in enumerate(calendar, 100):
        made.append(Deed("sendmessage", CAMPAIGN_GROUP, number, post.at, text_of(people, post)))
        if post.kind == "board":
            soon = post.at + timedelta(seconds=6)
            if pinned:
                made.append(Deed("unpinchatmessage", CAMPAIGN_GROUP, pinned, soon, ""))
            made.append(Deed("pinchatmessage", CAMPAIGN_GROUP, number, soon, "", silent=True))
            pinned = number
    return made


def text_of(people: Cast, post: Post) -> str:
    inside = min(post.at, people.sprint.ends_at - timedelta(microseconds=1))
    snapshot = Snapshot(people.campaign, people.sprint, people.root, inside, (), "")
    heading = {
        "board": lambda: board_heading(
            snapshot, [each for each in post.marks if each != "last_call"], Texts()
        ),
        "launch": lambda: launch(snapshot, Texts()).heading,
        "last_call": lambda: last_call(snapshot, Texts()).heading,
        "end": lambda: end(snapshot, Texts(), is_provisional=True).heading,
    }[post.kind]()
    call = Texts()("board-last-call", hours="7", end="24h00 ngày 31/5") if "last_call" in post.marks else ""
    return f"{heading}\nđã gửi 1.008/1.172 sáng kiến, đạt 86%\n{call}"


def faults(trial: Trial, **changes: Any) -> list[str]:
    """The faults after something in what was played is otherwise."""
    return replace(trial, played=replace(trial.played, **changes)).faults()


def stated(**changes: Any) -> list[str]:
    return replace(good(), state=replace(good().state, **changes)).faults()


def submitted(had: tuple[Submission, ...]) -> list[str]:
    return stated(submissions={"telegram": had})


def test_a_good_play_has_no_faults() -> None:
    """Nothing is found where nothing is wrong."""
    assert good().faults() == []


def test_what_was_told_must_be_there_once_and_be_whose_it_is() -> None:
    """A number that is not there, of somebody else, there twice, or told to nobody: each is named."""
    had = good().state.submissions["telegram"]
    assert any("was told the number 400" in each for each in submitted(had[1:]))
    assert any("there is an initiative 999" in each.lower()
               for each in submitted((*had, Submission(999, "TTYT", "1"))))  # fmt: skip
    assert submitted((replace(had[0], address="1"), *had[1:]))
    assert submitted((*had, had[0]))


def test_everything_planned_must_have_come_to_an_end() -> None:
    """A row left due or sending, an unknown one, a missed one, a wrong tally, another count: each is named."""
    left = stated(outbox={("board", "sent"): 29, ("pin", "sending"): 1})
    assert left == ["30 messages were planned and 29 came to an end; left: {('pin', 'sending'): 1}."]
    assert stated(outbox={("board", "unknown"): 1}) == ["1 messages are unknown."]
    assert stated(outbox={("edit", "missed"): 2}) == ["2 messages were missed: time ran past them."]
    assert stated(recount=("TTYT, gd1: counted 1, kept 2",)) == [
        "The tallies are wrong: TTYT, gd1: counted 1, kept 2."
    ]
    assert stated(counted=1001) == ["The sprint ends at 1007 (85,9%), not at 1008 (86%)."]


def test_the_groups_posts_must_be_those_of_the_calendar() -> None:
    """A post too many, too few, twice, late, with other marks, or a stranger among them: each is named."""
    seen = good().played.deeds
    board = next(deed for deed in seen if "Tuần mới" in deed.text)
    without = [deed for deed in seen if deed.message != board.message]
    assert "not posted: 04/05 17:00 board[week]" in "\n".join(faults(good(), deeds=tuple(without)))
    assert "posted twice: 04/05 17:00 board[week]" in "\n".join(faults(good(), deeds=(*seen, board)))
    plain = replace(board, text=board.text.replace("Tuần mới · ", ""))
    changed = [plain if deed is board else deed for deed in seen]
    assert "not in the calendar: 04/05 17:00 board." in "\n".join(faults(good(), deeds=tuple(changed)))
    late = [replace(board, at=board.at + timedelta(minutes=2)) if deed is board else deed for deed in seen]
    assert "not in the calendar: 04/05 17:02 board[week]" in "\n".join(faults(good(), deeds=tuple(late)))
    stranger = replace(board, text="Xin chào")
    assert "was sent at 04/05 17:00: 'Xin chào'." in "\n".join(faults(good(), deeds=(stranger, *seen)))


def test_boards_must_be_pinned_one_at_a_time() -> None:
    """An old board still pinned, a pin that comes late, an edit of an old board: each is named."""
    seen = good().played.deeds
    both = [deed for deed in seen if deed.method != "unpinchatmessage"]
    assert any("still pinned" in each for each in faults(good(), deeds=tuple(both)))
    late = [replace(deed, at=deed.at + timedelta(minutes=30)) if deed.method == "pinchatmessage" else deed
            for deed in seen]  # fmt: skip
    assert any("is no new post" in each for each in faults(good(), deeds=tuple(late)))
    first = next(deed for deed in seen if deed.method == "pinchatmessage")
    edit = Deed("editmessagetext", CAMPAIGN_GROUP, first.message, seen[-1].at - timedelta(hours=12), "x")
    assert any("an old board" in each for each in faults(good(), deeds=(*seen[:-1], edit, seen[-1])))


def test_every_pin_is_silent_and_every_post_is_heard() -> None:
    """A pin that pings everybody and a board that nobody hears are each named; an unpin makes no sound anyway."""
    seen = good().played.deeds
    loud = [replace(deed, silent=False) for deed in seen]
    assert "The pin at 27/04 17:00 in group" in "\n".join(faults(good(), deeds=tuple(loud)))
    mute = [replace(deed, silent=True) for deed in seen]
    told = faults(good(), deeds=tuple(mute))
    assert len(told) == sum(deed.is_post and deed.chat == CAMPAIGN_GROUP for deed in seen)
    assert told[0].startswith("What was posted at 27/04 08:00 in group")


def on_zalo() -> Trial:
    """A play on Zalo alone that went as it has to: one post a day, the last call a line of the last board."""
    people = replace(example(), companies=(ZALO,))
    calendar = tuple(expected_posts(EXAMPLE, people, ZALO))
    told = ({"number": "SK-DA-000400", "platform": "zalo", "address": "ab12"},)
    posts = tuple(
        Deed("sendmessage", ZALO.campaign_group, f"m{n}", post.at, text_of(people, post))
        for n, post in enumerate(calendar)
    )
    crowd = {"registered": 627, "active": 0}
    had = {"zalo": (Submission(400, "TTYT", "ab12"),)}
    state = State(had, {("board", "sent"): 27}, (), 1008)
    return Trial(
        people,
        good().setting.model_copy(update={"review": None}),
        Texts(),
        Played((), posts, told, (), crowd, ()),
        state,
        {"zalo": calendar},
    )


def test_zalo_is_judged_by_its_own_calendar() -> None:
    """G16's last column: 28 posts; a second one on a day, one that is missing, and words not heard are named."""
    trial = on_zalo()
    assert trial.faults() == []
    calendar = trial.calendars["zalo"]
    assert len(calendar) == 28
    assert [post.marks for post in calendar if "last_call" in post.marks] == [("T-0", "last_call")]
    seen = trial.played.deeds
    twice = "\n".join(faults(trial, deeds=(*seen[:1], seen[0], *seen[1:])))
    assert "got 2 posts on 27/04, where one a day is the most" in twice
    assert "on zalo: not posted: 31/05 17:00 board[T-0+last_call]" in "\n".join(
        faults(trial, deeds=tuple(deed for deed in seen if "Chỉ còn 7 giờ" not in deed.text))
    )
    lost = {"person": "z1051", "text": "xin chào", "reason": "users"}
    assert faults(trial, unheard=(lost,)) == [
        "1 messages of people never reached the bot; the first of z1051: users."
    ]


def test_a_number_told_on_one_platform_and_kept_on_the_other_is_named() -> None:
    """The same address on another platform is somebody else."""
    had = on_zalo().state.submissions["zalo"]
    moved = replace(on_zalo(), state=replace(on_zalo().state, submissions={"telegram": had})).faults()
    assert any("was told the number 400 on zalo, and no such" in each for each in moved)
    assert any("of person ab12 on telegram that nobody was told about" in each for each in moved)


def test_the_crowd_and_the_stand_in_are_heard() -> None:
    """Too few registered, somebody who gave up, a failed turn, a violation: each is named."""
    assert faults(good(), crowd={"registered": 626, "active": 0}) == [
        "626 workers of the crowd were told a number, 627 should have been."
    ]
    failure = {"at": "x", "reason": "the bot said nothing more", "transcript": [{"text": "dk"}]}
    assert faults(good(), failures=(failure,)) == [
        "A worker gave up on x: the bot said nothing more. The last line: 'dk'."
    ]
    sorry = Deed("sendmessage", 7, 7, good().played.deeds[0].at, Texts()("failed"))
    assert faults(good(), deeds=(sorry, *good().played.deeds)) == ["1 turns failed and people were told so."]
    broken = {"platform": "telegram", "rule": "sendMessage", "detail": "too fast"}
    assert faults(good(), violations=(broken,)) == [
        "The stand-in of telegram was treated against the rules: sendMessage: too fast."
    ]


def test_the_examples_calendar_is_g16_and_what_the_agenda_says(tmp_path: Path) -> None:
    """The file beside the example is the golden table, and without it the agenda says the same."""
    assert (EXAMPLE / "calendar.csv").read_bytes() == GOLDEN.read_bytes()
    assert differences(expected_posts(EXAMPLE, example()), expected_posts(tmp_path, example())) == []


def test_the_days_of_a_transcript() -> None:
    """Five by default with the morning after, else those that were typed in any of the usual ways."""
    usual = [f"{day.day}/{day.month}" for day in chosen_days("", example())]
    assert usual == ["27/4", "4/5", "16/5", "30/5", "31/5", "1/6"]
    assert [str(day) for day in chosen_days("16/5, 8", example())] == ["2022-05-04", "2022-05-16"]
    for typed in ("1/6", "36", "0", "mai kia"):
        with pytest.raises(DemoError, match="no day of the sprint"):
            chosen_days(typed, example())


def test_a_ledger_is_told_in_local_time() -> None:
    """An instant of the sandbox is shown as the campaign's clocks show it."""
    deed = Deed("sendmessage", 1, 1, datetime(2022, 5, 31, 20, tzinfo=ZONE), "Còn 4 giờ\nchi tiết")
    assert (deed.heading, str(deed.day), deed.is_post, deed.is_edit) == (
        "Còn 4 giờ",
        "2022-05-31",
        True,
        False,
    )


def test_a_review_that_came_to_something_else_is_a_fault() -> None:
    """One valid one less in the database, one said less, one never told to its author: each is named."""
    assert stated(decided={"valid": 292, "submitted": 329, "rejected": 6}) == [
        (
            "The review ends with {'valid': 292, 'submitted': 329, 'rejected': 6}, "
            "not with {'valid': 293, 'rejected': 6, 'submitted': 328}."
        )
    ]
    assert stated(untold=3) == ["Of 3 decisions the authors have heard nothing."]
    played = good().played
    fewer = faults(good(), decisions=played.decisions[1:])
    assert fewer == ["Reviewers said 'asked' 7 times, not 8 times."]
    unheard = tuple(deed for deed in played.deeds if "SK-DA-000500" not in deed.text)
    assert faults(good(), deeds=unheard) == ["The author of SK-DA-000500 was not told that it is 'valid'."]
