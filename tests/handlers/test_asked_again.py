"""What an answer that is none leads to: no step aside, no question twice, nothing sent by mistake."""

from __future__ import annotations

import pytest

from tests.handlers.drafts import LINES
from tests.handlers.stage import Phone, Stage


def without(label: str) -> str:
    """All the answers in one message but this one."""
    return "\n".join(line for line in LINES if not line.startswith(label))


@pytest.fixture
async def choosing(worker: Phone) -> Phone:
    """A worker who is asked for the kind of solution, one of five."""
    await worker.say("/dangky")
    await worker.say("Lập sổ mượn thiết bị bằng mã QR")
    await worker.say("giáo dục")
    assert "3/12" in worker.text
    return worker


@pytest.mark.parametrize("said", ["6", "7", "số 6", "99", "0"])
async def test_a_number_beyond_the_list_that_led_back_or_out(choosing: Phone, said: str) -> None:
    """Only the choices have numbers: five kinds, so six is no "Quay lại" and seven no "Hủy"."""
    assert "3/12" in await choosing.say(said)
    assert "chọn giúp một loại" in choosing.text


async def test_a_number_that_left_a_question_without_choices(worker: Phone) -> None:
    """A question for words has nothing numbered: "1" is too short an answer and no "Hủy"."""
    await worker.say("/dangky")
    assert "hơi ngắn" in await worker.say("2")


@pytest.mark.parametrize(
    ("said", "label"), [("1", "Tên sáng kiến"), ("8", "Giá trị làm lợi"), ("hiệu quả", "Hiệu quả")]
)
async def test_a_line_of_the_card_whose_number_sent_it(reviewing: Phone, said: str, label: str) -> None:
    """On the review card a number or name is that of an answer to change; "1" sends nothing."""
    assert label in (await reviewing.say(said)).splitlines()[0]
    assert "Giữ nguyên" in reviewing.labels


@pytest.mark.parametrize(
    ("said", "found"), [("gửi", "Đã ghi nhận"), ("để sau", "giữ bản nháp"), ("sửa", "muốn sửa mục nào")]
)
async def test_the_card_is_answered_in_words(reviewing: Phone, said: str, found: str) -> None:
    """What its buttons do is also done by their words."""
    assert found in await reviewing.say(said)


async def test_a_card_shown_whole_for_every_slip(reviewing: Phone) -> None:
    """What cannot be understood is told how in one line, with the buttons again, not under twelve lines."""
    said = await reviewing.say("vâng thế nhé bot ơi")
    assert "nhắn “gửi”" in said
    assert "Tình trạng trước" not in said
    assert reviewing.labels[0] == "✅ Gửi sáng kiến"


async def test_a_voice_message_on_the_card_gets_its_reason(reviewing: Phone) -> None:
    """It is said that voice is not heard, and the buttons come again."""
    assert "tin thoại" in await reviewing.do("voice")
    assert reviewing.labels[0] == "✅ Gửi sáng kiến"


async def test_a_question_repeated_under_a_reason_that_asks_it(choosing: Phone) -> None:
    """The reason that says what is wanted comes alone, with the step's heading and buttons."""
    assert (
        await choosing.say("cái nào cũng được")
        == "3/12 · Loại giải pháp\nAnh/chị chọn giúp một loại trong danh sách ạ."
    )
    assert "Quản lý" in choosing.labels


async def test_recognised_but_asked_again_whether(stage: Stage, worker: Phone) -> None:
    """After "yes, recognised" only the decision is asked for, not again whether there is one."""
    await worker.say("/dangky")
    await worker.say(without("Công nhận"))
    assert "đã công nhận sáng kiến chưa" in worker.text
    said = await worker.press("Đã được công nhận")
    assert "Ai đã công nhận ạ?" in said
    assert "chưa ạ?" not in said


async def test_a_choice_typed_in_words_that_nobody_confirmed(worker: Phone) -> None:
    """A field found by a word out of its name is said back, so that a wrong guess is seen."""
    await worker.say("/dangky")
    await worker.say("Lập sổ mượn thiết bị bằng mã QR")
    assert "Em đã ghi: Cải cách hành chính, quản lý, điều hành." in await worker.say("quan ly")


async def test_pictures_asked_for_as_if_none_had_come(worker: Phone) -> None:
    """Where files are asked for, what the draft has is named, and after another one only for more is asked."""
    await worker.say("/dangky")
    await worker.photo("one")
    await worker.say("\n".join(LINES))
    assert "Hiện ghi: 1 tệp" in worker.text
    said = await worker.photo("two")
    assert "Em đã nhận 2 tệp. Anh/chị gửi thêm, hoặc chọn “Xong” ạ." in said
    assert "minh họa không" not in said


async def test_the_two_amounts_a_bare_number_may_mean(worker: Phone) -> None:
    """With "5" as money: both guesses, joined as people speak."""
    await worker.say("/dangky")
    await worker.say(without("Giá trị làm lợi"))
    assert "5.000 đồng hay 5.000.000 đồng?" in await worker.say("5")


async def test_the_long_consent_sent_again_for_every_slip(stage: Stage) -> None:
    """An unclear answer gets one line and the buttons; a press on them shows the whole text again."""
    stranger = stage.phone("An Nguyen")
    assert "1. Lưu họ tên" in await stranger.start()
    assert "1. Lưu họ tên" not in await stranger.say("xin chào")
    assert "Em chưa rõ câu trả lời ạ." in stranger.text
    assert "1. Lưu họ tên" in await stranger.press("1. Có")
