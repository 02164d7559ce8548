"""Authors are told what was decided: not before it is final, not at night, and several decisions in one message."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from campaign.calendar import QuietTimes
from scheduler.outcomes import Outcomes
from storage.records import Erase, InitiativeEvent
from tests.handlers.officers import cadre_of
from tests.handlers.stage import ANSWERS, START, ZONE, Phone, Stage, example, prepare
from tests.scheduler.stage import staging

TITLES = ("Kệ khuôn sơn màu cho tổ đúc", "Dùng khay chia ngăn để soạn linh kiện", "Lập nhóm hỗ trợ đoàn viên")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the example campaign."""
    place = tmp_path_factory.mktemp("outcomes") / "prepared.sqlite3"
    prepare(place)
    return place


@pytest.fixture
async def stage(prepared: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The bot at 9h00 on 5/5/2022."""
    place = tmp_path / "nuocrut.sqlite3"
    shutil.copy(prepared, place)
    made = Stage(f"sqlite+aiosqlite:///{place}", example(), START)
    await made.open()
    yield made
    assert await made.set_aside() == []
    await made.close()


class _House:
    """A worker with three initiatives, the cadre who decides, and who tells the outcomes."""

    def __init__(self, stage: Stage, worker: Phone, cadre: Phone) -> None:
        self.stage, self.worker, self.cadre = stage, worker, cadre
        ready = staging(example())
        self.outcomes = Outcomes(stage.database, lambda: ready, self._loud_from)

    def _loud_from(self, moment: datetime) -> datetime:
        made = self.stage.campaign
        return QuietTimes(made.policy, made.time_zone, made.sprint_at(moment)).next_loud(moment)

    async def told(self) -> str:
        """What the worker hears when the moment is asked for what is due."""
        before = len(self.worker.all)
        await self.outcomes.tick(self.stage.clock.now())
        await self.stage.settle()
        return "\n".join(message.full_text() for message in self.worker.all[before:])

    async def decides(self, title: str, *taps: str) -> None:
        (row,) = await self.stage.rows("SELECT id FROM initiative WHERE title = :t", t=title)
        await self.cadre.say(f"/duyet {row['id']}")
        for tap in taps:
            await (self.cadre.say(tap[1:]) if tap.startswith(">") else self.cadre.press(tap))


@pytest.fixture
async def house(stage: Stage) -> _House:
    """Nguyễn Văn An of Xã Đông Hội has sent three."""
    worker = stage.phone("Nguyễn Văn An")
    await worker.joins("DHOI", reminders=False)
    for title in TITLES:
        await worker.registers(title)
    return _House(stage, worker, await cadre_of(stage, "DHOI"))


async def test_the_author_hears_of_it_when_it_is_final_and_once(house: _House) -> None:
    """Ten minutes later, also who wants no reminders: it is the answer he registered for."""
    await house.decides(TITLES[0], "Hợp lệ")
    assert await house.told() == ""
    house.stage.later(minutes=10)
    assert f"“{TITLES[0]}” đã được công nhận hợp lệ" in await house.told()
    house.outcomes.expect(house.stage.clock.now())
    assert await house.told() == ""


async def test_several_decisions_come_in_one_message(house: _House) -> None:
    """Each with its own words; the question can be answered from there."""
    await house.decides(TITLES[0], "Hợp lệ")
    await house.decides(TITLES[1], "Không hợp lệ", ">1")
    await house.decides(TITLES[2], "Hỏi thêm", ">Nhóm có bao nhiêu người ạ?")
    house.stage.later(minutes=11)
    before = len(house.worker.all)
    told = await house.told()
    assert len(house.worker.all) == before + 1
    assert "chưa được công nhận: giải pháp không có tính mới trong phạm vi đơn vị." in told
    assert "Nhóm có bao nhiêu người ạ? Anh/chị trả lời giúp em trước 24h00 ngày 10/6/2022 ạ." in told
    assert "Nhóm có bao nhiêu người" in await house.worker.press("Bổ sung")
    assert "Em đã chuyển câu trả lời" in await house.worker.say("Có 25 người.")


async def test_what_was_taken_back_is_never_told(house: _House) -> None:
    """Nor is what was overtaken by another decision."""
    await house.decides(TITLES[0], "Không hợp lệ", ">1", "Hoàn tác", "Hợp lệ")
    house.stage.later(minutes=11)
    told = await house.told()
    assert "công nhận hợp lệ" in told
    assert "chưa được công nhận" not in told


async def test_what_is_decided_at_night_is_told_in_the_morning(house: _House) -> None:
    """Quiet hours hold for outcomes too; the moment is known beforehand."""
    house.stage.at("5/5", 22)
    await house.decides(TITLES[0], "Hợp lệ")
    house.stage.later(minutes=11)
    assert await house.told() == ""
    morning = datetime(2022, 5, 6, 7, 30, tzinfo=ZONE)
    assert house.outcomes.next_due == morning
    house.stage.clock.set(morning)
    assert "công nhận hợp lệ" in await house.told()


async def test_long_outcomes_are_parted_and_none_is_lost(house: _House) -> None:
    """So many long questions that one message cannot hold them."""
    for title in TITLES:
        await house.decides(title, "Hỏi thêm", ">" + "Đề nghị nói rõ cách làm và nơi áp dụng. " * 12)
    house.stage.later(minutes=11)
    before = len(house.worker.all)
    await house.told()
    heard = house.worker.all[before:]
    assert len(heard) == 2
    assert sum(len(message.choices) for message in heard) == 3


async def test_somebody_erased_is_told_nothing(house: _House) -> None:
    """And it is not tried for ever."""
    await house.decides(TITLES[0], "Hợp lệ")
    person = await house.worker.person()
    await house.stage.write(Erase(person["id"], house.stage.clock.now()))
    house.stage.later(minutes=11)
    assert await house.told() == ""
    assert house.outcomes.next_due is None


async def test_a_kill_between_telling_and_sending_tells_once(house: _House) -> None:
    """The message and the mark that it was told are one transaction; its key is unique for ever."""
    await house.decides(TITLES[0], "Hợp lệ")
    house.stage.later(minutes=11)
    await house.outcomes.tick(house.stage.clock.now())
    (event,) = await house.stage.rows("SELECT * FROM initiative_event WHERE kind = 'valid'")
    assert event["tell_from"] is None
    again = InitiativeEvent(
        id=event["id"],
        initiative_id=event["initiative_id"],
        kind="valid",
        at=house.stage.clock.now() - timedelta(minutes=11),
        by_person=event["by_person"],
        detail=event["detail"],
        tell_from=house.stage.clock.now(),
    )
    await house.stage.write(again)
    house.outcomes.expect(house.stage.clock.now())
    await house.told()
    rows = await house.stage.rows("SELECT * FROM outbox WHERE kind = 'outcome'")
    assert len(rows) == 1


async def test_who_entered_it_hears_for_an_author_without_a_telephone(stage: Stage, house: _House) -> None:
    """He is asked to ask, answers for him, and is told the result; once the author has come he alone is told."""
    clerk = await cadre_of(stage, "DHOI", name="Lê Thị Nhập")
    await clerk.say("nhập hộ")
    await clerk.say("Phạm Thị Mận")
    await clerk.press("Đơn vị sự nghiệp")
    await clerk.press("Đã đồng ý")
    title = "Giá treo chổi ở cuối hành lang tầng hai"
    await clerk.say(
        "\n".join(f"{label}: {said}" for label, said in (ANSWERS | {"Tên sáng kiến": title}).items())
    )
    await clerk.press("Xong")
    receipt = await clerk.press("Gửi sáng kiến")
    await house.decides(title, "Hỏi thêm", ">Treo được mấy chổi?")
    house.stage.later(minutes=11)
    await house.told()
    assert "đồng chí nhập hộ cần bổ sung" in clerk.all[-1].full_text()
    await clerk.press("Bổ sung")
    assert "đang được xem xét tiếp" in await clerk.say("Mười hai cái, chị ấy nói vậy.")
    author = stage.phone("Phạm Thị Mận")
    await author.joins("DHOI")
    await author.say(re.findall(r"code\d{6}", receipt)[0])
    await house.decides(title, "Hợp lệ")
    house.stage.later(minutes=11)
    house.outcomes.expect(house.stage.clock.now())
    before = len(clerk.all)
    await house.told()
    assert "Chúc mừng anh/chị" in author.all[-1].full_text()
    assert len(clerk.all) == before
