"""The one path: a batch is one unit of work, whatever becomes of its turns, its writing and its answers."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy.exc import OperationalError

from bot import turns as unit_of_work
from bot.batch import Update
from handlers import routes
from handlers.outcome import Outcome
from handlers.turn import Turn
from storage.outbox import Result
from tests.handlers.drafts import reviews
from tests.handlers.stage import OTHER, START, Phone, Stage, example, prepare, typed


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the example campaign, made once."""
    place = tmp_path_factory.mktemp("turns") / "campaign.sqlite3"
    prepare(place)
    return place


@pytest.fixture
async def stage(migrated: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The real unit of work; unlike elsewhere, turns are made to fail here."""
    place = tmp_path / "nuocrut.sqlite3"
    shutil.copy(migrated, place)
    made = Stage(f"sqlite+aiosqlite:///{place}", example(), START)
    await made.open()
    yield made
    await made.close()


def said(stage: Stage, phone: Phone, words: str) -> Update:
    return stage.update(phone, {"kind": "text", **typed(words)})


async def count(stage: Stage, table: str, where: str = "1 = 1") -> Any:
    return await stage.value(f"SELECT count(*) FROM {table} WHERE {where}")


async def test_an_update_that_comes_twice_is_worked_off_once(stage: Stage) -> None:
    """In one batch or in two, one update is one turn with one answer."""
    phone = stage.phone()
    update = said(stage, phone, "xin chào")
    await stage.work(update, update)
    await stage.work(update)
    assert len(phone.all) == 1
    assert await count(stage, "inbox") == 1
    assert await count(stage, "outbox") == 1


async def test_two_messages_at_once_are_two_turns_in_order(stage: Stage) -> None:
    """The second answers the question the first one led to, in the same commit."""
    phone = stage.phone()
    await phone.joins()
    await stage.work(said(stage, phone, "đăng ký"), said(stage, phone, "Kệ khuôn sơn màu cho tổ"))
    headings = [message.heading for message in phone.all[-2:]]
    assert headings == ["1/12 · Tên sáng kiến", "2/12 · Lĩnh vực"]


async def test_the_same_words_twice_at_once_are_one_answer(stage: Stage) -> None:
    """What was sent again before the next question was delivered does not answer that question."""
    phone = stage.phone()
    await phone.joins()
    await phone.say("đăng ký")
    await stage.work(*(said(stage, phone, "Kệ khuôn sơn màu cho tổ") for _ in range(2)))
    assert phone.all[-1].heading == "2/12 · Lĩnh vực"


async def test_the_same_words_to_the_next_question_are_an_answer(stage: Stage) -> None:
    """Whoever has seen the question may answer it with the words of before, even where time stands still."""
    phone = stage.phone()
    await phone.joins()
    await phone.say("đăng ký")
    for _ in range(3):
        assert "ngắn" in await phone.say("ngắn", wait=0)


async def test_a_handler_that_raises_has_written_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its update is kept with the traceback, the person gets a polite word, the others of the batch go on."""
    broken, fine = stage.phone("Nguyễn Văn An"), stage.phone("Trần Thị Ánh")
    respond = routes.respond

    def fail_for_one(turn: Turn) -> Outcome:
        outcome = respond(turn)
        if turn.chat.address == broken.address:
            raise ZeroDivisionError("số điện thoại 0912345678")
        return outcome

    monkeypatch.setattr(routes, "respond", fail_for_one)
    with structlog.testing.capture_logs() as logged:
        await stage.work(said(stage, broken, "xin chào"), said(stage, fine, "xin chào"))
    assert [phone.all[0].text[:7] for phone in (broken, fine)] == ["Xin lỗi", "Chào an"]
    [aside] = await stage.rows("SELECT key, body, error FROM inbox WHERE state = 'set_aside'")
    assert aside["body"] == "{}"
    assert "ZeroDivisionError" in aside["error"]
    assert await count(stage, "conversation") == 1
    assert [line["error"] for line in logged if line["log_level"] == "error"] == ["ZeroDivisionError"]


async def test_of_a_batch_that_cannot_be_written_only_the_culprit_is_lost(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writing is done again turn by turn; the one that fails alone is set aside, with a polite word."""
    phones = [stage.phone(name) for name in ("Nguyễn Văn An", "Trần Thị Ánh", "Lê Văn Hùng")]
    write = vars(unit_of_work)["write"]

    async def refuse_one(connection: Any, changes: Any) -> None:
        changes = list(changes)
        addresses = {getattr(change, "address", "") for change in changes}
        await write(connection, changes)
        if phones[1].address in addresses:
            raise OperationalError("INSERT", {}, Exception("disk full"))

    monkeypatch.setattr(unit_of_work, "write", refuse_one)
    await stage.work(*(said(stage, phone, "xin chào") for phone in phones))
    monkeypatch.undo()
    assert [phone.all[-1].text[:7] for phone in (phones[0], phones[2])] == ["Chào an", "Chào an"]
    assert await count(stage, "inbox", "state = 'set_aside'") == 1
    assert await count(stage, "inbox", "state = 'done'") == 2
    assert await count(stage, "chat") == 2
    await phones[1].say("xin chào")
    assert phones[1].all[-1].text.startswith("Chào anh/chị!")


async def test_a_question_to_a_chat_not_loaded_yet_leaves_nothing_behind(stage: Stage) -> None:
    """The turn is played again once the cadre's chat is there, and the answer and the question go out once each."""
    cadre, worker = stage.phone("Trần Văn Bình"), stage.phone("Nguyễn Văn An")
    await cadre.joins()
    await stage.appoint(cadre, "cadre", "DHOI")
    await worker.joins()
    heard = len(cadre.all)
    assert "đã chuyển câu hỏi" in await worker.say("/hoi Có cần giấy công nhận không?")
    assert [message.text[:8] for message in cadre.all[heard:]] == ["Kính gửi"]
    assert await stage.set_aside() == []


async def test_replies_are_committed_as_being_sent(stage: Stage) -> None:
    """Nothing is sent that is not written down first: while a reply is on its way its row says so."""
    phone = stage.phone()
    seen: list[Any] = []
    send = stage.ear.send

    async def look(chat: Any, message: Any) -> Any:
        seen.append((await stage.rows("SELECT state FROM outbox"))[0]["state"])
        return await send(chat, message)

    stage.ear.send = look  # type: ignore[method-assign]  # looks at the moment of sending
    await phone.say("xin chào")
    assert seen == ["sending"]
    assert await stage.value("SELECT state FROM outbox") == "sent"


async def test_how_sends_came_out_survives_a_commit_that_fails(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a failed transaction had taken along is written by the next one."""
    phone = stage.phone()
    await phone.say("xin chào")
    number = await stage.value("SELECT id FROM outbox")
    stage.delivery.outcomes.results.append(Result(number, "sent", stage.clock.now(), message="again"))

    async def fail() -> None:
        async with stage.turns.commit():
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await stage.value("SELECT message FROM outbox") != "again"
    await stage.turns.flush()
    assert await stage.value("SELECT message FROM outbox") == "again"


async def test_who_writes_can_be_written_to(stage: Stage) -> None:
    """A chat that was found unreachable is active again as soon as the person writes."""
    phone = stage.phone()
    await phone.say("xin chào")
    stage.ear.gone.add(phone.address)
    await phone.say("có ai không?")
    await stage.turns.flush()
    assert await stage.value("SELECT state FROM chat") == "blocked"
    stage.ear.gone.clear()
    assert await phone.say("tôi đây")
    assert await stage.value("SELECT state FROM chat") == "active"


async def test_many_people_are_one_commit(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred updates that waited are worked off in one transaction, whatever they have to look up."""
    phones = [stage.phone(f"Người {number}") for number in range(100)]
    commits = 0
    write = stage.database.write

    def counting() -> Any:
        nonlocal commits
        commits += 1
        return write()

    monkeypatch.setattr(stage.database, "write", counting)
    await stage.turns.work([said(stage, phone, "xin chào") for phone in phones])
    assert commits == 1
    await stage.settle()
    assert all(len(phone.all) == 1 for phone in phones)


async def test_many_drafts_begun_at_once_were_worked_off_one_by_one(stage: Stage) -> None:
    """Forty people begin and name an initiative in one batch: one commit, though every new draft is asked about."""
    phones = [stage.phone() for _ in range(40)]
    for phone in phones:
        await phone.joins()
    with structlog.testing.capture_logs() as logged:
        await stage.work(*(said(stage, phone, "đăng ký") for phone in phones))
        await stage.work(*(said(stage, phone, "Kệ khuôn sơn màu cho tổ") for phone in phones))
    assert {phone.all[-1].heading for phone in phones} == {"2/12 · Lĩnh vực"}
    assert [line["event"] for line in logged if line["log_level"] == "error"] == []
    assert await count(stage, "draft") == 40


# One person, two channels


async def two_chats(stage: Stage) -> tuple[Phone, Phone]:
    """A worker who has joined on one platform, and his second account on the other."""
    first, second = stage.phone(), stage.phone(channel=OTHER)
    await first.joins()
    code = (await first.say("nối tài khoản")).rpartition("---\n")[2]
    await second.say(code)
    await second.say("có")
    return first, second


async def test_two_updates_of_one_person_from_two_channels_in_one_batch_are_in_order(stage: Stage) -> None:
    """What he sends here is in the list he asks for there, though sending has more to look up than listing."""
    first, second = await two_chats(stage)
    await reviews(first)
    await stage.work(said(stage, first, "gửi"), said(stage, second, "của tôi"))
    number = first.all[-1].heading.removeprefix("Đã ghi nhận ")
    assert number.startswith("SK-DA-")
    assert number in second.all[-1].full_text()


async def test_two_batches_of_one_person_at_once_are_in_order(stage: Stage) -> None:
    """Two channels bring their batches in the same moment: the second begins when all of the first is written."""
    first, second = await two_chats(stage)
    await asyncio.gather(
        stage.turns.work([said(stage, first, "đăng ký")]), stage.turns.work([said(stage, second, "tiếp tục")])
    )
    await stage.settle()
    assert second.all[-1].heading == "1/12 · Tên sáng kiến"
    assert await count(stage, "draft") == 1


async def test_a_batch_done_again_turn_by_turn_is_not_overtaken(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first batch cannot be written as a whole: what came meanwhile by the other channel waits."""
    first, second = await two_chats(stage)
    write = vars(unit_of_work)["write"]
    refused: list[Any] = []

    async def refuse_once(connection: Any, changes: Any) -> None:
        await write(connection, changes)
        if not refused:
            refused.append(changes)
            raise OperationalError("INSERT", {}, Exception("disk full"))

    monkeypatch.setattr(unit_of_work, "write", refuse_once)
    begun = [said(stage, first, "đăng ký"), said(stage, first, "Kệ khuôn sơn màu cho tổ")]
    await asyncio.gather(stage.turns.work(begun), stage.turns.work([said(stage, second, "tiếp tục")]))
    await stage.settle()
    assert refused
    assert second.all[-1].heading == "2/12 · Lĩnh vực"


async def test_two_channels_gave_the_same_key_and_one_update_was_lost(stage: Stage) -> None:
    """Each platform counts for itself: the same key on two of them is two updates."""
    first, second = stage.phone(), stage.phone(channel=OTHER)
    here = said(stage, first, "xin chào")
    there = said(stage, second, "xin chào")
    there = replace(there, arrival=replace(there.arrival, key=here.arrival.key))
    await stage.work(here, there)
    assert len(first.all) == len(second.all) == 1
    assert await count(stage, "inbox", "state = 'done'") == 2
