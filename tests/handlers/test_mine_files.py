"""The pictures of one's own initiative are shown again, wherever one asks, and to nobody else."""

from __future__ import annotations

from sqlalchemy import text

from handlers.incoming import Given
from tests.handlers.drafts import LINES
from tests.handlers.officers import cadre_of
from tests.handlers.stage import Phone, Stage


async def submits(stage: Stage, worker: Phone, photos: int, *, document: bool = False) -> int:
    """Submit an initiative with so many photos, and a document if asked for; its number."""
    await worker.say("/dangky")
    await worker.say("\n".join(LINES))
    for n in range(photos):
        await worker.photo(f"p{n}")
    if document:
        await worker.do("document", file=Given("document", "d", name="ban-ve.pdf", size=1000))
    await worker.press("Xong")
    assert "Đã ghi nhận SK-" in await worker.press("Gửi sáng kiến")
    return int(await stage.value("SELECT max(id) FROM initiative"))


async def pictures(stage: Stage) -> list[int]:
    rows = await stage.rows("SELECT id FROM attachment WHERE kind = 'photo' ORDER BY id")
    return [row["id"] for row in rows]


async def test_the_pictures_are_shown_again(stage: Stage, worker: Phone) -> None:
    """From the card, each with its place in the row; with the last one the document by its name and the way back."""
    made = await submits(stage, worker, 2, document=True)
    await worker.say(f"/cuatoi {made}")
    heard = len(worker.all)
    await worker.press("Xem tệp")
    shown = worker.all[heard:]
    assert [message.picture for message in shown] == await pictures(stage)
    assert [message.text.splitlines()[0].split(": ")[1] for message in shown] == ["ảnh 1/2", "ảnh 2/2"]
    assert shown[-1].text.endswith("Tài liệu em đã nhận: ban-ve.pdf")
    assert shown[0].choices == ()
    assert "Lập sổ mượn thiết bị" in await worker.press("Sáng kiến này")


async def test_many_pictures_come_a_few_at_a_time(stage: Stage, worker: Phone) -> None:
    """Seven are three, three and one; each of them once."""
    made = await submits(stage, worker, 7)
    await worker.say(f"/cuatoi {made}")
    seen: list[int | None] = []
    for button in ("Xem tệp", "Xem thêm", "Xem thêm"):
        heard = len(worker.all)
        await worker.press(button)
        seen += [message.picture for message in worker.all[heard:]]
        assert len(worker.all) - heard <= 3
    assert seen == await pictures(stage)


async def test_nobody_else_sees_them(stage: Stage, worker: Phone) -> None:
    """Neither a colleague nor the cadre of the unit, by whatever number they try."""
    made = await submits(stage, worker, 1)
    colleague = stage.phone("Trần Văn Bình")
    await colleague.joins("DHOI")
    cadre = await cadre_of(stage, "DHOI")
    for phone in (colleague, cadre):
        heard = len(phone.all)
        assert "không thấy sáng kiến này" in await phone.say(f"/tepsk {made}")
        assert [message.picture for message in phone.all[heard:]] == [None]


async def test_what_cannot_be_shown_is_said(stage: Stage, worker: Phone) -> None:
    """A photo that never could be fetched is counted, not shown; without files there is no button and no error."""
    made = await submits(stage, worker, 1)
    async with stage.database.write() as connection:
        await connection.execute(text("UPDATE attachment SET state = 'failed'"))
    assert "Có 1 ảnh em không tải về được" in await worker.say(f"/tepsk {made}")
    bare = await worker.registers("Ghép hai chuyến xe đưa đón công nhân làm một")
    number = bare.split("SK-DA-")[1][:6]
    await worker.say(f"/cuatoi {number}")
    assert "Xem tệp" not in " ".join(worker.labels)
    assert "không có ảnh hay tài liệu" in await worker.say(f"/tepsk {number}")
