"""What the tests of the form share: where a worker stands in it, and what is stored of it."""

from __future__ import annotations

from tests.handlers.stage import ANSWERS, Phone, Stage

TITLE = "Lập sổ mượn thiết bị bằng mã QR"
COUNT = "SELECT count(*) FROM initiative WHERE person_id IS NOT NULL"
LINES = [f"{label}: {value}" for label, value in ANSWERS.items()]


async def asks(phone: Phone, label: str) -> None:
    """Stand at the question with this label: everything before it is answered."""
    await phone.say("/dangky")
    for key, value in ANSWERS.items():
        if key == label:
            break
        await phone.say(value)
    assert phone.all[-1].heading.endswith(label), phone.all[-1]


async def draft(stage: Stage) -> dict[str, object]:
    """The row of the open draft."""
    found = await stage.rows("SELECT * FROM draft WHERE state = 'open'")
    return dict(found[0]) if found else {}


async def reviews(phone: Phone) -> None:
    """Stand before the review card, everything answered."""
    await phone.say("/dangky")
    await phone.say("\n".join(LINES))
    await phone.press("Xong")
    assert "Xem lại sáng kiến" in phone.text
