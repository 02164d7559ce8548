from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from pydantic import ValidationError

from sandbox.control import CROWD, DIRECTOR
from sandbox.crowd import Crowd
from sandbox.director import Director
from sandbox.persona import Plan, Rule, Worker
from sandbox.scenario import Scenario
from sandbox.server import WORLD, build
from sandbox.world import World
from tests.sandbox.scripted_bot import ScriptedBot, polling

START = datetime(2022, 4, 27, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
TOKEN = "77:abc"
PICTURES = {"photo", "sticker"}
RULES: list[dict[str, Any]] = [
    {"when": r"Đã ghi nhận sáng kiến (?P<number>SK-\S+\d)", "done": True},
    {"when": "Bạn đồng ý", "buttons": "Không", "press": "^Đồng ý"},
    {"when": "Họ và tên", "say": "{name}"},
    {"when": "Tên sáng kiến", "say": "{title}"},
]


def worker(number: int, *, minutes: float, start: str = "UNIT1", **changes: Any) -> dict[str, Any]:
    """One line of the crowd's file."""
    at = (START + timedelta(minutes=minutes)).isoformat()
    answers = {"title": f"Sáng kiến {number}"}
    plain = {"at": at, "first_name": "Hạnh", "start": start, "name": f"Người {number}", "answers": answers}
    return {**plain, **changes}


@dataclass
class Play:
    """A sandbox with a crowd, a director and a bot that polls it."""

    crowd: Crowd
    director: Director
    world: World
    bot: ScriptedBot
    url: str


@asynccontextmanager
async def playing(folder: Path, workers: list[dict[str, Any]], **plan: Any) -> AsyncIterator[Play]:
    """Everything at START, the crowd switched on."""
    file = folder / "crowd.json"
    file.write_text(json.dumps(workers), encoding="utf-8")
    scenario = Scenario.model_validate(
        {
            "now": START,
            "bots": [{"token": TOKEN, "username": "da_bot", "name": "Sáng kiến"}],
            "judge_results": True,
            "ends_at": START + timedelta(days=35),
            "crowd": {"file": str(file), "rules": RULES, "on": True, **plan},
        }
    )
    app = build(scenario)
    crowd = app[CROWD]
    assert crowd is not None
    async with TestServer(app, host="127.0.0.1") as server:
        url = str(server.make_url("")).rstrip("/")
        async with polling(url, TOKEN) as bot:
            yield Play(crowd, app[DIRECTOR], app[WORLD], bot, url)


async def test_every_worker_is_told_one_number(tmp_path: Path) -> None:
    """Forty workers, several at the same second, all register; the told numbers are the bot's, each once."""
    workers = [worker(n, minutes=n // 4) for n in range(40)]
    async with playing(tmp_path, workers, parallel=8) as play:
        began = time.monotonic()
        assert await play.director.advance(HOUR)
        jumps, gone = play.director.jumps, time.monotonic() - began
        print(f"{1000 * gone / jumps:.2f} ms a jump, {1000 * gone / 40:.1f} ms a talk")  # noqa: T201 - to read
        told = play.crowd.told()
        assert sorted(each.number for each in told) == play.bot.numbers
        assert len(told) == 40
        assert sorted(each.name for each in told) == sorted(line["name"] for line in workers)
        counts = play.crowd.counts
        assert counts == {
            "planned": 40,
            "coming": 0,
            "active": 0,
            "registered": 40,
            "failed": 0,
            "left": 0,
            "missed": 0,
        }
        assert play.world.violations == []


async def test_a_worker_takes_the_time_a_person_takes(tmp_path: Path) -> None:
    """Between the bot's line and the worker's next one at least one civil second passes, and at most two."""
    async with playing(tmp_path, [worker(1, minutes=5)]) as play:
        assert await play.director.advance(HOUR)
        lines = play.world.messages(play.crowd.told()[0].user_id)
        mine = [message.date for message in lines if not message.bot_id]
        theirs = [message.date for message in lines if message.bot_id]
        assert mine[0] == int((START + timedelta(minutes=5)).timestamp())
        for own in mine[1:]:
            last_heard = max(date for date in theirs if date < own)
            assert 1 <= own - last_heard <= 2


async def test_workers_of_a_slow_pace_act_together(tmp_path: Path) -> None:
    """With a pace of a minute everybody acts at whole minutes, at least half of one after the bot's line."""
    async with playing(tmp_path, [worker(n, minutes=5) for n in range(3)], pace=60) as play:
        assert await play.director.advance(HOUR)
        for told in play.crowd.told():
            lines = play.world.messages(told.user_id)
            mine = [message.date for message in lines if not message.bot_id]
            theirs = [message.date for message in lines if message.bot_id]
            assert all(date % 60 == 0 for date in mine)
            assert all(30 <= own - max(date for date in theirs if date < own) <= 90 for own in mine[1:])
        assert len(play.crowd.told()) == 3


async def test_a_worker_who_hears_nothing_gives_up(tmp_path: Path) -> None:
    """When the bot stays silent the worker is a failure, with the talk as it went."""
    async with playing(tmp_path, [worker(1, minutes=1, start="MUTE")], silence=120) as play:
        assert await play.director.advance(HOUR)
        (failure,) = play.crowd.failures()
        assert "nothing more" in failure.reason
        assert [line.text for line in failure.transcript] == ["/start MUTE"]
        assert failure.at == START + timedelta(minutes=3)


async def test_a_worker_who_understands_nothing_gives_up(tmp_path: Path) -> None:
    """Messages no rule knows end in a failure that shows them."""
    async with playing(tmp_path, [worker(1, minutes=1, start="ODD")], patience=0) as play:
        assert await play.director.advance(HOUR)
        (failure,) = play.crowd.failures()
        assert "no rule knows" in failure.reason
        assert failure.transcript[-1].text == "Trời hôm nay đẹp."
        assert play.crowd.told() == []


async def test_an_answer_the_plan_does_not_have_is_a_failure(tmp_path: Path) -> None:
    """A template that asks for a missing answer ends that worker's talk, not the crowd's."""
    async with playing(tmp_path, [worker(1, minutes=1, answers={}), worker(2, minutes=2)]) as play:
        assert await play.director.advance(HOUR)
        (failure,) = play.crowd.failures()
        assert "title" in failure.reason
        assert len(play.crowd.told()) == 1


async def test_no_more_than_so_many_talk_at_once(tmp_path: Path) -> None:
    """With one at a time, five who come at the same minute register one after the other, none lost."""
    async with playing(tmp_path, [worker(n, minutes=1) for n in range(5)], parallel=1) as play:
        assert await play.director.advance(HOUR)
        told = play.crowd.told()
        assert len(told) == 5
        assert len({each.at for each in told}) == 5


async def test_who_would_have_come_while_the_crowd_was_off_stays_away(tmp_path: Path) -> None:
    """Switched off nobody comes; switched on again only those still to come do."""
    async with playing(tmp_path, [worker(1, minutes=10), worker(2, minutes=90)], on=False) as play:
        assert await play.director.advance(HOUR)
        assert play.crowd.told() == []
        play.crowd.switch(on=True)
        assert await play.director.advance(HOUR)
        assert [each.name for each in play.crowd.told()] == ["Người 2"]
        assert play.crowd.counts["missed"] == 1


async def test_a_worker_who_puts_it_off_does_it_later(tmp_path: Path) -> None:
    """With `wait` nothing is done before that time, the slot is free for others, and the talk then goes on."""
    rules = [
        {"when": "Tên sáng kiến", "say": "{title}", "wait": 86_400, "only": "slow", "once": True},
        *RULES,
    ]
    workers = [worker(1, minutes=1, traits=["slow"]), worker(2, minutes=3)]
    async with playing(tmp_path, workers, rules=rules, parallel=1) as play:
        assert await play.director.advance(HOUR)
        assert [each.name for each in play.crowd.told()] == ["Người 2"]
        assert play.crowd.counts["active"] == 1
        assert await play.director.advance(timedelta(days=1))
        first, second = play.crowd.told()
        assert second.name == "Người 1"
        assert timedelta(hours=23, minutes=55) < second.at - first.at < timedelta(hours=24, minutes=5)


async def test_what_the_bot_says_meanwhile_may_bring_a_worker_back(tmp_path: Path) -> None:
    """A message with a rule of its own ends the wait; one without leaves the worker waiting."""
    rules = [
        {"when": "Tên sáng kiến", "say": "{title}", "wait": 86_400, "only": "slow", "once": True},
        {"when": "Còn bản nháp", "say": "{title}"},
        *RULES,
    ]
    async with playing(tmp_path, [worker(1, minutes=1, traits=["slow"])], rules=rules) as play:
        assert await play.director.advance(HOUR)
        someone = next(iter(user for user in play.world.users.values() if user.first_name == "Hạnh"))
        await play.bot.say(someone.id, "Chúc một ngày tốt lành!")
        assert await play.director.advance(HOUR)
        assert play.crowd.told() == []
        await play.bot.say(someone.id, "Còn bản nháp.")
        assert await play.director.advance(HOUR)
        assert len(play.crowd.told()) == 1
        assert play.crowd.failures() == []


async def test_a_worker_may_go_away(tmp_path: Path) -> None:
    """A rule for one trait only touches nobody else, and leaving as the rules say is no failure."""
    rules = [
        {"when": "Bạn đồng ý", "pick": "Không", "only": "wary", "once": True},
        {"when": "Bạn chọn: Không", "leave": True},
        *RULES,
    ]
    workers = [worker(1, minutes=1, traits=["wary"]), worker(2, minutes=2), worker(3, minutes=3)]
    async with playing(tmp_path, workers, rules=rules) as play:
        assert await play.director.advance(HOUR)
        counts = play.crowd.counts
        assert (counts["left"], counts["registered"], counts["failed"]) == (1, 2, 0)


async def test_a_sticker_and_a_photo_are_sent_over_the_wire(tmp_path: Path) -> None:
    """Instead of words a worker may send a sticker or a picture; the bot gets it as such."""
    rules = [
        {"when": "Họ và tên", "send": "photo", "only": "playful", "once": True},
        {"when": "Đã nhận ảnh", "send": "sticker", "only": "playful", "once": True},
        *RULES,
    ]
    workers = [worker(1, minutes=1, traits=["playful"])]
    async with playing(tmp_path, workers, rules=rules, silence=60) as play:
        assert await play.director.advance(HOUR)
        kinds = [key for update in play.bot.seen for key in update.get("message", ()) if key in PICTURES]
        assert kinds == ["photo", "sticker"]


async def test_what_was_told_can_be_asked_for(tmp_path: Path) -> None:
    """The API lists the told numbers with the worker, the failures with the talk, and the crowd in its state."""
    workers = [worker(1, minutes=1), worker(2, minutes=1, start="ODD")]
    async with playing(tmp_path, workers, patience=0) as play, aiohttp.ClientSession(play.url) as session:
        async with session.post("/sandbox/api/clock/advance", json={"hours": 1, "wait": True}) as answer:
            assert await answer.json() == {"arrived": True}
        told = (await (await session.get("/sandbox/api/crowd/told")).json())["told"]
        assert [(each["number"], each["name"], each["start"]) for each in told] == [
            ("SK-T-000001", "Người 1", "UNIT1")
        ]
        failures = (await (await session.get("/sandbox/api/crowd/failures")).json())["failures"]
        assert failures[0]["transcript"][-1]["who"] == "bot"
        state = await (await session.get("/sandbox/api/state")).json()
        assert state["crowd"]["registered"] == 1
        assert state["crowd"]["failed"] == 1


@pytest.mark.parametrize(
    "rule",
    [
        {"when": "x"},
        {"when": "x", "say": "a", "press": "b"},
        {"when": "x", "done": True},
        {"when": "(", "say": "a"},
        {"when": "x", "say": "a", "unknown": 1},
        {"when": "x", "say": "a", "leave": True},
        {"when": "x", "send": "song"},
    ],
)
def test_a_rule_that_means_nothing_is_refused(rule: dict[str, Any]) -> None:
    """A rule has one deed, a `done` captures the number, expressions compile, unknown keys are named."""
    with pytest.raises(ValidationError):
        Rule.model_validate(rule)


def test_workers_without_a_zone_are_refused(tmp_path: Path) -> None:
    """An instant without offset in the crowd's file is a mistake, not somebody's local time."""
    file = tmp_path / "crowd.json"
    file.write_text(json.dumps([worker(1, minutes=1, at="2022-04-27T08:00:00")]), encoding="utf-8")
    with pytest.raises(ValidationError, match="at"):
        Plan(file=file, rules=()).workers()


def test_templates_are_filled_with_the_worker() -> None:
    """A template takes the name, the first name and every answer."""
    someone = Worker.model_validate(worker(7, minutes=0))
    assert someone.fill("{name} ({first_name}): {title}") == "Người 7 (Hạnh): Sáng kiến 7"
