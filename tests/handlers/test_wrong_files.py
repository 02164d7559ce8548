"""A picture given by mistake can be taken back, before sending and after."""

from __future__ import annotations

from tests.handlers.stage import ANSWERS, Phone, Stage

STATES = "SELECT state, remote FROM attachment ORDER BY id"
WHOLE = "\n".join(f"{label}: {value}" for label, value in ANSWERS.items())


async def test_a_wrong_picture_that_could_not_be_taken_back(stage: Stage, worker: Phone) -> None:
    """All files of the draft go, with their references; another can be sent, and only that one counts."""
    await worker.say("/dangky")
    await worker.say(WHOLE)
    assert "Xóa các tệp đã gửi" not in worker.labels
    await worker.photo("wrong")
    assert "Xóa các tệp đã gửi" in worker.labels
    assert "Em đã xóa các tệp" in await worker.press("Xóa các tệp")
    assert await stage.rows(STATES) == [{"state": "dropped", "remote": ""}]
    assert "Em đã nhận 1 tệp" in await worker.photo("right")
    assert "1 tệp" in await worker.press("Xong")
    assert "1 tệp và" in await worker.say("/dulieu")


async def test_a_wrong_picture_of_what_was_sent(stage: Stage, worker: Phone) -> None:
    """While it is under review the files of an initiative can be taken back as well, and its history says so."""
    await worker.say("/dangky")
    await worker.say(WHOLE)
    await worker.photo("wrong")
    await worker.press("Xong")
    await worker.press("Gửi sáng kiến")
    await worker.say("của tôi")
    await worker.say("1")
    await worker.press("Sửa")
    await worker.press("Ảnh, tài liệu")
    assert "Em đã xóa các tệp" in await worker.press("Xóa các tệp")
    assert await stage.rows(STATES) == [{"state": "dropped", "remote": ""}]
    assert await stage.value("SELECT count(*) FROM initiative_event WHERE kind = 'edited'") == 1
    assert "Ảnh, tài liệu: –" in await worker.press("Xong")
