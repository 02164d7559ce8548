"""Lists of units and of cadres sent to the running bot over the stand-in's wire: preview, press, in force."""

from __future__ import annotations

import io
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr
from python_calamine import load_workbook
from structlog.testing import capture_logs

from bot.app import App
from bot.applying import fresh_code
from bot.assigning import Assigning
from bot.cadre_lists import CadreLists
from bot.inviting import make_owner_invite
from bot.lists import Lists
from bot.settings import Settings
from campaign.file import read_campaign
from storage.database import Database
from storage.records import PaperOrder
from tests.bot.wire import BINH, LAN, TOKEN, Wire, open_wire

EXAMPLE = Path(__file__).parents[2] / "examples" / "dong-anh"
PATIENCE = 30.0
JOINING = (
    ("1 có 2 có 3 không 4 có", "họ và tên"),
    ("Nguyễn Thị Lan", "công đoàn cơ sở nào"),
    ("Quỹ tín dụng nhân dân Đồng Quê", ""),
    ("1", "thuộc nhóm nào"),
)
CADRES = "Mã;Cán bộ phụ trách\nQTD;Trần Văn Bình\nMNCOLOA;Trần Văn Bình\n".encode()
LIST = "Mã;Tên đơn vị\nMOI;Trường Mầm non Mới\n".encode()


@dataclass
class Talk:
    """What people say to the running bot, and what they hear."""

    wire: Wire
    app: App
    folder: Path

    async def heard(self, mark: int, wanted: str, who: int = LAN) -> str:
        """Everything up to the message with these words."""
        shown = await self.wire.world.wait_reply(
            who, mark, timeout=PATIENCE, until=lambda message: wanted in str(message.text)
        )
        return "\n".join(str(message.text) for message in shown)

    async def answered(self, said: str, wanted: str = "", who: int = LAN) -> str:
        """What is answered, as far as the words that are waited for."""
        mark = self.wire.world.mark(who)
        self.wire.world.people.say(who, said)
        return await self.heard(mark, wanted, who)

    async def opens(self, code: str, who: int = LAN) -> None:
        """Open a link, and join but for the last answer."""
        mark = self.wire.world.mark(who)
        self.wire.world.people.start(who, code)
        await self.heard(mark, "", who)
        for said, wanted in JOINING:
            await self.answered(said, wanted, who)

    async def shown(self, content: bytes, name: str, wanted: str) -> str:
        """The preview of a file."""
        mark = self.wire.world.mark(LAN)
        self.wire.world.people.document(LAN, content, name)
        return await self.heard(mark, wanted)


@asynccontextmanager
async def running(place: Path) -> AsyncIterator[Talk]:
    """The bot on a copy of the example, with an owner."""
    folder = place / "campaign"
    shutil.copytree(EXAMPLE, folder)
    async with open_wire() as wire:
        settings = Settings(
            _env_file=None,
            telegram_bot_token=SecretStr(TOKEN),
            telegram_api_url=wire.bot.session.api.base.split("/bot")[0],
            database_url=f"sqlite+aiosqlite:///{place / 'x.sqlite3'}",
            files_folder=place / "files",
        )
        app = App(settings, folder)
        await app.start()
        try:
            talk = Talk(wire, app, folder)
            await talk.opens(await make_owner_invite(app.database, datetime.now(UTC)))
            await talk.answered("1")
            yield talk
        finally:
            await app.close()


async def test_a_running_bot_takes_a_list_and_gives_it_back(tmp_path: Path) -> None:
    """Preview, press, a new unit that a worker can join at once without a restart, and undo, all by Telegram."""
    async with running(tmp_path) as talk:
        app, units = talk.app, talk.folder / "units.csv"
        before = units.read_text("utf-8")
        told = await talk.shown(LIST, "units.csv", "+ Trường Mầm non Mới (MOI)")
        assert "Nhập tất cả thay đổi này?" in told
        assert "MOI" not in units.read_text("utf-8")
        assert "Đã nhập 1 thay đổi" in await talk.answered("nhập danh sách", "Đã nhập")
        assert app.clockwork.planner.staging.tree.unit("MOI").name == "Trường Mầm non Mới"
        assert "Trường Mầm non Mới" in await talk.answered("/donvi MOI")
        assert "Đã hoàn tác" in await talk.answered("hoàn tác danh sách", "Đã hoàn tác")
        assert units.read_text("utf-8") == before
        assert "MOI" not in {unit.code for unit in app.campaign.units}


async def test_a_running_bot_invites_the_cadres_of_a_list(tmp_path: Path) -> None:
    """Preview, agreed in words, the file with a link that leads to this bot; who opens it is in charge at once."""
    async with running(tmp_path) as talk:
        world = talk.wire.world
        assert "Mời 1 người (2 phân công)" in await talk.shown(CADRES, "phan cong.csv", "Nhập tất cả")
        mark = world.mark(LAN)
        world.people.say(LAN, "nhập danh sách")
        [*_, given] = await world.wait_reply(
            LAN, mark, timeout=PATIENCE, until=lambda message: message.document is not None
        )
        assert given.document is not None
        file = world.files.by_id(given.document["file_id"])
        assert file is not None
        row = load_workbook(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()[-1]
        assert row[2] == f"https://t.me/day_bot?start={row[3]}"
        await talk.opens(str(row[3]), BINH)
        assert "được giao phụ trách" in await talk.answered("1", "được giao phụ trách", BINH)
        assert "Quỹ tín dụng" in await talk.answered("đơn vị", "", BINH)


class NoClock:
    """A clock that stands for whatever may go wrong with what somebody wrote."""

    def now(self) -> datetime:
        raise ValueError("Nguyễn Thị Lan, 0912345678")

    async def sleep_until(self, moment: datetime) -> None:
        raise AssertionError(moment)


async def nothing() -> None:
    """Nothing was put in, so nothing has to be read again."""


async def test_the_words_of_a_list_that_failed_stood_in_the_log(tmp_path: Path) -> None:
    """What went wrong and where is logged, and none of the words of the error: they may be a cell of the list."""
    database, clock, campaign = (
        Database(f"sqlite+aiosqlite:///{tmp_path / 'x'}"),
        NoClock(),
        read_campaign(EXAMPLE),
    )
    assigning = Assigning(database, lambda: campaign, fresh_code)
    cadres = CadreLists(assigning, lambda: campaign, clock, lambda _unit, _code: (), lambda _changes: None)
    lists = Lists(database, (tmp_path, tmp_path), clock, lambda: campaign, nothing, cadres)
    order = PaperOrder(
        id=7, person_id=1, chat_id=1, kind="list_out", about="", format="xlsx", state="making",
        asked_at=datetime.now(UTC),
    )  # fmt: skip
    with capture_logs() as logged:
        answer = await lists._answered(order)
    assert answer is not None
    assert answer.message.text
    [line] = logged
    assert (line["event"], line["order"], line["error"]) == ("list failed", 7, "ValueError")
    assert line["at"].endswith(" now")
    assert not {"Nguyễn Thị Lan, 0912345678", True} & set(line.values())
