"""Posts whose outcome is unknown: owners see them and may send one again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import text as sql

from campaign.calendar import QuietTimes
from handlers.offices.unsure import KINDS_SAID
from scheduler.sending import Sent, Unsure
from storage.messages import KINDS, Message
from storage.outbox import Outgoing, insert_new
from storage.records import Chat, GroupLink, SendAgain
from storage.writing import SENT_BY_OWNERS
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import BOT, CHANNEL, Ear, Phone, Stage

SENT_AGAIN = "SELECT subject, detail FROM audit WHERE action = 'sent_again'"
STATE = "SELECT state FROM outbox WHERE id = :id"


async def run(stage: Stage, statement: str, **values: Any) -> None:
    """Change the database as no conversation does."""
    async with stage.database.write() as connection:
        await connection.execute(sql(statement), values)


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
    stage.delivery._senders = {(CHANNEL, BOT): ear}
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
    if kind == "board":
        await run(
            stage, "UPDATE group_link SET board_outbox = :id WHERE chat_id = :c", id=row.id, c=row.chat_id
        )
    await stage.settle()
    ear.silent.clear()
    assert await stage.value(STATE, id=row.id) == "unknown"
    return row.id


async def group_of(stage: Stage, title: str) -> Phone:
    """A group that follows the district's union."""
    group = stage.group(title)
    number = stage.database.ids.take("chat")
    await stage.write(
        Chat(id=number, channel=CHANNEL, bot=BOT, address=group.address, kind="group",
             title=title, state="active", person_id=None, created_at=stage.clock.now()),
        GroupLink(chat_id=number, unit="LDLD", state="active", board_at=17 * 60, linked_at=stage.clock.now(),
                  linked_by=None),
    )  # fmt: skip
    return group


def posts_in(group: Phone) -> list[str]:
    """What was posted there; pins are left out."""
    return [message.text for message in group.all if message.action == "send"]


async def test_an_owner_sees_what_may_not_have_arrived(stage: Stage, worker: Phone) -> None:
    """Newest first, groups by their title, a worker never by name, and nothing older than three days."""
    owner = await owner_of(stage)
    assert "không có tin nào" in await owner.say("tin chưa rõ")
    group = await group_of(stage, "Công đoàn Đông Hội")
    await unsure(stage, group, "milestone", "Tin cũ")
    stage.later(days=4)  # a Monday
    await unsure(stage, group, "board", "Bảng")
    stage.later(minutes=5)
    await unsure(stage, worker, "nudge", "Bản nháp")
    stage.later(minutes=5)
    await unsure(stage, await cadre_of(stage, "DHOI"), "digest", "Tóm tắt")
    said = await owner.say("tin chưa rõ")
    assert "có 3 tin" in said
    first, second, third = (line for line in said.splitlines() if line[:2] in {"1.", "2.", "3."})
    assert first.startswith("1. Bản tóm tắt buổi sáng, một cán bộ, 9h")
    assert second.startswith("2. Tin nhắc gửi sáng kiến, một đoàn viên, 9h")
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
    said = await owner.press("Gửi lại 1")
    assert "Đã xếp để gửi lại: Bảng tiến độ, nhóm “Công đoàn Đông Hội”" in said
    assert "Bot gửi ngay." in said
    assert kicked
    assert posts_in(group) == ["Bảng", "Bảng"]
    assert group.all[-1].action == "pin"
    assert await stage.value(STATE, id=number) == "sent"
    assert "đã được gửi lại trước đó" in await owner.press("Gửi lại 1", of=listed)
    assert len(posts_in(group)) == 2
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
    assert len(posts_in(group)) == 2
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
    await run(stage, "UPDATE outbox SET body = '' WHERE id = :id", id=numbers[1])
    assert "không có tin nào" in await owner.say("/tinchuaro")
    for number in numbers:
        assert "không còn gửi lại được" in await owner.say(f"/guilai {number}")
        assert await stage.value(STATE, id=number) == "unknown"


def test_every_kind_that_may_be_sent_again_has_a_name() -> None:
    """A kind that becomes sendable again can be listed; a welcome is not sent again on purpose."""
    assert set(KINDS_SAID) == set(SENT_BY_OWNERS)
    assert "welcome" not in SENT_BY_OWNERS


async def test_an_old_board_is_not_sent_over_a_newer_one(stage: Stage) -> None:
    """Once a newer board is planned the older is offered no more, an old button says so, and writing refuses it."""
    owner, group = await owner_of(stage), await group_of(stage, "Nhóm")
    old = await unsure(stage, group, "board", "Bảng hôm qua")
    await owner.say("/tinchuaro")
    listed = owner.all[-1]
    stage.later(days=1)
    new = await unsure(stage, group, "board", "Bảng hôm nay")
    assert "đã có bảng mới hơn" in await owner.press("Gửi lại 1", of=listed)
    await stage.write(SendAgain(old, stage.clock.now()))
    assert [await stage.value(STATE, id=number) for number in (old, new)] == ["unknown", "unknown"]
    assert "có 1 tin" in await owner.say("/tinchuaro")
    await owner.press("Gửi lại 1")
    assert posts_in(group) == ["Bảng hôm qua", "Bảng hôm nay", "Bảng hôm nay"]


async def test_at_night_the_owner_is_told_that_it_waits_for_the_morning(stage: Stage) -> None:
    """Pressed at 22:00, the board goes out at 7:30, as was said, although it was useful until the evening only."""
    owner, group = await owner_of(stage), await group_of(stage, "Nhóm")
    stage.at("5/5", 17)
    number = await unsure(stage, group, "board", "Bảng")
    campaign = stage.campaign
    quiet = QuietTimes(campaign.policy, campaign.time_zone, campaign.sprints[0])
    stage.pump.loud_from = quiet.next_loud
    stage.at("5/5", 22)
    await owner.say("/tinchuaro")
    said = await owner.press("Gửi lại 1")
    assert "gửi lúc 7h30 ngày 6/5" in said
    assert "gửi ngay" not in said
    stage.at("6/5", 7, 29)
    await stage.settle()
    assert len(posts_in(group)) == 1
    stage.at("6/5", 7, 30)
    await stage.settle()
    assert len(posts_in(group)) == 2
    assert await stage.value(STATE, id=number) == "sent"


async def test_a_night_before_quiet_days_hides_no_post(stage: Stage) -> None:
    """On the eve of a Sunday a post of three days ago is still offered, and said to go out on Monday."""
    owner, group = await owner_of(stage), await group_of(stage, "Nhóm")
    await unsure(stage, group, "milestone", "Tin vui")
    stage.at("7/5", 22)
    assert "có 1 tin" in await owner.say("/tinchuaro")
    assert "gửi lúc 7h30 ngày 9/5" in await owner.press("Gửi lại 1")


async def test_what_has_passed_is_not_sent_again(stage: Stage, worker: Phone) -> None:
    """A nudge, a digest and a last call are offered while they are useful: later what they say is not true."""
    owner, group = await owner_of(stage), await group_of(stage, "Nhóm")
    cadre = await cadre_of(stage, "DHOI")
    numbers = [
        await unsure(stage, worker, "nudge", "Bản nháp"),
        await unsure(stage, cadre, "digest", "Tóm tắt"),
        await unsure(stage, group, "last_call", "Còn 4 giờ nữa"),
    ]
    assert "có 3 tin" in await owner.say("/tinchuaro")
    stage.later(minutes=31)
    assert "không có tin nào" in await owner.say("/tinchuaro")
    await stage.write(*(SendAgain(number, stage.clock.now()) for number in numbers))
    assert {await stage.value(STATE, id=number) for number in numbers} == {"unknown"}


async def test_a_group_that_was_unlinked_gets_nothing_of_before(stage: Stage) -> None:
    """Neither while it is not linked, nor once it is linked anew, perhaps to another unit; while it pauses it may."""
    owner, group = await owner_of(stage), await group_of(stage, "Nhóm")
    await unsure(stage, group, "launch", "Phát động")
    for state, offered in (("paused", True), ("unlinked", False)):
        await run(stage, "UPDATE group_link SET state = :s", s=state)
        assert ("có 1 tin" in await owner.say("/tinchuaro")) == offered
    stage.later(minutes=5)
    micros = int(stage.clock.now().timestamp() * 1_000_000)
    await run(stage, "UPDATE group_link SET state = 'active', unit = 'DHOI', linked_at = :at", at=micros)
    assert "không có tin nào" in await owner.say("/tinchuaro")
