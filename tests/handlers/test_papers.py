"""Reports and forms asked for in the chat: who may, what comes, how far it is, and that nobody gets what he left."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from bot import printing
from bot.printing import Printer
from storage.messages import File
from storage.papers.orders import take
from storage.records import Erase, PaperOrder
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import Phone, Stage


async def _print(stage: Stage, kind: str) -> None:
    """Make everything of a kind that was asked for, and deliver it."""
    printer = Printer(stage.database, lambda: stage.campaign, stage.clock, lambda: None)
    while await printer.make_one(kind, asyncio.Event()):
        pass
    await stage.settle()


def _file(phone: Phone) -> File:
    """The file that came last."""
    return next(message.file for message in reversed(phone.all) if message.file is not None)


def _has_file(phone: Phone) -> bool:
    return any(message.file is not None for message in phone.all)


def _words(pdf: File) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.data)).pages).split())


async def _number(stage: Stage) -> int:
    return int(await stage.value("SELECT max(id) FROM initiative"))


async def test_an_author_gets_the_form_from_the_card(stage: Stage, worker: Phone) -> None:
    """A button of the card, one of two formats, and the form comes filled in, to be printed."""
    await worker.registers()
    number = await _number(stage)
    await worker.say(f"/cuatoi {number}")
    assert "Thông tư 18/2013" in await worker.press("Mẫu đơn công nhận")
    await worker.press("Tệp PDF để in")
    await _print(stage, "form")
    form = _file(worker)
    assert form.name == f"don-SK-DA-{number:06d}.pdf"
    assert "Nguyễn Văn An" in _words(form)
    assert "Dán mã QR lên từng thiết bị" in _words(form)


async def test_the_form_of_a_confidential_one_is_whole_for_its_author_alone(
    stage: Stage, worker: Phone
) -> None:
    """The cadre in charge gets title and effect, the author everything, a cadre of another unit nothing."""
    await worker.registers(**{"Cần giữ bí mật": "có"})
    number = await _number(stage)
    cadre = await cadre_of(stage, "DHOI")
    other = await cadre_of(stage, "UYNO", name="Phạm Văn Khác")
    await cadre.say(f"/maudon {number}.pdf")
    await worker.say(f"/maudon {number}.pdf")
    assert "Việc này dành cho cán bộ" in await other.say(f"/maudon {number}.pdf")
    await _print(stage, "form")
    assert "Dán mã QR" in _words(_file(worker))
    assert "Dán mã QR" not in _words(_file(cadre))
    assert "Mượn trả chỉ mất nửa phút" in _words(_file(cadre))
    assert not _has_file(other)


async def test_pressing_twice_makes_one_form(stage: Stage, worker: Phone) -> None:
    """Who is in a hurry does not get the same file again and again."""
    await worker.registers()
    number = await _number(stage)
    for _ in range(3):
        await worker.say(f"/maudon {number}.docx")
    await _print(stage, "form")
    assert sum(message.file is not None for message in worker.all) == 1
    assert _file(worker).data[:2] == b"PK"


async def test_a_cadre_gets_the_report_of_his_units_alone(stage: Stage, worker: Phone) -> None:
    """In Excel, under the unit's name and as of now; what others submitted is not in the list."""
    await worker.registers()
    cadre = await cadre_of(stage, "DHOI")
    assert "Xã Đông Hội" in await cadre.say("báo cáo")
    assert "Em đang lập báo cáo" in await cadre.press("Excel đủ các bảng")
    await _print(stage, "report")
    assert "số liệu tính đến 9h" in cadre.all[-1].full_text()
    book = CalamineWorkbook.from_filelike(BytesIO(_file(cadre).data))
    rows = book.get_sheet_by_name("Danh sách sáng kiến").to_python()
    units = {row[2] for row in rows[7:]}
    assert units == {"DHOI"}
    assert not _has_file(worker)


async def test_an_owner_gets_the_page_of_the_campaign(stage: Stage, worker: Phone) -> None:
    """One page as PDF, of everything."""
    await worker.registers()
    owner = await owner_of(stage)
    await owner.say("/baocao")
    await owner.press("PDF một trang")
    await _print(stage, "report")
    assert "LĐLĐ huyện Đông Anh" in _words(_file(owner))


async def test_a_worker_and_a_cadre_elsewhere_get_no_report(stage: Stage, worker: Phone) -> None:
    """Neither by the command nor by typing what a button would have said."""
    cadre = await cadre_of(stage, "UYNO")
    for phone, said in ((worker, "/baocao"), (worker, "/baocao DHOI.xlsx"), (cadre, "/baocao DHOI.xlsx")):
        assert "Em đang lập" not in await phone.say(said)
    assert await stage.value("SELECT count(*) FROM paper_order") == 0


async def test_asked_again_it_says_how_far_it_is_and_can_be_cancelled(stage: Stage) -> None:
    """A large report: how many are in it, a way to stop it, and what was cancelled never comes."""
    owner = await owner_of(stage)
    await owner.say("/baocao LDLD.xlsx")
    assert "đang chờ đến lượt" in await owner.say("báo cáo")
    number = await stage.value("SELECT id FROM paper_order")
    [going] = await stage.rows("SELECT * FROM paper_order")
    assert going["state"] == "waiting"
    person = (await owner.person())["id"]
    chat = await stage.value("SELECT chat_id FROM paper_order")
    await stage.write(
        PaperOrder(id=number, person_id=person, chat_id=chat, kind="report", about="LDLD", format="xlsx",
                   state="making", asked_at=stage.clock.now(), done=120_000, whole=600_175)
    )  # fmt: skip
    assert "đã xong 120.000/600.175 sáng kiến" in await owner.say("báo cáo")
    assert "Em đã hủy" in await owner.press("Hủy báo cáo")
    assert "đã xong hoặc đã hủy" in await owner.say(f"/huybaocao {number}")
    await _print(stage, "report")
    assert not _has_file(owner)


async def test_cancelled_while_it_was_being_finished_it_is_not_sent(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cancelling is committed after the last page and before the outbox: the file is let go."""
    owner = await owner_of(stage)
    await owner.say("/baocao LDLD.pdf")
    made = Printer._made

    async def cancelled_meanwhile(self: Printer, order: PaperOrder, going: printing._Going) -> object:
        done = await made(self, order, going)
        await owner.say(f"/huybaocao {order.id}")
        return done

    monkeypatch.setattr(Printer, "_made", cancelled_meanwhile)
    await _print(stage, "report")
    assert not _has_file(owner)


async def test_what_a_stopped_program_was_making_is_made_again(stage: Stage, worker: Phone) -> None:
    """Killed in the middle: after the start it comes, once."""
    await worker.registers()
    await worker.say(f"/maudon {await _number(stage)}.pdf")
    await stage.database.close()
    await stage.database.open()
    async with stage.database.write() as connection:
        await connection.at_once(take, "form")
    await _print(stage, "form")
    await _print(stage, "form")
    assert sum(message.file is not None for message in worker.all) == 1


async def test_who_was_erased_meanwhile_gets_nothing(stage: Stage, worker: Phone) -> None:
    """His order goes with him."""
    await worker.registers()
    await worker.say(f"/maudon {await _number(stage)}.pdf")
    await stage.write(Erase((await worker.person())["id"], stage.clock.now()))
    await _print(stage, "form")
    assert not _has_file(worker)
    assert await stage.value("SELECT count(*) FROM paper_order") == 0


async def test_what_cannot_be_made_or_sent_is_said(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit that is not there any more, a file larger than a message carries: a sentence, and the next one works."""
    owner = await owner_of(stage)
    await owner.say("/baocao LDLD.xlsx")
    async with stage.database.write() as connection:
        order = await connection.at_once(take, "report")
    assert order is not None
    await stage.write(replace(order, about="GONE"))
    await _print(stage, "report")
    assert "Em chưa lập được tệp này" in owner.all[-1].full_text()
    monkeypatch.setattr(printing, "LARGEST", 1000)
    await owner.say("/baocao LDLD.xlsx")
    await _print(stage, "report")
    assert "quá lớn để gửi qua tin nhắn" in owner.all[-1].full_text()
    monkeypatch.undo()
    await owner.say("/baocao LDLD.xlsx")
    await _print(stage, "report")
    assert _has_file(owner)
