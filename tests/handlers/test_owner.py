"""What only owners do: pausing everything, closing a phase, the audit log."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.outbox import insert_new
from storage.records import Audit
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage
from tests.storage.rows import outgoing

REFUSED = "dành cho cán bộ phụ trách"


@pytest.mark.parametrize("command", ["tạm dừng tất cả", "tiếp tục tất cả", "khóa sổ", "nhật ký"])
async def test_only_an_owner_may(stage: Stage, command: str) -> None:
    """A cadre of the whole tree is no owner."""
    cadre = await cadre_of(stage, "LDLD")
    assert REFUSED in await cadre.say(command)
    assert await stage.rows("SELECT * FROM amendment") == []


# Pausing


async def test_a_pause_drops_what_waits_and_answers_go_on(stage: Stage, worker: Phone) -> None:
    """What the bot would have begun by itself is dropped, what somebody waits for is not; a worker is answered."""
    owner = await owner_of(stage)
    now = stage.clock.now()
    later = now + timedelta(hours=3)
    chat = await stage.value("SELECT id FROM chat WHERE address = :a", a=worker.address)
    async with stage.database.write() as connection:
        rows = [
            outgoing(9000 + n, chat_id=chat, kind=kind, key=kind, state="due", not_before=later,
                     useful_until=later + timedelta(hours=9), created_at=now)
            for n, kind in enumerate(("nudge", "board", "outcome", "answer"))
        ]  # fmt: skip
        await insert_new(connection, rows)
    assert "Đã tạm dừng" in await owner.say("tạm dừng tất cả")
    states = await stage.rows("SELECT kind, state, reason FROM outbox WHERE id >= 9000 ORDER BY id")
    assert [(row["kind"], row["state"], row["reason"]) for row in states] == [
        ("nudge", "dropped", "paused"),
        ("board", "dropped", "paused"),
        ("outcome", "due", ""),
        ("answer", "due", ""),
    ]
    assert stage.overlay.is_paused
    assert "SK-DA-" in await worker.registers()


async def test_who_pauses_a_second_time_is_told_who_did_it_first(stage: Stage) -> None:
    """Two owners at once, and one who goes on: it is paused once and resumed once."""
    first, second = await owner_of(stage), await owner_of(stage, "Phạm Đức Anh")
    await first.say("tạm dừng tất cả")
    assert "đồng chí Trần Thị Chủ" in await second.say("tạm dừng tất cả")
    assert "trở lại" in await second.press("Tiếp tục tất cả")
    assert not stage.overlay.is_paused
    assert "bình thường" in await first.press("Tiếp tục tất cả")
    audit = await stage.rows("SELECT action FROM audit WHERE action LIKE 'all%' ORDER BY id")
    assert [row["action"] for row in audit] == ["all_paused", "all_resumed"]


# Closing a phase


async def test_a_phase_is_not_closed_before_it_ends(stage: Stage) -> None:
    """Until then the owner reads when each phase ends; nothing is asked."""
    owner = await owner_of(stage)
    said = await owner.say("khóa sổ")
    assert "phải kết thúc rồi mới khóa" in said
    assert "Giai đoạn 1: nhận sáng kiến đến 24h00 ngày 31/5/2022" in said


async def test_a_closed_phase_s_figures_stand(stage: Stage, worker: Phone) -> None:
    """Between its end and its close an owner closes it now; a later decision changes no figure (I3)."""
    owner, cadre = await owner_of(stage), await cadre_of(stage, "DHOI")
    await worker.registers()
    stage.clock.set(stage.campaign.phase("gd1").ends_at + timedelta(hours=9))
    said = await owner.say("khóa sổ")
    assert "Không hoàn tác được" in said
    assert "sáng kiến còn chờ" in said
    await owner.press("Khóa sổ")
    assert "Đã khóa sổ giai đoạn 1" in owner.text
    assert stage.campaign.phase("gd1").closes_at <= stage.clock.now()
    before = await stage.rows("SELECT * FROM tally WHERE unit = 'DHOI'")
    await cadre.say("/duyet")
    await cadre.press("Hợp lệ")
    assert await stage.rows("SELECT * FROM tally WHERE unit = 'DHOI'") == before
    assert "đã khóa lúc" in await owner.say("khóa sổ")


async def test_of_two_owners_one_closes_the_phase(stage: Stage) -> None:
    """The other, who was being asked, hears that it is closed already; a no changes nothing."""
    first, second = await owner_of(stage), await owner_of(stage, "Phạm Đức Anh")
    stage.clock.set(stage.campaign.phase("gd1").ends_at + timedelta(hours=9))
    await first.say("khóa sổ")
    await second.say("khóa sổ")
    assert "Chưa có gì thay đổi" in await first.say("không")
    assert await stage.rows("SELECT * FROM amendment") == []
    await first.say("khóa sổ")
    await first.press("Khóa sổ")
    assert "đã khóa sổ rồi" in await second.press("Khóa sổ")
    assert len(await stage.rows("SELECT * FROM amendment")) == 1


# The audit log


async def test_the_log_tells_who_did_what_newest_first_in_pages(stage: Stage) -> None:
    """Eight lines a page, from the newest back and to the newest again; every line has a name, a moment and a deed."""
    owner = await owner_of(stage)
    person = (await owner.person())["id"]
    at = stage.clock.now()
    await stage.write(
        *(
            Audit(
                id=1000 + n,
                at=at + timedelta(minutes=n),
                person_id=person,
                action="group_linked",
                subject="DHOI",
            )
            for n in range(12)
        )
    )
    await owner.say("tạm dừng tất cả")
    first = (await owner.say("nhật ký")).splitlines()
    assert first[0] == "Nhật ký điều hành (mới nhất trước)"
    assert len(first) == 9
    assert "Trần Thị Chủ – liên kết nhóm – Xã Đông Hội" in first[2]
    older = await owner.press("Cũ hơn")
    assert "liên kết nhóm – Xã Đông Hội" in older
    assert "Mới nhất" in " ".join(owner.labels)
    assert (await owner.press("Mới nhất")).splitlines() == first


async def test_what_the_log_does_not_know_is_shown_all_the_same(stage: Stage) -> None:
    """A deed of a later version, of somebody who had himself erased."""
    owner = await owner_of(stage)
    await stage.write(Audit(id=1000, at=stage.clock.now(), person_id=None, action="new_deed", subject="42"))
    assert "– – việc khác (new_deed)" in await owner.say("nhật ký")


async def test_a_nonsense_page_is_the_newest(stage: Stage) -> None:
    """Whatever stands behind the command."""
    owner = await owner_of(stage)
    await owner.say("tạm dừng tất cả")
    for argument in ("~x", "~-5", "abc", "~999999999999999999999"):
        assert "Nhật ký điều hành" in await owner.say(f"/nhatky {argument}"), argument
