"""The bot's own parts that work off lists beside the turns, on a copy of the example's folder."""

from __future__ import annotations

import io
import shutil
from itertools import count
from pathlib import Path

import xlsxwriter

from bot.assigning import Assigning
from bot.attachments import Attachments
from bot.cadre_lists import CadreLists
from bot.lists import Lists
from campaign.file import read_campaign, revision_hash
from handlers.incoming import Given
from storage.campaigns import apply
from storage.papers.codes import Way
from tests.handlers.stage import CHANNEL, EXAMPLE, Phone, Stage

PAGE = "https://t.me/dong_anh_bot?start="


def workbook(*rows: tuple[str | int, ...]) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("Đơn vị")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return made.getvalue()


class Desk:
    """The bot's own parts that work beside the turns, on a copy of the example's folder."""

    def __init__(self, stage: Stage, place: Path) -> None:
        self.stage, self.folder, self.sent = stage, place / "campaign", dict[str, bytes]()
        shutil.copytree(EXAMPLE, self.folder)
        kept = place / "files"
        self.attachments = Attachments(stage.database, kept, {CHANNEL: self}, stage.clock)
        codes = (f"moi{number:07d}" for number in count(1))
        assigning = Assigning(stage.database, lambda: stage.campaign, lambda: next(codes))
        cadres = CadreLists(
            assigning,
            lambda: stage.campaign,
            stage.clock,
            lambda _, code: (Way(CHANNEL, PAGE + code),),
            lambda _: None,
        )
        self.lists = Lists(
            stage.database, (self.folder, kept), stage.clock, lambda: stage.campaign, self.reload, cadres
        )

    async def fetch(self, remote: str) -> bytes:
        return self.sent[remote]

    async def reload(self) -> None:
        campaign = read_campaign(self.folder)
        codes = {unit.code: f"lnk{unit.code.lower()}" for unit in campaign.units}
        now = self.stage.clock.now()
        await apply(self.stage.database, campaign, revision_hash(campaign), now, codes)
        self.stage.campaign = campaign
        self.stage._scenes = {}

    async def answer(self, phone: Phone) -> str:
        """What the bot does beside its turns until nothing is left to be done; what it says of it."""
        before = len(phone.all)
        await self.attachments.fetch_some()
        await self.lists.work()
        await self.stage.settle()
        return "\n---\n".join(message.full_text() for message in phone.all[before:])

    async def send(self, phone: Phone, content: bytes, name: str = "units.xlsx") -> str:
        """Send a file; what is said of it once it has been looked at."""
        remote = f"r{len(self.sent)}"
        self.sent[remote] = content
        await phone.do("document", file=Given("document", remote, name, len(content)))
        return await self.answer(phone)

    def units(self) -> str:
        return (self.folder / "units.csv").read_text("utf-8")
