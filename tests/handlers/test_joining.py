"""Joining: consent in every form it is given, then name, unit and kind, each asked once."""

from __future__ import annotations

import unicodedata

import pytest

from tests.handlers.stage import Phone, Stage

PURPOSES = "SELECT purpose, granted, text_version, text_hash, update_key FROM consent ORDER BY id"


@pytest.fixture
async def stranger(stage: Stage) -> Phone:
    """Somebody who has just opened the chat."""
    phone = stage.phone("An Nguyen")
    await phone.start()
    return phone


async def granted(stage: Stage) -> list[int]:
    return [row["granted"] for row in await stage.rows(PURPOSES)]


# Consent


async def test_the_first_message_says_who_speaks_and_asks(stage: Stage, stranger: Phone) -> None:
    """An automatic system, run by whom, what is stored and why, four questions; nothing is stored before a yes."""
    said = stranger.text
    for told in ("bot tự động", "LĐLĐ huyện Đông Anh", "liên hệ", "\n1. ", "\n2. ", "\n3. ", "\n4. "):
        assert told in said
    assert await stage.value("SELECT count(*) FROM person") == 0


async def test_consent_by_buttons(stage: Stage, stranger: Phone) -> None:
    """Each purpose is answered by its button; what is not answered means no."""
    await stranger.press("1. Có")
    assert "✓ 1. Có" in stranger.labels
    await stranger.press("4. Có")
    assert "1 có, 2 không, 3 không, 4 có" in await stranger.press("Xong")
    assert await granted(stage) == [1, 0, 0, 1]
    assert (await stranger.person())["reminders"] == 0


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("1 có 2 có 3 không 4 có", [1, 1, 0, 1]),
        ("1co 2co 3ko 4co", [1, 1, 0, 1]),
        ("có", [1, 0, 0, 0]),
        ("đồng ý tất cả", [1, 1, 1, 1]),
        ("có, có, không, có", [1, 1, 0, 1]),
        ("1 có", [1, 0, 0, 0]),
    ],
)
async def test_consent_in_words(stage: Stage, stranger: Phone, said: str, answers: list[int]) -> None:
    """However it is typed; a bare yes answers only the first (DESIGN 8)."""
    await stranger.say(said)
    assert await granted(stage) == answers


async def test_consent_is_kept_as_proof(stage: Stage, stranger: Phone) -> None:
    """Four rows: which text by version and hash, and by which message it was answered."""
    await stranger.say("có")
    rows = await stage.rows(PURPOSES)
    assert [row["purpose"] for row in rows] == ["P1_register", "P2_remind", "P3_publish_name", "P4_forward"]
    assert {row["text_version"] for row in rows} == {"1"}
    assert {len(row["text_hash"]) for row in rows} == {64}
    assert len({row["update_key"] for row in rows}) == 1


@pytest.mark.parametrize("said", ["không", "ko", "1 không 2 có", "hủy", "thôi"])
async def test_no_is_taken_as_no(stage: Stage, stranger: Phone, said: str) -> None:
    """A no stores nothing, leads to the portal, and a later message asks again."""
    answer = await stranger.say(said)
    assert "không lưu thông tin nào" in answer
    assert "sangkien.congdoanvietnam.org" in answer
    assert await stage.value("SELECT count(*) FROM person") == 0
    assert "Anh/chị trả lời từng mục" in await stranger.say("alo")


@pytest.mark.parametrize("said", ["???", "bao nhiêu tiền vậy", "😀😀", "có hay không nhỉ", "a" * 4000])
async def test_what_is_unclear_consents_to_nothing(stage: Stage, stranger: Phone, said: str) -> None:
    """Nobody consents by a misreading: it says how to answer and asks again."""
    answer = await stranger.say(said)
    assert "Em chưa rõ câu trả lời" in answer
    assert await stage.value("SELECT count(*) FROM person") == 0


async def test_answers_without_the_first_were_called_unclear(stage: Stage, stranger: Phone) -> None:
    """They are kept, the first is asked for by name, and nothing is stored until it is answered."""
    assert "Mục 1 là cần thiết" in await stranger.say("2 có 3 có")
    assert await stage.value("SELECT count(*) FROM person") == 0
    assert "1 có, 2 có, 3 có, 4 không" in await stranger.say("1 có")
    assert await granted(stage) == [1, 1, 1, 0]


async def test_whoever_is_asked_again_was_greeted_again(stranger: Phone) -> None:
    """The greeting stands above the first message only."""
    assert "Chào anh/chị!" in stranger.text
    assert "Chào anh/chị!" not in await stranger.say("alo")


async def test_done_without_an_answer_asks_for_the_first(stage: Stage, stranger: Phone) -> None:
    """Pressing “done” without an answer to the first purpose is no answer."""
    assert "Mục 1 là cần thiết" in await stranger.press("Xong")
    assert await stage.value("SELECT count(*) FROM person") == 0


async def test_a_sticker_or_a_photo_is_no_answer(stranger: Phone) -> None:
    """Other things than words ask again, kindly."""
    assert "Em chưa rõ" in await stranger.do("sticker")
    assert "Em chưa rõ" in await stranger.photo("p")
    assert "Em chưa rõ" in await stranger.do("voice")


async def test_a_command_of_a_stranger_leads_to_consent(stage: Stage) -> None:
    """Whatever is asked first, consent comes first; help comes without."""
    phone = stage.phone()
    assert "Em giúp được anh/chị" in await phone.say("/trogiup")
    for said in ("/dangky", "/cuatoi", "/xyz"):
        assert "Anh/chị trả lời từng mục" in await phone.say(said), said
    assert "Anh/chị trả lời từng mục" in await stage.phone().say("xếp hạng")


# The name


@pytest.fixture
async def nameless(stranger: Phone) -> Phone:
    """Somebody who said yes and is asked for the name."""
    await stranger.say("có")
    return stranger


async def test_the_name_of_the_account_is_offered(nameless: Phone) -> None:
    """The name the account shows can be taken with one tap."""
    assert "họ và tên" in nameless.text
    await nameless.press("An Nguyen")
    assert (await nameless.person())["name"] == "An Nguyen"


@pytest.mark.parametrize("said", ["nguyễn văn an", "NGUYỄN VĂN AN"])
async def test_the_usual_spelling_is_offered_not_imposed(nameless: Phone, said: str) -> None:
    """All small or all capitals: the usual spelling is proposed, the person decides."""
    assert "Em ghi tên là “Nguyễn Văn An”" in await nameless.say(said)
    await nameless.say("1")
    assert (await nameless.person())["name"] == "Nguyễn Văn An"


async def test_another_spelling_may_be_typed(nameless: Phone) -> None:
    """Who declines the proposal is asked again and gets what he types."""
    await nameless.say("y blơk niê")
    await nameless.press("Không, để tôi gõ lại")
    await nameless.say("Y Blơk Niê")
    assert (await nameless.person())["name"] == "Y Blơk Niê"


@pytest.mark.parametrize(
    "said",
    ["", "A", "Nguyễn Văn An " * 9, "0912345678", "https://a.vn", "😀😀", "<b>An</b>", "a@b.vn", "x" * 5000],
)
async def test_what_is_no_name_is_asked_again(nameless: Phone, said: str) -> None:
    """Digits, links, signs, too short, too long: a reason and the same question."""
    answer = await nameless.say(said)
    assert "Anh/chị cho em xin họ và tên đầy đủ ạ." in answer
    assert len(answer) > len("Anh/chị cho em xin họ và tên đầy đủ ạ.")
    assert (await nameless.person())["name"] == ""


async def test_a_name_in_nfd_is_kept_in_nfc(nameless: Phone) -> None:
    """A name typed on a Mac is the same name."""
    await nameless.do("text", text=unicodedata.normalize("NFC", unicodedata.normalize("NFD", "Đỗ Đình Đức")))
    assert (await nameless.person())["name"] == "Đỗ Đình Đức"


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "contact", "location", "video", "other"])
async def test_other_things_are_no_name(nameless: Phone, kind: str) -> None:
    """A sticker or a voice message where the name is asked asks again."""
    assert "họ và tên" in await nameless.do(kind)  # type: ignore[arg-type]  # each is a kind


@pytest.mark.parametrize("word", ["hủy", "thôi"])
async def test_joining_can_be_left_and_goes_on(nameless: Phone, word: str) -> None:
    """“Hủy” is never taken for a name; the next message goes on where it stopped."""
    assert "em dừng ở đây" in await nameless.say(word)
    assert (await nameless.person())["name"] == ""
    assert "họ và tên" in await nameless.say("em ơi")


@pytest.mark.parametrize("word", ["quay lại", "bỏ qua"])
async def test_reserved_words_are_no_name(nameless: Phone, word: str) -> None:
    """The words for back and skip ask again."""
    assert "họ và tên" in await nameless.say(word)
    assert (await nameless.person())["name"] == ""


# The unit


@pytest.fixture
async def unitless(nameless: Phone) -> Phone:
    """Somebody who is asked for the unit."""
    await nameless.say("Nguyễn Văn An")
    return nameless


async def test_a_unit_is_found_without_diacritics(unitless: Phone) -> None:
    """A few letters find the units, a tap or a number picks one."""
    assert "công đoàn cơ sở nào" in unitless.text
    assert "Anh/chị chọn đơn vị" in await unitless.say("dong hoi")
    assert any("Đông Hội" in label for label in unitless.labels)
    await unitless.press("Xã Đông Hội")
    assert (await unitless.person())["unit"] == "DHOI"


async def test_a_long_list_is_turned(unitless: Phone) -> None:
    """Many hits come in pages; another word narrows them."""
    assert "trang 1/" in await unitless.say("truong")
    assert "trang 2/" in await unitless.press("Xem thêm")
    assert "trang 1/" in await unitless.press("Trang trước")
    await unitless.say("thcs kim chung")
    await unitless.say("1")
    assert (await unitless.person())["unit"] == "CSKCHUNG"


async def test_what_is_no_unit_is_never_taken(unitless: Phone) -> None:
    """Free text never becomes a unit: nothing found, a hint, and the list."""
    assert "Em không thấy đơn vị nào có “nhà máy trên sao hoả”" in await unitless.say("nhà máy trên sao hoả")
    for said in ("😀", "x" * 5000, "<b>1</b>"):
        await unitless.say(said)
        assert (await unitless.person())["unit"] is None
    assert "gõ giúp em vài chữ" in await unitless.do("sticker")
    await unitless.say("vô danh")
    assert "trang 1/" in await unitless.press("Xem danh sách")


@pytest.mark.parametrize("said", ["99", "0", "xem thêm"])
async def test_what_is_not_on_the_list_was_searched_for(unitless: Phone, said: str) -> None:
    """A number beyond the list, or a page after the last, leaves the list where it was."""
    await unitless.say("dong hoi")
    shown = unitless.labels
    assert "không có trong danh sách" in await unitless.say(said)
    assert unitless.labels == shown
    await unitless.say("Xã Đông Hội")
    assert (await unitless.person())["unit"] == "DHOI"


async def test_a_code_is_the_unit(unitless: Phone) -> None:
    """Who knows the unit's code just types it."""
    await unitless.say("dhoi")
    assert (await unitless.person())["unit"] == "DHOI"


async def test_a_link_says_which_unit(stage: Stage) -> None:
    """Who came by a unit's link is not asked for the unit; the campaign is ready after name and kind."""
    phone = stage.phone("Nguyễn Văn An")
    await phone.start("lnkdhoi")
    await phone.say("1 có 2 có")
    assert "nhóm nào" in await phone.say("Nguyễn Văn An")
    said = await phone.press("Doanh nghiệp")
    assert "Em đã ghi anh/chị An thuộc Xã Đông Hội" in said
    assert "✏️ Đăng ký sáng kiến" in phone.labels


async def test_a_wrong_link_only_asks_for_the_unit(stage: Stage) -> None:
    """A code that opens nothing does no harm."""
    phone = stage.phone("Nguyễn Văn An")
    await phone.start("nosuchcode")
    await phone.say("có")
    assert "công đoàn cơ sở nào" in await phone.say("Nguyễn Văn An")


async def test_another_units_link_asks_whether_to_move(worker: Phone) -> None:
    """Who has joined and follows another unit's link is asked, and may stay."""
    assert "đang ở Xã Đông Hội" in await worker.start("lnkqtd")
    assert "giữ đơn vị cũ" in await worker.press("Giữ đơn vị cũ")
    await worker.start("lnkqtd")
    await worker.press("Chuyển đơn vị")
    assert (await worker.person())["unit"] == "QTD"


async def test_the_same_link_again_welcomes(worker: Phone) -> None:
    """One's own unit's link changes nothing."""
    assert await worker.start("lnkdhoi") == "Chào anh/chị An (Xã Đông Hội)! Anh/chị cần em giúp việc gì ạ?"


# The kind of member


async def test_a_kind_is_picked_never_guessed(unitless: Phone) -> None:
    """A number or a label picks; anything else asks again."""
    await unitless.say("dhoi")
    assert "Em chưa hiểu ý" in await unitless.say("công nhân vũ trụ")
    assert "Em chưa hiểu ý" in await unitless.say("9")
    assert "Xong rồi ạ!" in await unitless.say("cán bộ công đoàn")
    assert (await unitless.person())["member_kind"] == "union_cadre"


async def test_nothing_is_asked_twice(worker: Phone) -> None:
    """Who has joined is never asked again, not even after /start."""
    assert await worker.start() == "Chào anh/chị An (Xã Đông Hội)! Anh/chị cần em giúp việc gì ạ?"
    assert "1/" in await worker.say("đăng ký")


async def test_a_double_tap_counts_once(stage: Stage, stranger: Phone) -> None:
    """The same button twice in one batch gives one answer and one person."""
    await stranger.press("1. Có")
    message, choice = stranger.button("Xong")
    twice = [
        stage.update(stranger, {"kind": "press", "token": choice.token, "revision": message.revision})
        for _ in range(2)
    ]
    stage.later(seconds=2)
    await stage.work(*twice)
    assert await stage.value("SELECT count(*) FROM person") == 1
    assert await stage.value("SELECT count(*) FROM consent") == 4


async def test_two_different_people_at_once(stage: Stage) -> None:
    """A batch of two people who join keeps them apart."""
    first, second = stage.phone("Trần Thị Ánh"), stage.phone("Lê Ân")
    for phone in (first, second):
        await phone.start("lnkdhoi")
        await phone.say("có")
    stage.later(seconds=2)
    await stage.work(
        stage.update(first, {"kind": "text", "text": "Trần Thị Ánh"}),
        stage.update(second, {"kind": "text", "text": "Lê Ân"}),
    )
    assert (await first.person())["name"] == "Trần Thị Ánh"
    assert (await second.person())["name"] == "Lê Ân"


async def test_days_later_the_question_stands(stage: Stage, unitless: Phone) -> None:
    """After days and a restart joining goes on with the very question."""
    stage.later(days=3)
    await stage.restart()
    await unitless.say("dong hoi")
    await unitless.press("Xã Đông Hội")
    assert (await unitless.person())["unit"] == "DHOI"
