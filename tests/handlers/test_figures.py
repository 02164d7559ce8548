"""Figures a conversation sees: those of the boards, but of this very moment."""

from __future__ import annotations

from typing import Any

from campaign.standings import UnitRow
from handlers.figures import period, rows, snapshot
from handlers.turn import Turn
from storage.loading import load
from storage.reading import NotLoadedError
from storage.tallies import days_to_take, take_snapshot, unit_rows
from storage.workspace import Workspace
from tests.handlers.stage import ZONE, Phone, Stage


async def at_this_moment(stage: Stage, look: Any) -> Any:
    """What a look-up of a turn gives now, loaded as the unit of work loads it."""
    phone = stage.phone()
    workspace = Workspace(stage.database.ids)
    turn: Any = Turn(
        incoming=stage.update(phone, {"kind": "text"}).incoming,
        chat=None,  # type: ignore[arg-type]  # figures know of no chat
        channel=stage.turns._setting.channels["telegram", "4242"],
        conversation=None,
        state=None,  # type: ignore[arg-type]
        person=None,
        records=workspace,
        scene=stage._scene(),
        now=stage.clock.now(),
    )
    async with stage.database.read() as connection:
        while True:
            try:
                return look(turn)
            except NotLoadedError as missing:
                await load(connection, workspace, [missing.key])


async def board_rows(stage: Stage) -> dict[str, UnitRow]:
    """The same figures as the boards read them, from the daily snapshots."""
    sprint, now = stage.campaign.sprints[0], stage.clock.now()
    async with stage.database.write() as connection:
        for day in days_to_take(now, sprint.starts_at, ZONE):
            await take_snapshot(connection, sprint.phase, day)
        return await unit_rows(
            connection,
            phase=sprint.phase,
            units=stage._scene().units.units,
            targets=stage._scene().goals[sprint.phase],
            sprint_start=sprint.starts_at,
            now=now,
            zone=ZONE,
        )


async def test_a_conversation_and_a_board_tell_the_same_figures(stage: Stage) -> None:
    """Now, at midnight, a week before it and at the sprint's start: the same counts as the board's snapshots give."""
    for unit, day in (("QTD", "6/5"), ("QTD", "7/5"), ("QTD", "12/5"), ("DHOI", "14/5"), ("DHOI", "19/5")):
        stage.at(day)
        phone = stage.phone()
        await phone.joins(unit)
        await phone.registers(f"Cải tiến cách bàn giao ca ngày {day} ở chỗ tôi")
    await phone.say("/cuatoi")
    await phone.say("1")
    await phone.press("Rút lại")
    await phone.press("Rút sáng kiến này")
    found = await at_this_moment(
        stage, lambda turn: rows(turn, turn.scene.units.units, stage.campaign.sprints[0])
    )
    assert found == await board_rows(stage)
    assert found["DHOI"].now.withdrawn == 1
    assert found["DHOI"].day_start != found["DHOI"].now
    assert found["QTD"].reached_at is not None


async def test_of_a_unit_above_its_own_initiatives_count_too(stage: Stage) -> None:
    """Somebody of the district's own office counts in the district, without making its target twice."""
    phone = stage.phone()
    await phone.joins("LDLD")
    assert "381 → 382/1.172" in await phone.registers()
    found = await at_this_moment(stage, lambda turn: snapshot(turn, "LDLD"))
    assert found.done == 382
    assert (found.progress.done, found.progress.target) == (382, 1172)


async def test_every_moment_has_its_period(stage: Stage) -> None:
    """The sprint while it runs and a day longer, then the open phase, after everything the last sprint."""
    told = []
    for moment in ("5/5", "1/6", "2/6", "1/10/2023"):
        stage.at(moment)
        told.append((await at_this_moment(stage, period)).code)
    assert told == ["cd35", "cd35", "gd2", "cd35"]


async def test_figures_of_this_batch_are_seen(stage: Stage, worker: Phone) -> None:
    """An initiative sent and the ranking asked for in one batch: the ranking knows of it."""
    await worker.say("/dangky")
    await worker.registers()
    stage.later(seconds=5)
    await stage.work(
        stage.update(worker, {"kind": "press", "token": "!xephang", "revision": 1}),
        stage.update(worker, {"kind": "text", "text": "tiến độ"}),
    )
    assert "đã gửi 9/12" in worker.all[-2].text
    assert "đã gửi 382/1.172" in worker.all[-1].text
