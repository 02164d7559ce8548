"""The invitations of a list as an Excel file for the owner: a line a person, with the words to pass on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from campaign.assigning.reading import Person
from campaign.assigning.telling import units_said
from campaign.definition import Campaign
from campaign.reports.table import Cell, Column, Table
from campaign.texts import Texts
from campaign.vietnamese.dates import say_moment
from storage.assigning.putting import Given
from storage.exporting.excel import Workbook
from storage.papers.codes import Way

Ways = Callable[[str, str], Sequence[Way]]


def make_links(
    campaign: Campaign, names: Mapping[str, str], given: Sequence[Given], ways: Ways, now: datetime
) -> bytes:
    """The file; `names`: of units, by code. It blocks: not on the loop."""
    texts, zone = Texts(campaign.texts), ZoneInfo(campaign.time_zone)
    found = [(each, tuple(ways(each.invite.unit or "", each.invite.code))) for each in given]
    platforms = list(dict.fromkeys(way.platform for _, each in found for way in each))
    columns = (
        Column(texts("links-column-name"), "text", 28),
        Column(texts("links-column-units"), "prose", 40),
        *(Column(texts(f"channel-{platform}"), "prose", 32) for platform in platforms),
        Column(texts("links-column-code"), "text", 14),
        Column(texts("links-column-until"), "moment", 18),
        Column(texts("links-column-message"), "prose", 70),
    )
    table = Table(
        name=texts("links-sheet"),
        title=texts("links-title"),
        notes=(texts("links-note", time=say_moment(now, zone)),),
        columns=columns,
        rows=[_row(campaign, texts, names, each, told, platforms, zone) for each, told in found],
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "links.xlsx"
        book = Workbook(path, zone)
        book.add(table)
        book.close()
        return path.read_bytes()


def _row(
    campaign: Campaign,
    texts: Texts,
    names: Mapping[str, str],
    given: Given,
    ways: Sequence[Way],
    platforms: Sequence[str],
    zone: ZoneInfo,
) -> tuple[Cell, ...]:
    codes, invite = [line.unit for line in given.lines], given.invite
    by_platform = {way.platform: way for way in ways}
    until = say_moment(invite.expires_at, zone) if invite.expires_at else "–"
    message = texts(
        "links-message",
        name=Person.of(given.name).plain,
        owner=campaign.owner.name,
        units=units_said(codes, names, texts),
        campaign=campaign.name,
        way=texts("links-or").join(_way(texts, way) for way in ways)
        or texts("links-way-code", address="bot", code=invite.code),
        until=until,
    )
    return (
        given.name,
        ", ".join(names.get(code, code) for code in codes),
        *(by_platform[each].address if each in by_platform else None for each in platforms),
        invite.code,
        invite.expires_at,
        message,
    )


def _way(texts: Texts, way: Way) -> str:
    platform = texts(f"channel-{way.platform}")
    if way.code:
        return texts("links-way-code", address=f"{platform} {way.address}", code=way.code)
    return texts("links-way-link", address=way.address)
