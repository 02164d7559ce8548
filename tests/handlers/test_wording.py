"""`/sualoi`: an owner changes what the bot says, in his own words, at once and with a way back."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage

DONE = "bot nói lời mới từ bây giờ"
TODAY = "/sualoi board-today"
RECEIPT = "/sualoi receipt-thanks"


@pytest.fixture
async def owner(stage: Stage) -> AsyncIterator[Phone]:
    """Somebody who runs the campaign; nothing he says makes a turn fail."""
    yield await owner_of(stage)
    assert await stage.set_aside() == []


async def _said(stage: Stage, text_id: str, **variables: str) -> str:
    return stage.overlay.texts(text_id, **variables)


async def _actions(stage: Stage) -> list[str]:
    return [
        row["action"]
        for row in await stage.rows("SELECT action FROM audit WHERE action LIKE 'text%' ORDER BY id")
    ]


@pytest.mark.parametrize(
    "command", ["sửa lời", "sua loi", "/sualoi board-today", "/loigoc board-today", "/hoantacloi 1"]
)
async def test_only_an_owner_may(stage: Stage, command: str) -> None:
    """A cadre of the whole tree is no owner."""
    cadre = await cadre_of(stage, "LDLD")
    assert "dành cho cán bộ phụ trách" in await cadre.say(command)
    assert await stage.rows("SELECT * FROM amendment") == []


# Finding


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hom nay", "Hôm nay: {mức tăng}."),
        ("board-today", "Hôm nay: {mức tăng}."),
        ("board-tod", "Hôm nay: {mức tăng}."),
        ("Nhắn số để chọn:", "Nhắn số để chọn:"),
        (
            "Đơn vị đang đứng thứ 5/24 trong Cụm Nội thành.",
            "Đơn vị đang đứng thứ {hạng}/{tổng số} trong {cụm}.",
        ),
        ("tiến bộ nhất 7 ngày qua: Xã Kim Chung (+3)", "Tiến bộ nhất 7 ngày qua: {đơn vị} ({mức tăng})."),
    ],
)
async def test_a_text_is_found_by_words_of_it_by_its_id_or_copied(
    owner: Phone, query: str, found: str
) -> None:
    """Without diacritics, or as the bot said it with real names and numbers in it."""
    await owner.say("sửa lời")
    said = await owner.say(query)
    assert found in [*owner.labels, *said.splitlines()]


async def test_at_most_ten_are_listed_and_more_on_the_next_page(owner: Phone) -> None:
    """Ten and a button; the next page has others."""
    await owner.say("sửa lời")
    assert "Đồng chí chọn, hoặc gõ chữ khác" in await owner.say("đơn vị nào")
    first = owner.labels
    assert len(first) == 12
    assert first[-2:] == ["Xem thêm ›", "Hủy"]
    await owner.press("Xem thêm")
    assert not set(owner.labels[:10]) & set(first[:10])


async def test_a_command_said_to_the_question_was_taken_for_the_words_of_a_text(
    stage: Stage, owner: Phone
) -> None:
    """Whoever has seen enough goes on to something else; nothing was changed."""
    await owner.say("sửa lời")
    assert "Nhật ký" in await owner.say("nhật ký")
    await owner.say("/sualoi button-ask")
    assert "Chính sách nhắc" in await owner.say("chính sách")
    assert await stage.rows("SELECT * FROM amendment") == []


async def test_ids_were_searched_by_the_words_in_them(owner: Phone) -> None:
    """Words of ids mean nothing to people: nothing is found that has not these words."""
    await owner.say("sửa lời")
    assert "Không thấy lời nào" in await owner.say("nudge last")


async def test_what_is_nowhere_is_said_so(owner: Phone) -> None:
    """Other words may be tried at once."""
    await owner.say("sửa lời")
    assert "Không thấy lời nào có “xyzzy”" in await owner.say("xyzzy")
    assert "Hôm nay: {mức tăng}." in await owner.say("board-today")


@pytest.mark.parametrize(
    ("text_id", "reason"),
    [
        ("consent-text", "bằng chứng"),
        ("nav-cancel", "đọc lại"),
        ("list-column-code", "đọc lại"),
        ("application-title", "mẫu quy định"),
    ],
)
async def test_what_must_not_be_changed_on_a_telephone_is_refused_with_the_reason(
    owner: Phone, text_id: str, reason: str
) -> None:
    """What people consented to, words the bot itself understands, prescribed forms."""
    assert reason in await owner.say(f"/sualoi {text_id}")
    assert "Đồng chí muốn sửa lời nào" in owner.text


# Changing


async def test_new_words_are_shown_confirmed_and_said_from_the_next_turn_on(
    stage: Stage, owner: Phone, worker: Phone
) -> None:
    """With the gap typed without diacritics; the worker's receipt says them, and the log who did it."""
    said = await owner.say("/sualoi receipt-standing-plain")
    assert "{đơn vị}: {trước} → {sau} sáng kiến đã gửi." in said
    await owner.say("/sualoi receipt-heading")
    said = await owner.say("Mã của anh/chị là {maso} ạ")
    assert "Mã của anh/chị là SK-DA-000123 ạ" in said
    assert owner.labels == ["Dùng lời này", "Viết lại", "Hủy"]
    assert "Mã của" not in await _said(stage, "receipt-heading", number="1")
    assert DONE in await owner.press("Dùng lời này")
    assert "Mã của anh/chị là SK-DA-" in await worker.registers()
    assert "sửa lời – “Mã của anh/chị là {mã số} ạ”" in await owner.say("nhật ký")


async def test_a_change_holds_after_a_restart(stage: Stage, owner: Phone) -> None:
    """It is a row like every decision, read back over the file."""
    await owner.say(TODAY)
    await owner.say("Riêng hôm nay: {mức tăng}!")
    await owner.say("có")
    await stage.restart()
    assert "Riêng hôm nay: {mức tăng}!" in await owner.say(TODAY)
    assert "Lời gốc:\nHôm nay: {mức tăng}." in owner.text


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Hôm nay: {đơn vị}", "không có chỗ {đơn vị}. Bot chỉ điền được: {mức tăng}"),
        ("Hôm nay: {mức tăng", "Ngoặc nhọn phải có đủ"),
        ("Hôm nay {{mức tăng}}", "Ngoặc nhọn phải có đủ"),
        ("{ $gain -> [one] một *[other] nhiều }", "không có chỗ"),
        ("Hôm nay: {muc tang}.", "Bot đang nói đúng như vậy rồi"),
        ("Hôm nay\nthêm {mức tăng}", "chỉ vừa một dòng"),
        ("Hôm nay thêm {mức tăng} " + "rất nhiều " * 40, "vừa nhiều nhất"),
        ("👍👍", "bằng chữ"),
        ("4", "bằng chữ"),
        ("…", "bằng chữ"),
    ],
)
async def test_what_cannot_be_said_is_refused_in_words_and_asked_again(
    stage: Stage, owner: Phone, said: str, reason: str
) -> None:
    """Nothing is lost by it: the card stands below the reason."""
    await owner.say("/sualoi heading-day-left" if "\n" in said else TODAY)
    answer = await owner.say(said.replace("mức tăng", "ngày") if "\n" in said else said)
    assert reason in answer
    assert "Lời hiện nay:" in answer
    assert await stage.rows("SELECT * FROM amendment") == []


async def test_lost_figures_and_the_way_out_are_asked_about(stage: Stage, owner: Phone) -> None:
    """A reminder that tells neither the deadline nor how to stop it is said only if that is really meant."""
    await owner.say("/sualoi nudge-last-call")
    said = await owner.say("Anh/chị {tên} ơi, sắp hết hạn rồi ạ.")
    assert "Lời mới không còn: {hạn cuối}." in said
    assert "Lời mới không còn nhắc: “TẮT NHẮC”." in said
    assert owner.labels[0] == "Vẫn dùng lời này"
    assert "Lời hiện nay" in await owner.press("Viết lại")
    await owner.say("Anh/chị {tên} ơi, {hạn cuối} là hết hạn. Không muốn nhận nhắc: nhắn tắt nhắc ạ.")
    assert owner.labels[0] == "Dùng lời này"
    await owner.say("Anh/chị {tên} ơi, sắp hết hạn rồi ạ.")  # other words instead of an answer
    assert DONE in await owner.press("Vẫn dùng lời này")
    assert (
        await _said(stage, "nudge-last-call", name="Lan", end="mai") == "Anh/chị Lan ơi, sắp hết hạn rồi ạ."
    )


@pytest.mark.parametrize("said", ["“Trợ giúp”", '"Hủy"', "Trợ giúp thêm"])
async def test_words_that_are_a_command_can_be_the_new_words(stage: Stage, owner: Phone, said: str) -> None:
    """In quotation marks they are words and no command."""
    await owner.say("/sualoi button-ask")
    await owner.say(said)
    assert DONE in await owner.press("Dùng lời này")
    assert await _said(stage, "button-ask") == said.strip('“”"')


async def test_the_blanks_around_a_part_of_a_line_stay(stage: Stage, owner: Phone) -> None:
    """Nobody types them, and without them two words run together."""
    await owner.say("/sualoi template-required")
    await owner.say("(cần có)")
    await owner.press("Dùng lời này")
    assert await _said(stage, "template-required") == " (cần có)"


async def test_several_lines_and_odd_signs_are_said_as_they_were_typed(stage: Stage, owner: Phone) -> None:
    """Nobody has to know what Fluent takes for its own."""
    words = "• “{tên gọi}”\n[{đơn vị}] * {thời điểm}\n.\n\n#{giai đoạn}"
    await owner.say("/sualoi receipt-text")
    await owner.say(words)
    await owner.press("Dùng lời này")
    told = await _said(stage, "receipt-text", title="T", unit="U", at="A", phase="P")
    assert told == "• “T”\n[U] * A\n.\n\n#P"


# Taking back


async def test_a_change_is_undone_for_the_policy_s_minutes(stage: Stage, owner: Phone) -> None:
    """To what was said before it, which may be an earlier change; later only the files' words come back."""
    await owner.say(RECEIPT)
    await owner.say("Xin cảm ơn!")
    await owner.press("Dùng lời này")
    await owner.say(RECEIPT)
    await owner.say("Trân trọng cảm ơn!")
    await owner.press("Dùng lời này")
    assert "lại nói như trước" in await owner.press("Hoàn tác")
    assert await _said(stage, "receipt-thanks") == "Xin cảm ơn!"
    await owner.say(RECEIPT)
    await owner.say("Cảm ơn nhiều!")
    await owner.press("Dùng lời này")
    stage.later(minutes=10)
    assert "Chỉ hoàn tác được trong 10 phút" in await owner.press("Hoàn tác")
    assert await _said(stage, "receipt-thanks") == "Cảm ơn nhiều!"
    assert await _actions(stage) == ["text_changed", "text_changed", "text_undone", "text_changed"]


async def test_the_files_words_come_back_at_any_time(stage: Stage, owner: Phone) -> None:
    """By the button of the card; then there is nothing left to take back, and that too can be undone."""
    filed = await _said(stage, "receipt-thanks")
    await owner.say(RECEIPT)
    await owner.say("Xin cảm ơn!")
    await owner.press("Dùng lời này")
    stage.later(days=9)
    await owner.say(RECEIPT)
    assert "nói lại lời gốc" in await owner.press("Về lời gốc")
    assert await _said(stage, "receipt-thanks") == filed
    assert "đang nói lời gốc rồi" in await owner.say("/loigoc receipt-thanks")
    await owner.press("Hoàn tác")
    assert await _said(stage, "receipt-thanks") == "Xin cảm ơn!"


async def test_typing_the_files_words_again_is_going_back_to_them(stage: Stage, owner: Phone) -> None:
    """So that a later change of the file is said."""
    await owner.say(RECEIPT)
    await owner.say("Xin cảm ơn!")
    await owner.press("Dùng lời này")
    await owner.say(RECEIPT)
    await owner.say("Cảm ơn anh/chị!")
    assert "nói lại lời gốc" in await owner.press("Dùng lời này")
    assert stage.campaign.texts == stage.overlay.filed.texts


async def test_only_the_last_change_is_undone(stage: Stage, owner: Phone) -> None:
    """An earlier one stays under what was decided over it, by whomever."""
    await owner.say(RECEIPT)
    await owner.say("Xin cảm ơn!")
    await owner.press("Dùng lời này")
    first = owner.all[-1]
    second = await owner_of(stage, "Phạm Đức Anh")
    await second.say(RECEIPT)
    await second.say("Cảm ơn nhiều!")
    await second.press("Dùng lời này")
    assert "đã được sửa lần nữa" in await owner.press("Hoàn tác", of=first)
    assert await _said(stage, "receipt-thanks") == "Cảm ơn nhiều!"


async def test_of_two_owners_the_second_sees_what_the_first_has_made_of_it(
    stage: Stage, owner: Phone
) -> None:
    """He is told by whom and asked again; then his words hold."""
    second = await owner_of(stage, "Phạm Đức Anh")
    await second.say(RECEIPT)
    await second.say("Cảm ơn nhiều!")
    await owner.say(RECEIPT)
    await owner.say("Xin cảm ơn!")
    await owner.press("Dùng lời này")
    assert "đồng chí Trần Thị Chủ đã sửa lời này" in await second.press("Dùng lời này")
    assert await _said(stage, "receipt-thanks") == "Xin cảm ơn!"
    assert DONE in await second.press("Dùng lời này")
    assert await _said(stage, "receipt-thanks") == "Cảm ơn nhiều!"


async def test_what_has_been_changed_is_listed_first(owner: Phone) -> None:
    """Whoever comes back later finds it without looking for it."""
    assert "khác lời gốc" not in await owner.say("sửa lời")
    await owner.say("receipt-thanks")
    await owner.say("Xin cảm ơn!")
    await owner.press("Dùng lời này")
    assert "khác lời gốc" in await owner.say("sửa lời")
    assert "Đồng chí Trần Thị Chủ sửa lúc" in await owner.press("Xin cảm ơn!")


# Over a campaign's own texts.ftl


@pytest.fixture
async def filed(stage: Stage) -> Stage:
    """A campaign that says one text differently by its file, and one in several forms."""
    forms = "{ $gain ->\n    [none] Chưa có gì.\n   *[other] Thêm { $gain }.\n }"
    own = f"receipt-thanks = Cảm ơn đồng chí!\nboard-today = {forms}\n"
    stage.overlay = type(stage.overlay)(stage.campaign.model_copy(update={"texts": own}))
    stage.campaign = stage.overlay.campaign
    return stage


async def test_a_text_of_the_campaign_s_own_file_is_changed_and_given_back(filed: Stage) -> None:
    """The way back leads to the file's words, not to the program's."""
    owner = await owner_of(filed)
    assert "Cảm ơn đồng chí!" in await owner.say(RECEIPT)
    await owner.say("Xin cảm ơn!")
    await owner.press("Dùng lời này")
    assert await _said(filed, "receipt-thanks") == "Xin cảm ơn!"
    await owner.press("Về lời gốc")
    assert await _said(filed, "receipt-thanks") == "Cảm ơn đồng chí!"


async def test_a_text_with_several_forms_is_replaced_by_one(filed: Stage) -> None:
    """The owner is told so, and the forms come back with the file's words."""
    owner = await owner_of(filed)
    assert "có nhiều dạng" in await owner.say(TODAY)
    await owner.say("Thêm {mức tăng} nhé.")
    await owner.press("Dùng lời này")
    assert await _said(filed, "board-today", gain="none") == "Thêm none nhé."
    await owner.press("Về lời gốc")
    assert await _said(filed, "board-today", gain="none") == "Chưa có gì."


async def test_long_texts_are_shown_in_one_message_each(stage: Stage, owner: Phone) -> None:
    """Whatever the bot says at most, its card has room for it; the stage measures every message."""
    for text_id in ("help-owner", "help-cadre", "help-text", "group-added", "nhapho-ask-agreed"):
        assert "Đồng chí gửi lời mới" in await owner.say(f"/sualoi {text_id}")
        assert "Bot sẽ nói lời này ngay" in await owner.say("Ngắn thôi ạ.")
        await owner.say("hủy")
    await owner.say("/sualoi help-owner")
    assert "vừa nhiều nhất" in await owner.say("dài " * 1000)
