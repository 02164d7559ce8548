"""Sheets of QR codes to hang on a wall: each unit's own way into the bot, six on a page, and one as a picture."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import select

from campaign.texts import Texts
from storage.loading import table_of
from storage.transaction import Statements

PAGE = 6


@dataclass(frozen=True, slots=True)
class Way:
    """How one comes into the bot: the platform's name, the address its code opens, and what is then to be said.

    `code` is empty where the address itself hands it over.
    """

    platform: str
    address: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A unit's card; the ways in the order they are shown, two at most."""

    unit: str
    ways: tuple[Way, ...]


async def codes_of(connection: Statements) -> Mapping[str, str]:
    """The code of each unit's lasting link, by unit."""
    invite = table_of("invite")
    live = select(invite.c.unit, invite.c.code).where(invite.c.kind == "unit", invite.c.revoked_at.is_(None))
    return {row.unit: row.code for row in await connection.execute(live.order_by(invite.c.id.desc()))}


async def make_sheets(
    cards: Sequence[Card], campaign: str, texts: Texts, now: datetime, folder: Path | None = None
) -> bytes:
    """A PDF, six cards on a page. `folder`: the campaign's, whose templates/codes.typ comes before ours."""
    [made] = await asyncio.to_thread(_set, cards, campaign, texts, now, folder, "pdf")
    return made


async def make_picture(card: Card, campaign: str, texts: Texts, now: datetime) -> bytes:
    """One card alone, as a PNG."""
    [made] = await asyncio.to_thread(_set, [card], campaign, texts, now, None, "png")
    return made


def _set(
    cards: Sequence[Card], campaign: str, texts: Texts, now: datetime, folder: Path | None, kind: Any
) -> Sequence[bytes]:
    from storage.papers.typesetting import template, typeset  # noqa: PLC0415  # a bot that prints nothing needs none

    data = {
        "campaign": campaign,
        "heading": texts("codes-heading"),
        "alone": kind == "png",
        "cards": [{"unit": card.unit, "ways": [_way(way, texts) for way in card.ways]} for card in cards],
    }
    return typeset(template("codes", folder), data, kind, now=now)


def _way(way: Way, texts: Texts) -> dict[str, str]:
    said = texts("codes-say" if way.code else "codes-open")
    return {
        "platform": texts(f"channel-{way.platform}"),
        "qr": _drawn(way.address),
        "how": said,
        "address": way.address.removeprefix("https://"),
        "code": way.code,
    }


def _drawn(address: str) -> str:
    """The QR code as SVG, dark on nothing, with the quiet border it needs."""
    import segno  # noqa: PLC0415  # nor this

    made = BytesIO()
    segno.make(address, error="m", micro=False).save(made, kind="svg", xmldecl=False, border=3, nl=False)
    return made.getvalue().decode()
