"""The one page of a campaign: the printed figures, what they are measured against, as of when and from where."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from campaign.file import read_campaign
from campaign.reports.facts import Held
from storage.database import Database
from storage.exporting.figures import read_facts
from storage.papers.making import make_page
from storage.records import Count
from storage.writing import write
from tests.storage import test_exporting

dong_anh = test_exporting.dong_anh  # the database with 1.008 and 3.716
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CAMPAIGN = test_exporting._campaign()


async def _said(database: Database, now: datetime, phases: int) -> str:
    async with database.read() as connection:
        facts = await read_facts(
            connection, CAMPAIGN, CAMPAIGN.phases[:phases], "LDLD", now=now, tree_day=date(2022, 6, 1)
        )
    read = PdfReader(BytesIO(await make_page(facts, now)))
    assert len(read.pages) == 1
    return " ".join(read.pages[0].extract_text().split())


@pytest.mark.parametrize(("phases", "number", "share"), [(1, "1.008", "86%"), (2, "3.716", "126,6%")])
async def test_the_printed_figures_are_on_one_page(
    dong_anh: Database, phases: int, number: str, share: str
) -> None:
    """1.008 and 86 % of phase 1; with the second one 3.716 and 126,6 %: as of, source, and which target it is."""
    said = await _said(dong_anh, test_exporting.AFTER_ALL, phases)
    assert number in said
    assert share in said
    assert "LĐLĐ huyện Đông Anh" in said
    assert "Số liệu tính đến 9h00 ngày 1/10/2023, đã khóa" in said
    assert "chỉ tiêu phân bổ: " in said
    assert "Nguồn: dữ liệu đăng ký qua bot" in said


async def test_figures_that_may_still_change_say_so(dong_anh: Database) -> None:
    """Before the books are closed the page is not taken for the last word."""
    said = await _said(dong_anh, datetime(2022, 6, 2, 9, 0, tzinfo=ZONE), 1)
    assert "còn có thể thay đổi" in said


async def test_a_campaign_without_anything_is_still_a_page(database: Database) -> None:
    """Nothing was submitted: noughts, no share of nothing, no failure."""
    said = await _said(database, datetime(2022, 1, 9, 9, 0, tzinfo=ZONE), 1)
    assert "0 sáng kiến" in said


async def test_a_scope_without_a_target_is_held_against_the_sum_of_its_units(database: Database) -> None:
    """As on the boards: Nam Từ Liêm has no target of its own, its units pledged 88 together."""
    campaign = read_campaign(Path(__file__).parents[2] / "examples" / "dan-van-kheo")
    now = datetime(2022, 6, 2, 9, 0, tzinfo=ZONE)
    async with database.write() as connection:
        await write(connection, [Count("PDO", "nam2022", now.date(), submitted=22)])
    async with database.read() as connection:
        facts = await read_facts(connection, campaign, campaign.phases, "QUAN", now=now, tree_day=now.date())
    assert facts.held() == Held(22, 88, "sum")
    said = " ".join(PdfReader(BytesIO(await make_page(facts, now))).pages[0].extract_text().split())
    assert "25% so với chỉ tiêu chỉ tiêu cộng các đơn vị: 88" in said
    assert "22 mô hình được tính" in said
