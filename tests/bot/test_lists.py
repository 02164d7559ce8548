"""A list of units sent to the running bot over the stand-in's wire: one file in, one preview, one press, in force."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr
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
from tests.bot.wire import LAN, TOKEN, open_wire

EXAMPLE = Path(__file__).parents[2] / "examples" / "dong-anh"
PATIENCE = 30.0
JOINING = (
    ("1 có 2 có 3 không 4 có", "họ và tên"),
    ("Nguyễn Thị Lan", "công đoàn cơ sở nào"),
    ("Quỹ tín dụng nhân dân Đồng Quê", ""),
    ("1", "thuộc nhóm nào"),
    ("1", ""),
)
LIST = "Mã;Tên đơn vị\nMOI;Trường Mầm non Mới\n".encode()


async def test_a_running_bot_takes_a_list_and_gives_it_back(tmp_path: Path) -> None:
    """Preview, press, a new unit that a worker can join at once without a restart, and undo, all by Telegram."""
    folder = tmp_path / "campaign"
    shutil.copytree(EXAMPLE, folder)
    before = (folder / "units.csv").read_text("utf-8")
    async with open_wire() as wire:
        settings = Settings(
            _env_file=None,
            telegram_bot_token=SecretStr(TOKEN),
            telegram_api_url=wire.bot.session.api.base.split("/bot")[0],
            database_url=f"sqlite+aiosqlite:///{tmp_path / 'x.sqlite3'}",
            files_folder=tmp_path / "files",
        )
        app = App(settings, folder)
        await app.start()
        try:
            code = await make_owner_invite(app.database, datetime.now(UTC))

            async def heard(mark: int, wanted: str) -> str:
                shown = await wire.world.wait_reply(
                    LAN, mark, timeout=PATIENCE, until=lambda message: wanted in str(message.text)
                )
                return "\n".join(str(message.text) for message in shown)

            async def answered(said: str, wanted: str = "") -> str:
                mark = wire.world.mark(LAN)
                wire.world.people.say(LAN, said)
                return await heard(mark, wanted)

            mark = wire.world.mark(LAN)
            wire.world.people.start(LAN, code)
            await heard(mark, "")
            for said, wanted in JOINING:
                await answered(said, wanted)
            mark = wire.world.mark(LAN)
            wire.world.people.document(LAN, LIST, "units.csv")
            assert "Nhập tất cả thay đổi này?" in await heard(mark, "+ Trường Mầm non Mới (MOI)")
            assert "MOI" not in (folder / "units.csv").read_text("utf-8")
            assert "Đã nhập 1 thay đổi" in await answered("nhập danh sách", "Đã nhập")
            assert app.clockwork.planner.staging.tree.unit("MOI").name == "Trường Mầm non Mới"
            assert "Trường Mầm non Mới" in await answered("/donvi MOI")
            assert "Đã hoàn tác" in await answered("hoàn tác danh sách", "Đã hoàn tác")
            assert (folder / "units.csv").read_text("utf-8") == before
            assert "MOI" not in {unit.code for unit in app.campaign.units}
        finally:
            await app.close()


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
