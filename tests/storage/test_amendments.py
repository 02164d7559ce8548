"""Decisions taken in chat are kept beside the file, and hold after a restart."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.overlay import Overlay, overlay
from campaign.amending import PolicyChange, TargetChange, TextChange
from campaign.definition import Campaign, Target
from campaign.file import read_campaign, revision_hash
from campaign.targets import current
from storage.campaigns import WrongCampaignError, apply, standing
from storage.database import Database
from storage.records import Amendment
from storage.writing import write
from tests.storage.rows import NOW

CAMPAIGN = read_campaign(Path(__file__).parents[2] / "examples" / "dong-anh")
RAISED = TargetChange(unit="DHOI", phase="gd1", kind="raised", value=40)
DECIDED = Amendment(
    id=1, kind="target", subject="DHOI", body=RAISED.model_dump_json(), state="in_force", by_person=7, at=NOW,
    decided_by=8, decided_at=NOW,
)  # fmt: skip


async def _applied(database: Database, campaign: Campaign) -> bool:
    codes = {unit.code: f"lnk{unit.code.lower()}" for unit in campaign.units}
    return await apply(database, campaign, revision_hash(campaign), NOW, codes)


async def _keep(database: Database, *decided: Amendment) -> None:
    async with database.write() as connection:
        connection.queue(write, decided)


def _target(campaign: Campaign) -> int | None:
    found = current(campaign.targets, "DHOI", "gd1")
    return None if found is None else found.value


async def test_what_was_decided_holds_after_a_restart(database: Database) -> None:
    """The overlay is read back, proposals and what was taken back are not in it; reports see the same."""
    await _applied(database, CAMPAIGN)
    await _keep(
        database,
        DECIDED,
        replace(
            DECIDED, id=2, state="proposed", body=RAISED.model_copy(update={"value": 90}).model_dump_json()
        ),
        replace(
            DECIDED, id=3, state="undone", body=RAISED.model_copy(update={"value": 99}).model_dump_json()
        ),
    )
    assert _target((await overlay(CAMPAIGN, database)).campaign) == 40
    async with database.read() as connection:
        campaign = await standing(connection)
    assert campaign is not None
    assert _target(campaign) == 40


def test_the_overlay_follows_what_is_decided_and_taken_back() -> None:
    """A decision changes the campaign, taking it back brings the file's again; a proposal changes nothing."""
    followed = Overlay(CAMPAIGN)
    filed = _target(CAMPAIGN)
    assert not followed.follow([replace(DECIDED, state="proposed")])
    assert followed.follow([DECIDED])
    assert _target(followed.campaign) == 40
    assert not followed.follow([DECIDED])
    assert followed.follow([replace(DECIDED, state="undone")])
    assert _target(followed.campaign) == filed


def test_of_two_decisions_the_later_holds_whatever_their_numbers() -> None:
    """An older proposal may be decided after a newer one."""
    later = replace(
        DECIDED, id=2, body=json.dumps({"of": "target", "unit": "DHOI", "phase": "gd1", "kind": "raised", "value": 50})
    )  # fmt: skip
    first = Overlay(CAMPAIGN, [replace(DECIDED, decided_at=NOW + timedelta(hours=1)), later])
    assert _target(first.campaign) == 40


async def test_a_changed_file_against_a_decision_is_refused_line_by_line(database: Database) -> None:
    """Nothing of such a file is applied; the same file with what was decided is."""
    await _applied(database, CAMPAIGN)
    await _keep(database, DECIDED)
    line = Target(phase="gd1", kind="raised", value=50, unit="DHOI")
    with pytest.raises(WrongCampaignError, match=r"unit DHOI, phase gd1, raised: .* 50, but 40 was decided"):
        await _applied(database, CAMPAIGN.model_copy(update={"targets": (*CAMPAIGN.targets, line)}))
    assert not await _applied(database, CAMPAIGN)
    same = line.model_copy(update={"value": 40})
    assert await _applied(database, CAMPAIGN.model_copy(update={"targets": (*CAMPAIGN.targets, same)}))


async def test_new_words_are_there_as_soon_as_they_are_decided_and_after_a_restart(
    database: Database,
) -> None:
    """Whoever holds on to the texts asks for them anew; taken back, the old ones are said."""
    await _applied(database, CAMPAIGN)
    running = await overlay(CAMPAIGN, database)
    source = TextChange(id="office-stopped", source="office-stopped = Dừng.").model_dump_json()
    decided = replace(DECIDED, kind="text", subject="office-stopped", body=source)
    before = running.texts
    assert running.follow([decided])
    assert (running.texts("office-stopped"), running.filed) == ("Dừng.", CAMPAIGN)
    await _keep(database, decided)
    assert (await overlay(CAMPAIGN, database)).texts("office-stopped") == "Dừng."
    assert running.follow([replace(decided, state="undone")])
    assert running.texts("office-stopped") == before("office-stopped")


async def test_a_file_that_was_changed_against_the_chat_is_refused_with_the_key_or_the_text(
    database: Database,
) -> None:
    """A value of the policy and a text as targets: nothing of such a file is applied, the bot names every line."""
    await _applied(database, CAMPAIGN)
    later = PolicyChange(values={"board_at": "18:00:00"}).model_dump_json()
    words = TextChange(id="office-stopped", source="office-stopped = Dừng.").model_dump_json()
    await _keep(
        database,
        replace(DECIDED, kind="policy", subject="board", body=later),
        replace(DECIDED, id=2, kind="text", subject="office-stopped", body=words),
    )
    policy = CAMPAIGN.policy.model_copy(update={"board_at": time(16)})
    changed = CAMPAIGN.model_copy(update={"policy": policy, "texts": "office-stopped = Thôi."})
    with pytest.raises(WrongCampaignError) as refused:
        await _applied(database, changed)
    told = str(refused.value).splitlines()
    assert told[0].startswith("policy: board_at: the file now says 16:00, but 18:00 was decided in chat on ")
    assert told[1].startswith("texts.ftl: office-stopped: the file now says “Thôi.”, but “Dừng.” was decided")
    assert not await _applied(database, CAMPAIGN)
