"""A photo goes with a question to the cadre, and one with his answer back; nobody else ever gets it."""

from __future__ import annotations

from storage.records import Erase, Person
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage


async def files(stage: Stage) -> list[tuple[str, int, str]]:
    """(reference, number, state) of everything given without a draft."""
    rows = await stage.rows("SELECT remote, id, state FROM attachment WHERE draft_id IS NULL ORDER BY id")
    return [(row["remote"], row["id"], row["state"]) for row in rows]


async def test_a_question_with_a_photo_goes_on_with_it(stage: Stage, worker: Phone) -> None:
    """The caption is the question: one message to the cadre with words, picture and button; nothing to the owner."""
    owner, cadre = await owner_of(stage), await cadre_of(stage, "DHOI")
    before = len(owner.all)
    assert "gửi kèm một ảnh nếu cần" in await worker.say("hỏi")
    assert "đã chuyển câu hỏi" in await worker.photo("may-han", caption="Máy này chỉnh thế nào ạ?")
    [(remote, number, state)] = await files(stage)
    assert (remote, state) == ("may-han", "pending")
    assert "“Máy này chỉnh thế nào ạ?”" in cadre.all[-1].text
    assert cadre.all[-1].picture == number
    assert [choice.label for row in cadre.all[-1].choices for choice in row] == ["Trả lời"]
    assert len(owner.all) == before


async def test_a_photo_waits_for_its_words(stage: Stage, worker: Phone) -> None:
    """Without a caption the question is asked for; a later photo takes the earlier one's place."""
    cadre = await cadre_of(stage, "DHOI")
    await worker.say("/hoi")
    assert "Em đã nhận ảnh" in await worker.photo("first")
    assert "Em đã nhận ảnh" in await worker.photo("second")
    assert "Em chưa thấy câu hỏi" in await worker.do("sticker")
    assert "đã chuyển câu hỏi" in await worker.say("Máy này chỉnh thế nào ạ?")
    assert cadre.all[-1].picture == (await files(stage))[-1][1]


async def test_an_album_is_one_question(stage: Stage, worker: Phone) -> None:
    """Its first picture goes along, the others are passed over without a word."""
    cadre = await cadre_of(stage, "DHOI")
    await worker.say("/hoi")
    await worker.photo("one", caption="Chỉnh thế nào ạ?", album="a")
    heard, told = len(worker.all), len(cadre.all)
    await worker.photo("two", album="a")
    assert (len(worker.all), len(cadre.all)) == (heard, told)


async def test_a_question_without_a_photo_has_none(stage: Stage, worker: Phone) -> None:
    """A photo of a question that was dropped does not come along with the next one."""
    cadre = await cadre_of(stage, "DHOI")
    await worker.say("/hoi")
    await worker.photo("secret")
    await worker.say("hủy")
    await worker.say("/hoi Nộp giấy tờ ở đâu ạ?")
    assert cadre.all[-1].picture is None


async def test_the_answer_may_carry_a_photo_back(stage: Stage, worker: Phone) -> None:
    """With its caption, or with words that follow; the worker gets it in the same message as the answer."""
    cadre = await cadre_of(stage, "DHOI")
    for words_follow in (False, True):
        await worker.say("/hoi Nộp giấy tờ ở đâu ạ?")
        await cadre.press("Trả lời")
        if words_follow:
            assert "Đã nhận ảnh" in await cadre.photo("map")
            assert "Đã gửi câu trả lời" in await cadre.say("Phòng 12, theo sơ đồ.")
        else:
            assert "Đã gửi câu trả lời" in await cadre.photo("map", caption="Phòng 12, theo sơ đồ.")
        assert "“Phòng 12, theo sơ đồ.”" in worker.all[-1].text
        assert worker.all[-1].picture == (await files(stage))[-1][1]


async def test_a_question_taken_up_from_the_list_comes_with_its_photo(stage: Stage, worker: Phone) -> None:
    """Whoever never got it sees it before he answers; who has it on his screen does not get it again."""
    first = await cadre_of(stage, "DHOI")
    await worker.say("/hoi")
    await worker.photo("may-han", caption="Máy này chỉnh thế nào ạ?")
    number = (await files(stage))[0][1]
    heard = len(first.all)
    await first.press("Trả lời")
    assert [message.picture for message in first.all[heard:]] == [None]
    await first.say("hủy")
    second = await cadre_of(stage, "DHOI", name="Phạm Đức Anh")
    assert "Máy này chỉnh thế nào ạ? (có ảnh)" in await second.say("câu hỏi")
    heard = len(second.all)
    await second.press("Trả lời 1")
    assert [message.picture for message in second.all[heard:]] == [number, None]
    await second.say("Vặn núm bên trái.")
    assert "Vặn núm bên trái." in worker.all[-1].text


async def test_erasing_takes_the_photo_along(stage: Stage, worker: Phone) -> None:
    """The row goes, and with it the picture out of the folder; what was passed on loses its words."""
    cadre = await cadre_of(stage, "DHOI")
    await worker.say("/hoi")
    await worker.photo("may-han", caption="Máy này chỉnh thế nào ạ?")
    await cadre.say("câu hỏi")
    person = await worker.person()
    erased = Person(id=person["id"], name="", unit=None, member_kind=None, reminders=False,
                    joined_at=stage.clock.now(), erased_at=stage.clock.now())  # fmt: skip
    await stage.write(erased, Erase(person["id"], stage.clock.now()))
    assert await files(stage) == []
    left = "SELECT count(*) FROM outbox WHERE body LIKE '%chỉnh thế nào%'"
    assert await stage.value(left) == 0


async def test_the_data_tell_of_the_photo(stage: Stage, worker: Phone) -> None:
    """Who asks what is stored about him reads that there is a photo with his question."""
    await worker.say("/hoi")
    await worker.photo("may-han", caption="Máy này chỉnh thế nào ạ?")
    await worker.say("dữ liệu")
    [file] = [message.file for message in worker.all if message.file is not None]
    assert "câu hỏi: Máy này chỉnh thế nào ạ? (có ảnh kèm theo)" in file.content
