"""What is offered can be answered in words where there are no buttons: number, label, yes and no (DESIGN 3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.messages import Choice, Message
from storage.outbox import Outgoing, insert_new
from tests.handlers.stage import ANSWERS, Phone, Stage

RESUME = Message("Bản nháp còn dở", choices=((Choice("Tiếp tục bản nháp", "!tieptuc"),),))
UNITS = Message("Cần quan tâm", choices=((Choice("Xã Đông Hội", "!donvi:DHOI"), Choice("Giúp", "!trogiup")),))


async def comes(stage: Stage, phone: Phone, kind: str, message: Message) -> None:
    """Send somebody a message by itself, as the planner does."""
    stage.later(minutes=1)
    now = stage.clock.now()
    chat = (await stage.rows("SELECT id, person_id FROM chat WHERE address = :a", a=phone.address))[0]
    row = Outgoing(
        id=stage.database.ids.take("outbox"), chat_id=chat["id"], person_id=chat["person_id"], kind=kind, key=None,
        body=message.to_json(), priority=3, state="due", not_before=now, useful_until=now + timedelta(hours=2),
        attempts=0, created_at=now,
    )  # fmt: skip
    async with stage.database.write() as connection:
        await insert_new(connection, [row])
    await stage.settle()
    assert phone.all[-1].text == message.text


@pytest.mark.parametrize("said", ["1", "tiep tuc ban nhap", "Tiếp tục bản nháp", "số 1"])
async def test_a_reminder_is_answered_in_words(stage: Stage, worker: Phone, said: str) -> None:
    """The button of a message that came by itself works by its number and by its label."""
    await worker.say("đăng ký")
    await worker.say("Kệ khuôn sơn màu cho tổ lắp ráp")
    await worker.say("hủy")
    await worker.press("Để sau")
    await comes(stage, worker, "nudge", RESUME)
    assert "2/12" in await worker.say(said)


async def test_the_newest_is_meant(stage: Stage, worker: Phone) -> None:
    """A number is of what came last: of the list until the digest comes, then of the digest, then of its answer."""
    await stage.appoint(worker, "cadre", "DHOI")
    await worker.say("/hoso")
    assert "họ và tên" in await worker.say("1")
    await worker.say("hủy")
    await comes(stage, worker, "digest", UNITS)
    assert "Xã Đông Hội" in worker.all[-1].choices[0][0].label
    assert "Không có câu hỏi chờ trả lời" in await worker.say("1")
    assert "Câu hỏi" in worker.labels
    assert "Không có câu hỏi nào" in await worker.say("2")


async def test_somebody_elses_message_offers_nothing_here(stage: Stage, worker: Phone) -> None:
    """A digest to one person is not answered by another."""
    other = stage.phone("Trần Thị Ánh")
    await other.joins("QTD")
    await other.say("xin chào")
    await comes(stage, worker, "digest", UNITS)
    assert "Em là bot đăng ký" in await other.say("9")


async def test_a_yes_taken_for_a_name(stage: Stage) -> None:
    """Yes to a proposed name is no name; no asks again."""
    phone = stage.phone("x")
    await phone.start("lnkdhoi")
    await phone.say("1 có")
    assert "“Nguyễn Văn Yên”, đúng không" in await phone.say("NGUYỄN VĂN YÊN")
    assert "họ và tên" in await phone.say("không")
    await phone.say("NGUYỄN VĂN YÊN")
    await phone.say("vâng đúng ạ")
    assert (await phone.person())["name"] == "Nguyễn Văn Yên"


async def test_part_of_the_accounts_name_taken_for_the_whole(stage: Stage) -> None:
    """Who types a shorter name than his account shows gets the one he typed."""
    phone = stage.phone("Lan Nguyễn Nail Salon")
    await phone.start("lnkdhoi")
    await phone.say("1 có")
    await phone.say("Lan Nguyễn")
    assert (await phone.person())["name"] == "Lan Nguyễn"


@pytest.mark.parametrize(
    ("said", "unit"), [("có", "QTD"), ("đồng ý", "QTD"), ("không", "DHOI"), ("thôi", "DHOI")]
)
async def test_moving_by_yes_or_no(worker: Phone, said: str, unit: str) -> None:
    """The question of a link's other unit is answered by yes or no as well as by its labels."""
    await worker.start("lnkqtd")
    await worker.say(said)
    assert (await worker.person())["unit"] == unit


@pytest.mark.parametrize("said", ["xóa", "Xóa dữ liệu", "có", "ok", "vâng"])
async def test_erasing_is_not_confirmed_in_passing(worker: Phone, said: str) -> None:
    """What cannot be taken back is confirmed by its own words, number or button, not by the word that asked for it."""
    await worker.say("xóa")
    assert "Em chưa hiểu" in await worker.say(said)
    assert (await worker.person())["name"] == "Nguyễn Văn An"


@pytest.mark.parametrize("said", ["1", "2", "3", "4"])
async def test_a_small_number_as_money_taken_for_a_button(worker: Phone, said: str) -> None:
    """Where an amount is asked a bare number is an amount without its unit, and is asked about (G8)."""
    told = ANSWERS | {"Giá trị làm lợi": ""}
    await worker.say("\n".join(f"{label}: {value}" for label, value in told.items()))
    said_back = await worker.say(said)
    assert "Em chưa chắc số tiền" in said_back
    assert worker.all[-1].heading.endswith("Giá trị làm lợi")


async def test_a_refused_picture_nobody_was_told_of(worker: Phone) -> None:
    """A picture too many is refused in words even when the words under it are taken."""
    await worker.say("đăng ký")
    for number in range(10):
        await worker.photo(f"photo{number}")
    said = await worker.photo("one too many", caption="Kệ khuôn sơn màu cho tổ lắp ráp")
    assert "Em nhận tối đa 10 tệp" in said
    assert "2/12" in said


async def test_a_command_button_pressed_twice(worker: Phone) -> None:
    """The receipt's "Đăng ký thêm" tapped twice begins one form and asks nothing about a draft that lies there."""
    await worker.registers()
    message, choice = worker.button("Đăng ký thêm")
    for _ in range(2):
        await worker.do("press", token=choice.token, revision=message.revision, card="1", wait=1)
    assert "1/12" in worker.all[-1].heading
    assert worker.text == ""
