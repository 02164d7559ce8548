"""My data: all of it shown, changed and erased by myself, at once (Law 91/2025)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.retention import forget_proof
from tests.handlers.stage import ANSWERS, Phone, Stage
from tests.handlers.test_profile import waiting

SECRET = "Nguyễn Văn An"


async def everything(stage: Stage) -> str:
    """Every value of every row of the database, as one text; but for the campaign file, whose examples have names."""
    names = [row["name"] for row in await stage.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [(name, row) for name in names for row in await stage.rows(f'SELECT * FROM "{name}"')]
    return "\n".join(
        f"{name}.{key}: {value}"
        for name, row in rows
        if name != "campaign_revision"
        for key, value in row.items()
    )


async def with_a_full_life(stage: Stage, worker: Phone) -> None:
    """Two initiatives (one withdrawn), files, a draft with secrets, a question, a correction."""
    await worker.say("/dangky")
    await worker.photo("photo-of-an")
    said = ANSWERS | {"Tên sáng kiến": "Sáng kiến thứ nhất của riêng tôi ở xã"}
    await worker.say("\n".join(f"{label}: {value}" for label, value in said.items()))
    await worker.press("Xong")
    await worker.press("Gửi sáng kiến")
    await worker.registers("Sáng kiến thứ hai mà tôi sẽ rút lại sau")
    await worker.say("/cuatoi")
    await worker.say("1")
    await worker.press("Rút lại")
    await worker.press("Rút sáng kiến này")
    await worker.say("/hoi Con tôi ốm, tôi gửi muộn được không ạ?")
    await worker.say("/dangky")
    await worker.say("Bản nháp bí mật mà tôi chưa muốn cho ai xem")
    await worker.photo("photo-of-the-draft")
    await worker.say("hủy")
    await worker.press("Để sau")


async def test_a_stranger_has_no_data(stage: Stage) -> None:
    """Nothing is stored about who never said yes, and asking does not change that."""
    phone = stage.phone()
    assert "chưa lưu hồ sơ nào" in await phone.say("dữ liệu")
    assert "chưa lưu hồ sơ nào" in await phone.say("/xoadulieu")
    assert await stage.value("SELECT count(*) FROM person") == 0


async def test_everything_comes_as_a_file(stage: Stage, worker: Phone) -> None:
    """The file holds the profile, every consent with time and version, drafts, initiatives with history, questions."""
    await with_a_full_life(stage, worker)
    said = await worker.say("/dulieu")
    assert "2 sáng kiến, 1 bản nháp, 2 tệp và 1 câu hỏi" in said
    file = next(message.file for message in worker.heard if message.file is not None)
    assert file.name == "du-lieu-cua-toi.txt"
    for told in (
        "Họ tên: Nguyễn Văn An",
        "Đơn vị: Xã Đông Hội",
        "nhận tin nhắc – có (bản 1",
        "nêu tên khi biểu dương – không",
        "Telegram, từ 9h00 ngày 5/5/2022",
        "Bản nháp bí mật mà tôi chưa muốn cho ai xem",
        "“Sáng kiến thứ nhất của riêng tôi ở xã”: đang xem xét",
        "“Sáng kiến thứ hai mà tôi sẽ rút lại sau”: đã rút",
        "đã rút",
        "Cách làm mới: Dán mã QR lên từng thiết bị",
        "Con tôi ốm",
    ):
        assert told in file.content, told
    assert "1970" not in file.content


async def test_the_file_shows_offices(stage: Stage, worker: Phone) -> None:
    """A cadre's file says which unit he is in charge of and since when."""
    await stage.appoint(worker, "cadre", "DHOI")
    await worker.say("/dulieu")
    file = next(message.file for message in worker.heard if message.file is not None)
    assert "Cán bộ phụ trách, Xã Đông Hội, từ 9h00 ngày 5/5/2022" in file.content


async def test_the_four_answers_can_be_changed(stage: Stage, worker: Phone) -> None:
    """They are shown as they stand; one is changed, the others stay, and the new answers are kept as proof."""
    await worker.say("/dulieu")
    await worker.press("Đổi câu trả lời")
    assert "✓ 1. Có" in worker.labels
    assert "✓ 3. Không" in worker.labels
    assert "1 có, 2 có, 3 có, 4 có" in await worker.say("3 có")
    rows = await stage.rows("SELECT purpose, granted FROM consent ORDER BY id DESC LIMIT 4")
    assert {row["purpose"]: row["granted"] for row in rows} == {
        "P1_register": 1,
        "P2_remind": 1,
        "P3_publish_name": 1,
        "P4_forward": 1,
    }


async def test_reminders_follow_their_answer(worker: Phone) -> None:
    """No to the second purpose is the same as TẮT NHẮC."""
    await worker.say("đổi đồng ý")
    await worker.press("2. Không")
    await worker.press("Xong")
    assert (await worker.person())["reminders"] == 0


async def test_withdrawing_the_first_answer_leads_to_erasing(stage: Stage, worker: Phone) -> None:
    """Without P1 nothing may be kept: it says so and asks whether to erase; keeping is possible."""
    await worker.say("rút đồng ý")
    assert "cần xóa dữ liệu" in await worker.say("1 không")
    assert "giữ nguyên mọi thứ" in await worker.press("Không xóa")
    granted = await stage.value("SELECT granted FROM consent WHERE purpose = 'P1_register' ORDER BY id DESC")
    assert granted == 1


@pytest.mark.parametrize("way", ["hủy", "quay lại", "Không xóa", "1", "bỏ qua", "xóa ư?"])
async def test_erasing_is_asked_once_more(stage: Stage, worker: Phone, way: str) -> None:
    """Nothing is erased by one message, and every way out keeps everything."""
    assert "không lấy lại được" in await worker.say("xóa dữ liệu")
    await worker.say(way)
    assert (await worker.person())["name"] == SECRET
    assert await stage.value("SELECT count(*) FROM person WHERE erased_at IS NOT NULL") == 0


async def test_one_can_take_ones_data_before_erasing(worker: Phone) -> None:
    """Where the question says "dữ liệu" gives a copy, that word gives one, and the question stands."""
    await worker.say("/xoadulieu")
    await worker.say("dữ liệu")
    assert any(message.file for message in worker.heard)
    assert "Em đã xóa dữ liệu" in await worker.press("Xóa hết")


async def test_erased_is_erased(stage: Stage, worker: Phone) -> None:
    """Afterwards no row of the database holds the name, a draft, an answer, a file or a question."""
    await with_a_full_life(stage, worker)
    await waiting(stage, worker, "nudge", "Anh An ơi, bản nháp còn dở")
    await worker.say("/xoadulieu")
    said = await worker.press("Xóa hết")
    assert "Em đã xóa dữ liệu của anh/chị" in said
    assert "tên của 1 sáng kiến" in said
    left = await everything(stage)
    for gone in (
        SECRET, "Bản nháp bí mật", "Con tôi ốm", "photo-of", "Dán mã QR", "thứ hai mà tôi sẽ rút", "Anh An ơi",
    ):  # fmt: skip
        assert [line for line in left.splitlines() if gone in line] == []
    for table in ("draft", "attachment", "question"):
        assert await stage.value(f"SELECT count(*) FROM {table}") == 0, table
    person = (await stage.rows("SELECT * FROM person"))[0]
    assert (person["name"], person["unit"], person["member_kind"], person["reminders"]) == ("", None, None, 0)
    assert person["erased_at"] is not None


async def test_what_was_agreed_to_can_still_be_shown(stage: Stage, worker: Phone) -> None:
    """The answers stay under the number, with text, time and account, but no name; erasing itself is their last no."""
    await worker.say("/xoadulieu")
    assert "không kèm họ tên" in worker.text
    await worker.press("Xóa hết")
    proof = await stage.rows("SELECT * FROM consent ORDER BY id")
    assert [row["granted"] for row in proof] == [1, 1, 0, 1, 0, 0, 0, 0]
    assert all(row["text_hash"] and row["chat_id"] for row in proof)
    assert await stage.value("SELECT count(*) FROM chat WHERE person_id IS NOT NULL") == 0


async def test_proof_is_kept_for_so_long(stage: Stage, worker: Phone) -> None:
    """Only what was agreed to by people erased before then is let go; whoever is still there keeps his answers."""
    other = stage.phone("Trần Thị Ánh")
    await other.joins("QTD")
    await worker.say("/xoadulieu")
    await worker.press("Xóa hết")
    erased = stage.clock.now()
    for before, left in ((erased, 12), (erased + timedelta(seconds=1), 4)):
        async with stage.database.write() as connection:
            await forget_proof(connection, before)
        assert await stage.value("SELECT count(*) FROM consent") == left


async def test_an_erased_ones_question_still_lying_with_the_cadre(stage: Stage, worker: Phone) -> None:
    """The copy of a question that went to the cadre loses its words, and one that waits is not sent."""
    cadre = stage.phone("Trần Văn Bình")
    await cadre.joins("DHOI")
    await stage.appoint(cadre, "cadre", "DHOI")
    await worker.say("/hoi Con tôi ốm, tôi gửi muộn được không ạ?")
    assert "Con tôi ốm" in cadre.all[-1].text
    await worker.say("/xoadulieu")
    await worker.press("Xóa hết")
    left = await everything(stage)
    assert [line for line in left.splitlines() if "Con tôi ốm" in line or SECRET in line] == []
    assert "Câu hỏi này không còn nữa" in await cadre.press("Trả lời")


async def test_what_counts_still_counts(stage: Stage, worker: Phone) -> None:
    """The initiative stays in the unit's figure, without author, answers or anybody behind it."""
    await worker.registers("Treo bảng màu phân loại dụng cụ ở xưởng")
    await worker.say("/xoadulieu")
    await worker.press("Xóa hết")
    made = (await stage.rows("SELECT * FROM initiative WHERE title LIKE 'Treo bảng%'"))[0]
    assert (made["person_id"], made["draft_id"], made["authors"], made["answers"]) == (None, None, "[]", "{}")
    assert made["status"] == "submitted"
    assert await stage.value("SELECT submitted FROM tally WHERE unit = 'DHOI'") == 9
    events = await stage.rows("SELECT by_person FROM initiative_event WHERE initiative_id = :i", i=made["id"])
    assert [event["by_person"] for event in events] == [None]


async def test_the_erased_one_is_a_stranger_again(stage: Stage, worker: Phone) -> None:
    """The next message is answered with the question for consent, and joining again makes another person."""
    await worker.say("/xoadulieu")
    await worker.press("Xóa hết")
    assert "Anh/chị trả lời từng mục" in await worker.say("xin chào")
    await worker.joins("QTD", "Nguyễn Văn An")
    assert await stage.value("SELECT count(*) FROM person") == 2
    assert "chưa gửi sáng kiến nào" in await worker.say("/cuatoi")


async def test_nothing_waiting_reaches_the_erased_one(stage: Stage, worker: Phone) -> None:
    """What was queued for him is dropped, not sent to a stranger."""
    await waiting(stage, worker, "answer", "Câu trả lời cho anh An")
    await worker.say("/xoadulieu")
    await worker.press("Xóa hết")
    stage.later(hours=2)
    await stage.settle()
    assert "Câu trả lời cho anh An" not in [message.text for message in worker.all]


async def test_an_old_button_after_erasing_starts_anew(stage: Stage, worker: Phone) -> None:
    """A button of before leads to the question for consent, not to an error."""
    await worker.registers()
    receipt = worker.all[-1]
    await worker.say("/xoadulieu")
    ask = worker.all[-1]
    await worker.press("Xóa hết")
    assert "Anh/chị trả lời từng mục" in await worker.press("Sáng kiến của tôi", of=receipt)
    assert "Anh/chị trả lời từng mục" in await worker.press("Xóa hết", of=ask)


async def test_words_after_erasing_in_the_same_batch_find_nobody(stage: Stage, worker: Phone) -> None:
    """The confirmation and a next message worked off together: the message is already a stranger's."""
    await worker.say("/xoadulieu")
    message, choice = worker.button("Xóa hết")
    stage.later(seconds=5)
    await stage.work(
        stage.update(worker, {"kind": "press", "token": choice.token, "revision": message.revision}),
        stage.update(worker, {"kind": "text", "text": "của tôi"}),
    )
    assert "Anh/chị trả lời từng mục" in worker.all[-1].text
    assert await stage.value("SELECT count(*) FROM person WHERE name <> ''") == 0


async def test_offices_end_and_the_last_owner_is_warned(stage: Stage, worker: Phone) -> None:
    """An owner who is the only one is told what that means; erased all the same, his office ends at once."""
    await stage.appoint(worker, "owner", "LDLD")
    assert "người điều hành duy nhất" in await worker.say("/xoadulieu")
    await worker.press("Xóa hết")
    role = (await stage.rows("SELECT until FROM role"))[0]
    assert role["until"] is not None
    assert await stage.value("SELECT count(*) FROM audit WHERE action = 'person_erased'") == 1


async def test_one_owner_of_two_is_not_warned(stage: Stage, worker: Phone) -> None:
    """With another owner left the office simply ends."""
    other = stage.phone("Trần Thị Ánh")
    await other.joins("DHOI")
    for phone in (worker, other):
        await stage.appoint(phone, "owner", "LDLD")
    said = await worker.say("/xoadulieu")
    assert "duy nhất" not in said
    assert "sẽ chấm dứt ngay" in said
