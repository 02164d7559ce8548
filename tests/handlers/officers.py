"""People with offices on the stage: an owner, a cadre, and how their links look."""

from __future__ import annotations

import re

from tests.handlers.stage import Phone, Stage

_LINK = re.compile(r"https://t\.me/dong_anh_bot\?start=(\w+)")


async def owner_of(stage: Stage, name: str = "Trần Thị Chủ") -> Phone:
    """Somebody who runs the campaign and works at the district's own office."""
    phone = stage.phone(name)
    await phone.joins("CQHUYEN")
    await stage.appoint(phone, "owner", "LDLD")
    return phone


async def cadre_of(stage: Stage, *units: str, name: str = "Lê Văn Cán") -> Phone:
    """A cadre in charge of these units, who works at the last of them."""
    phone = stage.phone(name)
    await phone.joins(units[-1] if units[-1] != "LDLD" else "CQHUYEN")
    for unit in units:
        await stage.appoint(phone, "cadre", unit)
    return phone


def payload_of(text: str) -> str:
    """The payload of the only link in a text."""
    (payload,) = _LINK.findall(text)
    return str(payload)
