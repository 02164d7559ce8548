"""One person, two accounts: a code of one chat typed in the other, and what is common from then on."""

from __future__ import annotations

import re

import pytest

from handlers.states import LeaveDates, dump
from storage.records import Conversation
from storage.tallies import recount
from tests.handlers.stage import OTHER, Phone, Stage

CODE = re.compile(r"code\d{6}")


async def code_of(phone: Phone) -> str:
    """A fresh code for joining accounts, as it is told in this chat."""
    told = await phone.say("nối tài khoản")
    found = CODE.search(told)
    assert found is not None, told
    return found[0]


async def joins_with(phone: Phone, other: Phone) -> str:
    """Type the other's code here and confirm."""
    await phone.say(await code_of(other))
    return await phone.say("có")


@pytest.fixture
def zalo(stage: Stage) -> Phone:
    """The same man on the other platform, where nobody knows him."""
    return stage.phone("An", channel=OTHER)


async def people(stage: Stage) -> list[int]:
    return [
        row["id"] for row in await stage.rows("SELECT id FROM person WHERE erased_at IS NULL ORDER BY id")
    ]


async def test_two_accounts_become_one_person(stage: Stage, worker: Phone, zalo: Phone) -> None:
    """What each had is common afterwards: the initiatives of both in one list, one profile, two channels in it."""
    await worker.registers("Lập sổ mượn thiết bị bằng mã QR")
    await zalo.joins("MNKCHUNG", "An Văn")
    await zalo.registers("Kệ khuôn sơn màu cho tổ")
    code = await code_of(worker)
    asked = await zalo.say(code)
    assert "Nguyễn Văn An" in asked
    assert "không tách lại được" in asked
    done = await zalo.say("đồng ý nối")
    assert "2 sáng kiến đã gửi và 0 bản nháp" in done
    assert "được nối với một tài khoản Zalo" in worker.all[-1].text
    for phone in (worker, zalo):
        listed = await phone.say("của tôi")
        assert "mã QR" in listed
        assert "Kệ khuôn" in listed
    profile = await worker.say("hồ sơ")
    assert "Nguyễn Văn An" in profile
    assert "Đông Hội" in profile
    assert "Telegram, Zalo" in profile
    async with stage.database.read() as connection:
        assert await recount(connection) == []
    assert len(await people(stage)) == 1
    [noted] = await stage.rows("SELECT subject, detail FROM audit WHERE action = 'accounts_joined'")
    assert (noted["subject"], noted["detail"]) == ("1", "2")


async def test_the_older_person_stays_whoever_types_the_code(
    stage: Stage, worker: Phone, zalo: Phone
) -> None:
    """The code of the younger account typed in the older one: the older one's name and unit are kept."""
    await zalo.joins("MNKCHUNG", "An Văn")
    said = await joins_with(worker, zalo)
    assert "Nguyễn Văn An" in said
    assert await people(stage) == [1]
    assert (await zalo.person())["unit"] == "DHOI"


async def test_who_has_not_joined_here_becomes_that_person(stage: Stage, worker: Phone, zalo: Phone) -> None:
    """He is not asked four questions again, but reads whose account, what for, and what he agreed to; and says yes."""
    code = await code_of(worker)
    await zalo.say("xin chào")
    asked = await zalo.say(code.upper())
    assert "Nguyễn Văn An" in asked
    assert "4. chuyển lên công đoàn cấp trên và cổng của chương trình: có" in asked
    assert "3. nêu tên khi biểu dương: không" in asked
    await zalo.say("có")
    assert await people(stage) == [1]
    rows = await stage.rows("SELECT purpose, granted FROM consent WHERE chat_id = 2 ORDER BY purpose")
    assert [row["granted"] for row in rows] == [1, 1, 0, 1]
    assert "2/12" in await zalo.say("đăng ký") + await zalo.say("Kệ khuôn sơn màu cho tổ")


@pytest.mark.parametrize("no", ["không", "hủy", "2"])
async def test_a_no_leaves_both_as_they_are(stage: Stage, worker: Phone, zalo: Phone, no: str) -> None:
    """Nothing is joined, and the code may still be used."""
    await zalo.joins("MNKCHUNG")
    code = await code_of(worker)
    await zalo.say(code)
    assert "chưa nối gì" in await zalo.say(no)
    assert await people(stage) == [1, 2]
    assert "không tách lại" in await zalo.say(code)


async def test_the_stricter_answer_holds(stage: Stage, worker: Phone, zalo: Phone) -> None:
    """Reminders wanted on one account and refused on the other are refused, and it is kept as proof."""
    await zalo.joins("DHOI", reminders=False)
    await joins_with(zalo, worker)
    assert (await worker.person())["reminders"] == 0
    latest = await stage.value(
        "SELECT granted FROM consent WHERE purpose = 'P2_remind' ORDER BY id DESC LIMIT 1"
    )
    assert latest == 0
    assert "Tin nhắc: đang tắt" in await worker.say("hồ sơ")


async def test_two_open_drafts_are_both_kept(stage: Stage, worker: Phone, zalo: Phone) -> None:
    """The one worked on last is the present one, the other can be chosen; each chat goes on where it stood."""
    await worker.say("đăng ký")
    await worker.say("Lập sổ mượn thiết bị bằng mã QR")
    await zalo.joins("MNKCHUNG")
    await zalo.say("đăng ký")
    await zalo.say("Kệ khuôn sơn màu cho tổ")
    await zalo.say(await code_of(worker))
    assert "2 bản nháp" in await zalo.say("có")
    assert "3/12" in await worker.say("Giáo dục"), "the question that stood in the other chat still stands"
    offered = await zalo.say("tiếp tục")
    assert "“Lập sổ mượn thiết bị bằng mã QR”" in offered
    assert "Mở bản nháp “Kệ khuôn sơn màu cho tổ”" in " ".join(zalo.labels)
    assert "2/12" in await zalo.say("4")
    units = await stage.rows("SELECT DISTINCT unit FROM draft WHERE state = 'open'")
    assert [row["unit"] for row in units] == ["DHOI"]


async def test_a_draft_that_waited_is_there_when_the_other_was_sent(
    stage: Stage, worker: Phone, zalo: Phone
) -> None:
    """Sending one of two drafts leaves the other to go on with."""
    await worker.say("đăng ký")
    await worker.say("Lập sổ mượn thiết bị bằng mã QR")
    await zalo.joins()
    await joins_with(zalo, worker)
    stage.later(minutes=1)
    await zalo.say("đăng ký")
    await zalo.press("Bắt đầu mới")
    assert await stage.value("SELECT count(*) FROM draft WHERE state = 'open'") == 1


async def test_roles_are_common_and_none_is_held_twice(stage: Stage, worker: Phone, zalo: Phone) -> None:
    """The same office of both is one office; another one comes along."""
    await zalo.joins()
    await stage.appoint(worker, "cadre", "DHOI")
    await stage.appoint(zalo, "cadre", "DHOI")
    await stage.appoint(zalo, "owner", "LDLD")
    await joins_with(zalo, worker)
    live = await stage.rows("SELECT person_id, role FROM role WHERE until IS NULL ORDER BY role")
    assert [(row["person_id"], row["role"]) for row in live] == [(1, "cadre"), (1, "owner")]
    assert "Trường" in await worker.say("đơn vị") or worker.heard


async def test_joining_is_offered_where_there_is_another_bot(
    stage: Stage, worker: Phone, zalo: Phone
) -> None:
    """A line in the profile and the help for everybody alike, until it is done; none where there is one bot alone."""
    assert "nối tài khoản" not in await worker.say("hồ sơ") + await worker.say("trợ giúp")
    stage.beside = True
    await stage.restart()
    assert "nối tài khoản" in await worker.say("trợ giúp")
    assert "nối tài khoản" in await worker.say("hồ sơ")
    code = CODE.search(await worker.press("Nối tài khoản khác"))
    assert code is not None
    await zalo.say(code[0])
    await zalo.say("có")
    assert "nối tài khoản" not in await zalo.say("hồ sơ")


# What if


async def test_a_code_of_one_s_own_joins_nothing(worker: Phone, zalo: Phone) -> None:
    """Typed where it was made, or where he is the same person already, it says where it belongs."""
    assert "của chính anh/chị" in await worker.say(await code_of(worker))
    await joins_with(zalo, worker)
    assert "của chính anh/chị" in await zalo.say(await code_of(worker))


async def test_a_code_is_good_for_a_quarter_of_an_hour_and_once(
    stage: Stage, worker: Phone, zalo: Phone
) -> None:
    """Late, used, or replaced by a newer one, it says so and how to get another; nothing is joined."""
    late = await code_of(worker)
    stage.later(minutes=15)
    assert "đã hết hạn" in await zalo.say(late)
    first, second = await code_of(worker), await code_of(worker)
    assert "đã hết hạn" in await zalo.say(first)
    await zalo.say(second)
    await zalo.say("có")
    third = stage.phone("Trần Thị Ánh", channel=OTHER)
    assert "đã được dùng" in await third.say(second)
    assert await people(stage) == [1]


async def test_a_code_that_ran_out_before_the_yes_joins_nothing(
    stage: Stage, worker: Phone, zalo: Phone
) -> None:
    """The confirmation is looked at anew."""
    await zalo.say(await code_of(worker))
    stage.later(minutes=20)
    assert "đã hết hạn" in await zalo.say("có")
    assert await zalo.person() == {}


async def test_a_code_shown_in_a_group_is_taken_back(stage: Stage, worker: Phone, zalo: Phone) -> None:
    """Whoever read it there could become him: it works no more, and nothing personal is said in the group."""
    code = await code_of(worker)
    group = stage.group("Tổ 1")
    said = await group.do("text", text=f"mã của tôi: {code}")
    assert "đã hủy" in said
    assert "Nguyễn" not in said
    assert "đã hết hạn" in await zalo.say(code)


async def test_a_code_typed_in_the_middle_of_a_form_is_no_answer(
    stage: Stage, worker: Phone, zalo: Phone
) -> None:
    """A code that works is taken for what it is; what had been answered is kept."""
    await zalo.joins()
    await zalo.say("đăng ký")
    await zalo.say("Kệ khuôn sơn màu cho tổ")
    await joins_with(zalo, worker)
    assert "Kệ khuôn sơn màu cho tổ" in await zalo.say("của tôi")
    assert "2/12" in await zalo.say("tiếp tục")


async def test_a_stranger_who_asks_is_told_how(zalo: Phone) -> None:
    """He has no account here to make a code for; he is told where to get one, at any moment of joining."""
    assert "nhắn mã ấy vào đây" in await zalo.say("nối tài khoản")
    await zalo.say("xin chào")
    assert "nhắn mã ấy vào đây" in await zalo.say("nối tài khoản")


async def test_a_code_of_somebody_erased_is_over(stage: Stage, worker: Phone, zalo: Phone) -> None:
    """There is nobody left to become one with."""
    code = await code_of(worker)
    await worker.say("/xoadulieu")
    await worker.press("Xóa hết")
    assert "đã hết hạn" in await zalo.say(code)


async def test_both_confirm_at_once(stage: Stage, worker: Phone, zalo: Phone) -> None:
    """Each typed the other's code; both yeses come in one batch: one person, and nobody is told of a failure."""
    await zalo.joins()
    mine, theirs = await code_of(worker), await code_of(zalo)
    await zalo.say(mine)
    await worker.say(theirs)
    stage.later(seconds=5)
    yes = {"kind": "text", "text": "có"}
    await stage.work(stage.update(zalo, yes), stage.update(worker, yes))
    assert await people(stage) == [1]
    assert "Đã nối xong" in zalo.all[-1].text


async def test_what_comes_in_the_same_batch_after_the_yes_is_of_one_person(
    stage: Stage, worker: Phone, zalo: Phone
) -> None:
    """The yes, and at once a list and a question from the account of the one who goes: all of the one who stays."""
    await zalo.joins()
    await zalo.registers("Kệ khuôn sơn màu cho tổ")
    await worker.registers("Lập sổ mượn thiết bị bằng mã QR")
    await zalo.say(await code_of(worker))
    stage.later(seconds=5)
    await stage.work(
        stage.update(zalo, {"kind": "text", "text": "có"}),
        stage.update(
            zalo, {"kind": "text", "command": "hoi", "text": "", "argument": "Bao giờ có kết quả ạ?"}
        ),
        stage.update(zalo, {"kind": "text", "text": "của tôi"}),
    )
    listed = zalo.all[-1].full_text()
    assert "Kệ khuôn" in listed
    assert "mã QR" in listed
    assert await stage.value("SELECT person_id FROM question") == 1
    assert await stage.value("SELECT count(*) FROM outbox WHERE person_id = 2") == 0


async def test_erasing_and_the_data_file_name_both_accounts(stage: Stage, worker: Phone, zalo: Phone) -> None:
    """Everything of both is in the one file, and goes at once from both."""
    await joins_with(zalo, worker)
    await zalo.say("dữ liệu")
    [file] = [message.file for message in zalo.heard if message.file is not None]
    assert "Telegram, từ" in file.content
    assert "Zalo, từ" in file.content
    asked = await zalo.say("/xoadulieu")
    assert "cả 2 tài khoản đã nối: Telegram, Zalo" in asked
    await zalo.say("xóa hết dữ liệu của tôi")
    assert await stage.value("SELECT count(*) FROM chat WHERE person_id IS NOT NULL") == 0
    assert "Anh/chị trả lời từng mục" in await worker.say("của tôi")


async def test_an_answer_came_from_one_account_while_the_other_erased_everything(
    stage: Stage, worker: Phone, zalo: Phone
) -> None:
    """Both in one batch: the question that stood here was to somebody who is gone; he is greeted as a stranger."""
    await joins_with(zalo, worker)
    await zalo.say("đăng ký")
    await worker.say("/xoadulieu")
    message, choice = worker.button("Xóa hết")
    stage.later(seconds=5)
    await stage.work(
        stage.update(worker, {"kind": "press", "token": choice.token, "revision": message.revision}),
        stage.update(zalo, {"kind": "text", "text": "Kệ khuôn sơn màu cho tổ"}),
    )
    assert "Anh/chị trả lời từng mục" in zalo.all[-1].full_text()
    assert await people(stage) == []


async def test_an_erasing_asked_of_one_account_was_confirmed_for_both(
    stage: Stage, worker: Phone, zalo: Phone
) -> None:
    """The question on the other account's screen was about one account: it does not stand any more."""
    await zalo.joins()
    code = await code_of(worker)
    await worker.say("/xoadulieu")
    await zalo.say(code)
    await zalo.say("có")
    await worker.press("Xóa hết")
    assert await people(stage) == [1]


async def test_the_one_who_goes_was_to_stand_in(stage: Stage, worker: Phone, zalo: Phone) -> None:
    """Days are being asked for a substitute who has become oneself: another is asked for, nothing breaks."""
    await zalo.joins()
    third = stage.phone("Trần Thị Ánh")
    await third.joins()
    for phone in (worker, zalo, third):
        await stage.appoint(phone, "cadre", "DHOI")
    code = await code_of(worker)
    asked = Conversation(
        chat_id=1, state=dump(LeaveDates(substitute=2)), revision=99, last_input="", asked_at=stage.clock.now()
    )  # fmt: skip
    await stage.write(asked)
    await zalo.say(code)
    await zalo.say("có")
    assert "Trần Thị Ánh" in " ".join([await worker.say("10/5"), *worker.labels])
