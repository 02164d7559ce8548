"""A worker's question finds a human, and the answer finds the worker."""

from __future__ import annotations

from storage.records import Erase, Person
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage


async def test_a_question_goes_to_the_cadre_in_charge_and_his_answer_back(
    stage: Stage, worker: Phone
) -> None:
    """The nearest cadre gets it, the owner does not; the worker gets the answer with his question."""
    owner = await owner_of(stage)
    cadre = await cadre_of(stage, "DHOI")
    before = len(owner.all)
    assert "đã chuyển câu hỏi" in await worker.say("/hoi Nộp giấy tờ ở đâu ạ?")
    assert "Câu hỏi của Nguyễn Văn An, Xã Đông Hội:\n“Nộp giấy tờ ở đâu ạ?”" in cadre.all[-1].text
    assert len(owner.all) == before
    await cadre.press("Trả lời")
    assert "Đã gửi câu trả lời" in await cadre.say("Tại văn phòng xã, phòng 12.")
    told = worker.all[-1].text
    assert "Cán bộ Lê Văn Cán trả lời anh/chị:\n“Tại văn phòng xã, phòng 12.”" in told
    assert "Nộp giấy tờ ở đâu ạ?" in told


async def test_of_two_cadres_the_first_answer_counts(stage: Stage, worker: Phone) -> None:
    """Both have begun to answer; the second is shown what was answered, the worker hears one answer."""
    first, second = await cadre_of(stage, "DHOI"), await cadre_of(stage, "DHOI", name="Phạm Đức Anh")
    await worker.say("/hoi Nộp giấy tờ ở đâu ạ?")
    await first.press("Trả lời")
    await second.press("Trả lời")
    heard = len(worker.all)
    await second.say("Phòng 12.")
    assert "đã được trả lời: “Phòng 12.”" in await first.say("Phòng 21.")
    assert len(worker.all) == heard + 1
    assert "đã được trả lời" in await first.press("Trả lời")


async def test_two_answers_in_one_batch_are_one_answer(stage: Stage, worker: Phone) -> None:
    """Also when both answers arrive in the same unit of work only the first one counts."""
    first, second = await cadre_of(stage, "DHOI"), await cadre_of(stage, "DHOI", name="Phạm Đức Anh")
    await worker.say("/hoi Nộp giấy tờ ở đâu ạ?")
    await first.press("Trả lời")
    await second.press("Trả lời")
    stage.later(seconds=5)
    updates = [stage.update(phone, {"kind": "text", "text": said})
               for phone, said in ((first, "Phòng 12."), (second, "Phòng 21."))]  # fmt: skip
    await stage.work(*updates)
    assert [message.text.count("Phòng 12.") for message in worker.all[-1:]] == [1]
    assert "đã được trả lời: “Phòng 12.”" in second.all[-1].text


async def test_a_question_of_somebody_erased_is_gone(stage: Stage, worker: Phone) -> None:
    """Who erases his data takes his question along, also while it is being answered."""
    cadre = await cadre_of(stage, "DHOI")
    await worker.say("/hoi Nộp giấy tờ ở đâu ạ?")
    await cadre.press("Trả lời")
    person = await worker.person()
    erased = Person(id=person["id"], name="", unit=None, member_kind=None, reminders=False,
                    joined_at=stage.clock.now(), erased_at=stage.clock.now())  # fmt: skip
    await stage.write(erased, Erase(person["id"], stage.clock.now()))
    heard = len(worker.all)
    assert "không còn nữa" in await cadre.say("Phòng 12.")
    assert "không còn nữa" in await cadre.press("Trả lời")
    assert len(worker.all) == heard


async def test_an_answer_to_somebody_who_blocked_the_bot_is_kept_and_said(
    stage: Stage, worker: Phone
) -> None:
    """The cadre learns that nobody heard it; the answer is stored all the same."""
    cadre = await cadre_of(stage, "DHOI")
    await worker.say("/hoi Nộp giấy tờ ở đâu ạ?")
    await worker.do("blocked")
    await cadre.press("Trả lời")
    assert "người hỏi đã chặn bot" in await cadre.say("Phòng 12.")
    assert await stage.value("SELECT answer FROM question") == "Phòng 12."


async def test_a_question_reaches_an_owner_where_no_cadre_can_be_reached(stage: Stage, worker: Phone) -> None:
    """A cadre who blocked the bot does not swallow questions; nobody at all is said honestly."""
    cadre = await cadre_of(stage, "DHOI")
    await cadre.do("blocked")
    assert "chưa có cán bộ nào nhận tin" in await worker.say("/hoi Nộp giấy tờ ở đâu ạ?")
    owner = await owner_of(stage)
    assert "đã chuyển câu hỏi" in await worker.say("/hoi Có cần đóng dấu không ạ?")
    assert "Có cần đóng dấu không ạ?" in owner.all[-1].text


async def test_a_cadre_does_not_get_his_own_question(stage: Stage) -> None:
    """What a cadre asks goes to the owners."""
    owner = await owner_of(stage)
    cadre = await cadre_of(stage, "DHOI")
    heard = len(cadre.all)
    await cadre.say("/hoi Khi nào khóa số liệu?")
    assert "Khi nào khóa số liệu?" in owner.all[-1].text
    assert len(cadre.all) == heard + 1


async def test_a_substitute_gets_a_question_once(stage: Stage, worker: Phone) -> None:
    """Who holds a unit twice, by himself and for another, is not told twice."""
    cadre = await cadre_of(stage, "DHOI")
    other = await cadre_of(stage, "DHOI", name="Phạm Đức Anh")
    await cadre.say("/nghi")
    await cadre.press("Phạm Đức Anh")
    await cadre.say("hôm nay – 12/5")
    heard = len(other.all)
    await worker.say("/hoi Nộp giấy tờ ở đâu ạ?")
    assert len(other.all) == heard + 1


async def test_open_questions_are_listed_and_answered_from_the_list(stage: Stage, worker: Phone) -> None:
    """The oldest first, only of one's own units, gone from the list once answered."""
    cadre = await cadre_of(stage, "DHOI")
    elsewhere = stage.phone("Trần Thị Ánh")
    await elsewhere.joins("UYNO")
    await elsewhere.say("/hoi Câu của xã khác")
    await worker.say("/hoi Nộp giấy tờ ở đâu ạ?")
    await worker.say("/hoi Có cần đóng dấu không ạ?")
    said = await cadre.say("câu hỏi")
    assert said.startswith(
        "Câu hỏi chờ trả lời (2)\n1. Nguyễn Văn An, Xã Đông Hội, 9h00 ngày 5/5:\n“Nộp giấy tờ"
    )
    assert "Câu của xã khác" not in said
    await cadre.say("1")
    await cadre.say("Phòng 12.")
    assert "(1)" in await cadre.say("/cauhoi")
    await cadre.press("Trả lời 1")
    await cadre.say("Có.")
    assert "Không có câu hỏi nào" in await cadre.say("/cauhoi")


async def test_many_long_questions_have_room_on_a_page(stage: Stage, worker: Phone) -> None:
    """Each is shortened in the list and whole when it is answered (the ear refuses longer messages)."""
    cadre = await cadre_of(stage, "DHOI")
    for number in range(5):
        await worker.say(f"/hoi {number} " + "rất dài " * 120)
    await cadre.say("/cauhoi")
    assert "Xem thêm ›" in cadre.labels
    await cadre.press("Trả lời 1")
    assert cadre.text.count("rất dài") == 120


async def test_nothing_is_cut_off(stage: Stage, worker: Phone) -> None:
    """A question or an answer that is too long is given back to be shortened, by whoever wrote it."""
    cadre = await cadre_of(stage, "DHOI")
    assert "Xin rút gọn rồi gửi lại" in await worker.say("/hoi " + "🙂a" * 400)
    assert "đã chuyển" in await worker.say("Nộp giấy tờ ở đâu ạ?")
    await cadre.press("Trả lời")
    assert "Xin rút gọn rồi gửi lại" in await cadre.say("Phòng " * 200)
    assert "Đã gửi" in await cadre.say("Phòng " * 160)


async def test_what_is_no_answer_is_asked_again(stage: Stage, worker: Phone) -> None:
    """A sticker, a photo, a smile: the question stays open; “hủy” leaves it open too."""
    cadre = await cadre_of(stage, "DHOI")
    await worker.say("/hoi Nộp giấy tờ ở đâu ạ?")
    await cadre.press("Trả lời")
    assert "Chưa thấy câu trả lời" in await cadre.do("sticker")
    assert "Chưa thấy câu trả lời" in await cadre.say("👍")
    assert "đã dừng" in await cadre.say("hủy")
    assert await stage.value("SELECT count(*) FROM question WHERE answered_at IS NULL") == 1


async def test_a_question_of_another_unit_is_not_answered(stage: Stage, worker: Phone) -> None:
    """A button passed on or a number made up opens no question of somebody else's unit."""
    cadre = await cadre_of(stage, "UYNO")
    await worker.say("/hoi Nộp giấy tờ ở đâu ạ?")
    number = await stage.value("SELECT max(id) FROM question")
    assert "không thuộc đơn vị" in await cadre.say(f"/traloi {number}")
    for nonsense in ("x", "²", "9" * 40):
        assert "không còn nữa" in await cadre.say(f"/traloi {nonsense}")
    assert "Không có câu hỏi nào" in await cadre.say("/traloi")


async def test_who_loses_his_office_while_answering_does_not_answer(stage: Stage, worker: Phone) -> None:
    """The right is asked when the answer comes, not only when it was begun."""
    owner = await owner_of(stage)
    cadre = await cadre_of(stage, "DHOI")
    await worker.say("/hoi Nộp giấy tờ ở đâu ạ?")
    await cadre.press("Trả lời")
    await owner.say("/canbo")
    await owner.press("Thôi giao 2")
    await owner.press("Thôi giao")
    assert "không thuộc đơn vị" in await cadre.say("Phòng 12.")
    assert await stage.value("SELECT count(*) FROM question WHERE answered_at IS NULL") == 1
