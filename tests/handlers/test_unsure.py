"""Posts whose outcome is unknown: owners see them and may send one again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import text as sql

from scheduler.sending import Sent, Unsure
from storage.messages import KINDS, Message
from storage.outbox import Outgoing, insert_new
from storage.records import Chat
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import BOT, CHANNEL, Ear, Phone, Stage

SENT_AGAIN = "SELECT subject, detail FROM audit WHERE action = 'sent_again'"
STATE = "SELECT state FROM outbox WHERE id = :id"


class Deaf(Ear):
    """Sends go out and no answer comes, to these addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.silent: set[str] = set()

    async def send(self, chat: Chat, message: Message) -> Any:
        said = await super().send(chat, message)
        return Unsure("no answer") if chat.address in self.silent and isinstance(said, Sent) else said


def deafen(stage: Stage) -> Deaf:
    """Let the sender hear of some chats nothing."""
    ear = Deaf()
    ear.heard, stage.ear = stage.ear.heard, ear
    stage.delivery._senders = {CHANNEL: ear}
    return ear


async def unsure(stage: Stage, phone: Phone, kind: str, said: str) -> int:
    """A message of this kind to this chat that went out and of which nobody knows whether it arrived."""
    ear = deafen(stage)
    ear.silent.add(phone.address)
    chats = await stage.rows("SELECT id, person_id FROM chat WHERE address = :a", a=phone.address)
    now = stage.clock.now()
    row = Outgoing(
        id=stage.database.ids.take("outbox"), chat_id=chats[0]["id"], person_id=chats[0]["person_id"], kind=kind,
        key=None, body=Message(said).to_json(), priority=KINDS[kind].priority, state="due", not_before=now,
        useful_until=now + timedelta(minutes=30), attempts=0, created_at=now,
    )  # fmt: skip
    async with stage.database.write() as connection:
        await insert_new(connection, [row])
    await stage.settle()
    ear.silent.clear()
    assert await stage.value(STATE, id=row.id) == "unknown"
    return row.id


async def group_of(stage: Stage, title: str) -> Phone:
    """A group the bot has been in."""
    group = stage.group(title)
    await stage.write(
        Chat(id=stage.database.ids.take("chat"), channel=CHANNEL, bot=BOT, address=group.address, kind="group",
             title=title, state="active", person_id=None, created_at=stage.clock.now())
    )  # fmt: skip
    return group


async def test_an_owner_sees_what_may_not_have_arrived(stage: Stage, worker: Phone) -> None:
    """Newest first, groups by their title, a worker never by name, and nothing older than three days."""
    owner = await owner_of(stage)
    assert "không có tin nào" in await owner.say("tin chưa rõ")
    group = await group_of(stage, "Công đoàn Đông Hội")
    await unsure(stage, group, "milestone", "Tin cũ")
    stage.later(days=3)
    await unsure(stage, group, "board", "Bảng")
    stage.later(minutes=5)
    await unsure(stage, worker, "nudge", "Bản nháp")
    stage.later(minutes=5)
    await unsure(stage, await cadre_of(stage, "DHOI"), "digest", "Tóm tắt")
    said = await owner.say("tin chưa rõ")
    assert "có 3 tin" in said
    first, second, third = (line for line in said.splitlines() if line[:2] in {"1.", "2.", "3."})
    assert first.startswith("1. Bản tóm tắt buổi sáng, một cán bộ, 9h")
    assert second.startswith("2. Tin nhắc bản nháp, một đoàn viên, 9h")
    assert third.startswith("3. Bảng tiến độ, nhóm “Công đoàn Đông Hội”, 9h")
    assert worker.name not in said
    assert owner.labels == ["Gửi lại 1", "Gửi lại 2", "Gửi lại 3"]


async def test_it_goes_out_again_once(stage: Stage) -> None:
    """Long after it was useful, the press sends it at once; a second press says that it was done."""
    owner = await owner_of(stage)
    group = await group_of(stage, "Công đoàn Đông Hội")
    number = await unsure(stage, group, "board", "Bảng")
    stage.later(hours=5)
    kicked: list[bool] = []
    stage.turns.on_due = lambda: kicked.append(True)
    await owner.say("/tinchuaro")
    listed = owner.all[-1]
    assert not kicked
    assert "Đã xếp để gửi lại: Bảng tiến độ, nhóm “Công đoàn Đông Hội”" in await owner.press("Gửi lại 1")
    assert kicked
    assert [message.text for message in group.all] == ["Bảng", "Bảng"]
    assert await stage.value(STATE, id=number) == "sent"
    assert "đã được gửi lại trước đó" in await owner.press("Gửi lại 1", of=listed)
    assert len(group.all) == 2
    assert await stage.rows(SENT_AGAIN) == [{"subject": "board", "detail": str(number)}]


async def test_only_owners_may(stage: Stage, worker: Phone) -> None:
    """Neither a cadre nor a worker sees the list, and a button that was passed on does nothing for them."""
    cadre = await cadre_of(stage, "LDLD")
    number = await unsure(stage, await group_of(stage, "Nhóm"), "board", "Bảng")
    for phone in (cadre, worker):
        assert "dành cho" in await phone.say("/tinchuaro")
        assert "dành cho" in await phone.say(f"/guilai {number}")
    assert await stage.value(STATE, id=number) == "unknown"


async def test_two_owners_at_once_send_it_once(stage: Stage) -> None:
    """Of two presses in the same batch the second is told that it was done."""
    first, second = await owner_of(stage), await owner_of(stage, "Ngô Văn Hai")
    group = await group_of(stage, "Nhóm")
    number = await unsure(stage, group, "board", "Bảng")
    press = {"kind": "press", "token": f"!guilai:{number}"}
    await stage.work(*(stage.update(phone, press) for phone in (first, second)))
    assert "Đã xếp để gửi lại" in first.all[-1].text
    assert "đã được gửi lại trước đó" in second.all[-1].text
    assert len(group.all) == 2
    assert len(await stage.rows(SENT_AGAIN)) == 1


async def test_who_turned_reminders_off_and_what_lost_its_words_is_not_sent(
    stage: Stage, worker: Phone
) -> None:
    """Opting out wins over the owner, for a last call too; a message whose words were let go cannot go again."""
    owner = await owner_of(stage)
    numbers = [await unsure(stage, worker, "last_call", "Ngày cuối")]
    await worker.say("tắt nhắc")
    other = stage.phone("Phạm Đức Anh")
    await other.joins("UYNO")
    numbers.append(await unsure(stage, other, "last_call", "Ngày cuối"))
    async with stage.database.write() as connection:
        await connection.execute(sql("UPDATE outbox SET body = '' WHERE id = :id"), {"id": numbers[1]})
    assert "không có tin nào" in await owner.say("/tinchuaro")
    for number in numbers:
        assert "không còn gửi lại được" in await owner.say(f"/guilai {number}")
        assert await stage.value(STATE, id=number) == "unknown"
