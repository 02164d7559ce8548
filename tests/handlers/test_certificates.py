"""Certificates and cards of thanks asked for in the chat: of one's own units, by consent, with a way to stop them."""

from __future__ import annotations

import asyncio
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from bot import binding
from bot.printing import Printer
from storage.messages import File
from storage.papers.orders import note, take
from storage.records import Award
from tests.handlers.officers import cadre_of, owner_of
from tests.handlers.stage import EXAMPLE, Phone, Stage


@pytest.fixture
async def cadre(stage: Stage) -> Phone:
    """In charge of DHOI, where one of two valid initiatives is of somebody who agreed to be named (P3)."""
    shown, hidden = stage.phone("Nguyễn Thị Ánh"), stage.phone("Đỗ Đình Kín")
    for phone, unit in ((shown, "DHOI"), (hidden, "DHOI")):
        await phone.joins(unit)
        await phone.registers(f"Sổ mượn của {phone.name}")
    await _execute(stage, "UPDATE initiative SET status = 'valid', validated_at = submitted_at")
    person = (await shown.person())["id"]
    await _execute(stage, f"UPDATE consent SET granted = 1 WHERE person_id = {person} AND purpose LIKE 'P3%'")
    day = date(2022, 5, 4)
    await stage.write(
        Award(id=1, unit="DHOI", person_id=None, form="Giấy khen", number="5/QĐ", decided_on=day, entered_by=None,
              entered_at=stage.clock.now()),
        Award(id=2, unit="UYNO", person_id=None, form="Giấy khen", number="6/QĐ", decided_on=day, entered_by=None,
              entered_at=stage.clock.now()),
    )  # fmt: skip
    return await cadre_of(stage, "DHOI")


async def _execute(stage: Stage, statement: str) -> None:
    async with stage.database.write() as connection:
        await connection.execute(text(statement))


def _printer(stage: Stage) -> Printer:
    printer = Printer(stage.database, lambda: stage.campaign, stage.clock, lambda: None)
    printer.folder = EXAMPLE
    return printer


async def _print(stage: Stage) -> None:
    while await _printer(stage).make_one("certificates", asyncio.Event()):
        pass
    await stage.settle()


def _pages(file: File) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(file.data)).pages]


def _files(phone: Phone) -> list[File]:
    return [message.file for message in phone.all if message.file is not None]


async def test_a_cadre_gets_those_of_his_units_alone(stage: Stage, cadre: Phone) -> None:
    """One PDF: the decision, then the cards; who did not agree is not named; another unit's decision is not in it."""
    assert "Em đang lập giấy khen" in await cadre.say("giấy khen")
    await _print(stage)
    [file] = _files(cadre)
    pages = _pages(file)
    assert len(pages) == 3
    assert "5/QĐ" in pages[0]
    assert "Nguyễn Thị Ánh" in pages[1]
    assert "một đoàn viên" in pages[2]
    assert not any("Đỗ Đình Kín" in page.split("Sổ mượn")[0] or "6/QĐ" in page for page in pages)
    assert "3 tờ, để in" in cadre.all[-1].full_text()


async def test_it_says_how_far_it_is_and_can_be_cancelled(stage: Stage, cadre: Phone) -> None:
    """Asked again it tells how many are done; what was cancelled never comes."""
    await cadre.say("giấy khen")
    assert "đang chờ đến lượt" in await cadre.press("Xem đã tới đâu")
    async with stage.database.write() as connection:
        order = await connection.at_once(take, "certificates")
        assert order is not None
        await note(connection, order.id, 120, 300)
    assert "đã xong 120/300 tờ" in await cadre.say("giấy khen")
    assert "Em đã hủy" in await cadre.press("Hủy giấy khen")
    assert "đã xong hoặc đã hủy" in await cadre.say("/huygiaykhen")
    await _print(stage)
    assert _files(cadre) == []


async def test_many_come_in_parts_and_too_many_not_at_all(
    stage: Stage, cadre: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part is a PDF; more than can be made for a chat are refused with the number and another way."""
    monkeypatch.setattr(binding, "A_FILE", 2)
    await cadre.say("giấy khen")
    await _print(stage)
    assert [len(_pages(file)) for file in _files(cadre)] == [2, 1]
    assert "Phần 2/2" in cadre.all[-1].full_text()
    monkeypatch.setattr(binding, "MOST", 2)
    await cadre.say("giấy khen")
    await _print(stage)
    assert "có 3 tờ, nhiều hơn" in cadre.all[-1].full_text()


async def test_where_there_is_nothing_it_is_said(stage: Stage, cadre: Phone) -> None:
    """A unit without decisions and valid initiatives; a worker, and a cadre of elsewhere, get none."""
    other = await cadre_of(stage, "MNCOLOA", name="Phạm Văn Khác")
    await other.say("giấy khen")
    await _print(stage)
    assert "chưa có tờ nào để in" in other.all[-1].full_text()
    worker = stage.phone("Lê Thị Đoàn")
    await worker.joins("DHOI")
    for phone, said in ((worker, "giấy khen"), (other, "/giaykhen DHOI")):
        assert "Em đang lập" not in await phone.say(said)
    owner = await owner_of(stage)
    await owner.say("/giaykhen LDLD")
    await _print(stage)
    assert len(_pages(_files(owner)[0])) == 4


async def test_a_campaigns_own_template_is_used(stage: Stage, cadre: Phone, tmp_path: Path) -> None:
    """What the union has laid out itself is what comes in the chat as well."""
    (tmp_path / "templates").mkdir()
    own = "#set page(width: 10cm, height: 5cm)\nTHƯ RIÊNG #json(bytes(sys.inputs.data)).recipient"
    (tmp_path / "templates" / "thanks.typ").write_text(own, "utf-8")
    await cadre.say("giấy khen")
    printer = _printer(stage)
    printer.folder = tmp_path
    await printer.make_one("certificates", asyncio.Event())
    await stage.settle()
    assert "THƯ RIÊNG Nguyễn Thị Ánh" in _pages(_files(cadre)[0])[1]
