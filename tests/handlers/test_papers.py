"""Reports and forms asked for in the chat: who may, what comes, how far it is, and that nobody gets what he left."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from bot import printing
from bot.printing import Printer, UnwantedError
from campaign.definition import Succession
from storage.exporting import apart
from storage.exporting.apart import Asked, ReportFailedError, write_beside
from storage.messages import File, Message
from storage.papers.orders import settle, take
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


async def test_the_list_for_the_portal_leaves_out_who_refused(stage: Stage) -> None:
    """One sheet, no figures; who refused P4 is not in it, of a confidential one title and effect only."""
    willing, unwilling = stage.phone("Nguyễn Thị Thuận"), stage.phone("Phạm Văn Kín")
    for phone in (willing, unwilling):
        await phone.joins("DHOI")
    await willing.registers("Tủ sách mượn bằng mã QR", **{"Cần giữ bí mật": "có"})
    await unwilling.registers("Lịch trực in sẵn theo tuần")
    person = (await unwilling.person())["id"]
    await stage.rows("SELECT 1")
    async with stage.database.write() as connection:
        await connection.execute(
            text("UPDATE consent SET granted = 0 WHERE person_id = :p AND purpose = 'P4_forward'"),
            {"p": person},
        )
    owner = await owner_of(stage)
    await owner.say("báo cáo")
    await owner.press("Danh sách để nhập cổng")
    await _print(stage, "report")
    assert "Chỉ có sáng kiến của người đồng ý chuyển lên cổng" in owner.all[-1].full_text()
    book = CalamineWorkbook.from_filelike(BytesIO(_file(owner).data))
    assert book.sheet_names == ["Danh sách sáng kiến"]
    told = str(book.get_sheet_by_index(0).to_python())
    assert "Tủ sách mượn bằng mã QR" in told
    assert "Lịch trực in sẵn" not in told
    assert "Dán mã QR lên từng thiết bị" not in told


async def test_a_report_by_the_tree_of_another_day(stage: Stage, worker: Phone) -> None:
    """Asked for by button or in one sentence; a day that is none is asked for again; the file says which tree it is."""
    await worker.registers()
    owner = await owner_of(stage)
    await owner.say("báo cáo")
    assert "của ngày nào" in await owner.press("Theo cây đơn vị của ngày khác")
    assert "chưa hiểu ngày này" in await owner.say("hôm nọ")
    assert "Em đang lập báo cáo" in await owner.say("1/6/2022")
    await _print(stage, "report")
    assert "xếp theo cây ngày 1/6/2022" in owner.all[-1].full_text()
    assert _has_file(owner)
    assert "Em đang lập báo cáo" in await owner.say("báo cáo theo cây ngày 1/5/2022")
    await _print(stage, "report")
    assert "xếp theo cây ngày 1/5/2022" in owner.all[-1].full_text()
    assert "dành cho cán bộ" in await worker.say("báo cáo theo cây ngày 1/5/2022")


async def test_a_cadre_is_not_shown_by_a_former_tree_what_is_not_his_today(stage: Stage) -> None:
    """A unit that was under his then and is another's now: the day is refused, and why."""
    campaign = stage.campaign
    units = [
        unit.model_copy(update={"parent": "MNUYNO"}) if unit.code == "MNCOLOA" else unit
        for unit in campaign.units
    ]
    moved = Succession(old="MNCOLOA", kind="transfer", on=date(2022, 5, 3), new="LDLD")
    stage.campaign = campaign.model_copy(update={"units": tuple(units), "successions": (moved,)})
    stage._scenes = {}
    cadre = await cadre_of(stage, "MNUYNO")
    assert "nay đồng chí không phụ trách" in await cadre.say("báo cáo theo cây ngày 1/5/2022")
    assert "Em đang lập báo cáo" in await cadre.say("4/5/2022")
    owner = await owner_of(stage)
    assert "Em đang lập báo cáo" in await owner.say("báo cáo theo cây ngày 1/5/2022")


async def test_a_long_list_comes_in_several_files(
    stage: Stage, worker: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each names its part, the figures are in the first, and together they hold every initiative once."""
    for number in range(3):
        await worker.registers(f"Sáng kiến thứ {number} của tôi")
    monkeypatch.setattr(printing, "A_FILE", 2)
    owner = await owner_of(stage)
    whole = await stage.value("SELECT count(*) FROM initiative")
    await owner.say("/baocao LDLD.xlsx")
    await _print(stage, "report")
    files = [message for message in owner.all if message.file is not None]
    assert len(files) == (whole + 1) // 2
    assert files[0].text.endswith(f"Phần 1/{len(files)}.")
    numbers = []
    for each in files:
        assert each.file is not None
        book = CalamineWorkbook.from_filelike(BytesIO(each.file.data))
        sheet = book.get_sheet_by_name("Danh sách sáng kiến").to_python()
        numbers += [row[0] for row in sheet if str(row[0]).startswith("SK-")]
    assert len(numbers) == len(set(numbers)) == whole
    assert [file.file.name[-7:] for file in files[1:3] if file.file] == ["-2.xlsx", "-3.xlsx"]


async def test_what_is_cancelled_between_two_parts_sends_no_more(stage: Stage) -> None:
    """Parts are handed over one by one, and turns come between them: who has left the report gets no further part."""
    owner = await owner_of(stage)
    await owner.say("/baocao LDLD.xlsx")
    part, now = Message("Phần", file=File("bc.xlsx", b"PK")), stage.clock.now()
    async with stage.database.write() as connection:
        order = await connection.at_once(take, "report")
        assert order is not None
        assert await settle(connection, stage.database, order.id, part, now, made=True, last=False)
    assert "Em đã hủy" in await owner.say("/huybaocao")
    async with stage.database.write() as connection:
        assert not await settle(connection, stage.database, order.id, part, now, made=True)
    await stage.settle()
    assert sum(message.file is not None for message in owner.all) == 1


async def test_a_report_by_a_process_of_its_own_is_the_same(
    stage: Stage, worker: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Long ones are written beside the bot: the same sheets with the same rows; cancelled, no process goes on."""
    await worker.registers()
    owner = await owner_of(stage)
    await owner.say("/baocao LDLD.xlsx")
    await _print(stage, "report")
    inside = CalamineWorkbook.from_filelike(BytesIO(_file(owner).data))
    monkeypatch.setattr(apart, "_LONG", 0)
    await owner.say("/baocao LDLD.xlsx")
    await _print(stage, "report")
    beside = CalamineWorkbook.from_filelike(BytesIO(_file(owner).data))
    assert beside.sheet_names == inside.sheet_names
    for name in inside.sheet_names:
        assert (
            beside.get_sheet_by_name(name).to_python()[4:] == inside.get_sheet_by_name(name).to_python()[4:]
        )

    def unwanted(_done: int, _whole: int) -> None:
        raise UnwantedError

    asked = Asked("LDLD", stage.clock.now(), date(2022, 5, 5))
    with TemporaryDirectory() as folder, pytest.raises(UnwantedError):
        await write_beside(stage.database, stage.campaign, Path(folder) / "bc.xlsx", asked, unwanted)
    assert psutil.Process().children() == []


async def test_a_cancelled_report_ends_before_its_first_page(
    stage: Stage, worker: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its process was still at the figures and the next report waited for it: now it is ended at once."""
    await worker.registers()
    owner = await owner_of(stage)
    await owner.say("/baocao LDLD.xlsx")
    monkeypatch.setattr(printing, "_NOTED_EACH", 0.01)
    begun, ended = asyncio.Event(), asyncio.Event()

    async def endless(*_: object) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    monkeypatch.setattr(printing, "write_beside", endless)
    making = asyncio.create_task(
        Printer(stage.database, lambda: stage.campaign, stage.clock, lambda: None).make_one(
            "report", asyncio.Event()
        )
    )
    await begun.wait()
    assert "đang tính số liệu" in await owner.say("báo cáo")
    await owner.press("Hủy báo cáo")
    assert await making
    assert ended.is_set()
    assert await stage.value("SELECT state FROM paper_order") == "cancelled"


async def test_a_report_whose_process_fails_is_said_to_have_failed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child cannot read what it is given: whoever waits is told, and the next report is made."""
    monkeypatch.setattr(apart, "_LONG", 0)
    asked = Asked("KHONG", stage.clock.now(), date(2022, 5, 5))
    with TemporaryDirectory() as folder, pytest.raises(ReportFailedError, match="KHONG"):
        await write_beside(
            stage.database, stage.campaign, Path(folder) / "bc.xlsx", asked, lambda _done, _of: None
        )
