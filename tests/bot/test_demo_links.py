"""The links that the demo's page offers from the first moment, opened by the people they are for."""

from __future__ import annotations

from pathlib import Path

from bot.demo.cast import CADRE, CAMPAIGN_GROUP, NEIGHBOUR, UNIT_GROUP, WORKER
from bot.demo.phone import TelegramPhone as Phone
from bot.demo.sandbox import Controls
from tests.bot.house import opened


async def test_every_offered_link_does_what_its_label_says(tmp_path: Path) -> None:
    """Worker, owner, cadre and both groups: five links stand on the page, and each works over the wire."""
    async with opened(tmp_path) as (house, controls):
        state = await controls.get("state")
        offered = {link["label"]: link["url"] for link in state["links"]}
        unit, root = house.people.unit.name, house.people.root.name
        assert list(offered) == [
            f"Đoàn viên: tham gia với {unit}",
            "Cán bộ: nhận điều hành chương trình",
            f"Cán bộ: nhận phụ trách {unit}",
            f"Cán bộ: đưa bot vào nhóm của {root}",
            f"Cán bộ: đưa bot vào nhóm của {unit}",
        ]
        worker, owner, cadre, campaign_group, unit_group = (payload(url) for url in offered.values())
        await _worker(controls, worker, unit)
        await _officer(Phone(controls, CADRE), owner, "LDLD", "là người điều hành chương trình")
        await _officer(
            Phone(controls, NEIGHBOUR), cadre, house.people.unit.code, f"được giao phụ trách {unit}"
        )
        assert "startgroup" in offered[f"Cán bộ: đưa bot vào nhóm của {root}"]
        await _group(controls, CAMPAIGN_GROUP, campaign_group, root)
        await _group(controls, UNIT_GROUP, unit_group, unit)


def payload(url: str) -> str:
    return url.rpartition("=")[2]


async def _worker(controls: Controls, code: str, unit: str) -> None:
    """Who comes by the unit's link is not asked for the unit."""
    phone = Phone(controls, WORKER)
    await phone.start(code)
    await phone.say("1 có 2 có 3 không 4 có")
    await phone.say("Nguyễn Thị Lan")
    await phone.press("Đơn vị sự nghiệp")
    assert f"thuộc {unit}" in phone.text


async def _officer(phone: Phone, code: str, unit: str, office: str) -> None:
    await phone.start(code)
    await phone.say("1 có 2 có 3 không 4 có")
    await phone.say("Trần Văn Bình")
    await phone.say(unit)
    await phone.press("Cán bộ công đoàn")
    assert office in phone.text


async def _group(controls: Controls, group: int, code: str, unit: str) -> None:
    """The owner opens the link: Telegram adds the bot and says /start with the code in the group."""
    await controls.post(f"groups/{group}/bot", person=CADRE, action="add", payload=code)
    await controls.post("clock/advance", hours=15 / 3600, wait=True)
    ledger = await controls.get("ledger", chat=group)
    said = [entry["payload"].get("text", "") for entry in ledger["ledger"]]
    assert any(text.startswith(f"Nhóm đã được liên kết với {unit}") for text in said), said
