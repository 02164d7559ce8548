"""A paper as the bytes of a file, made off the loop. What lays it out is loaded with the first paper, not before."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import datetime
from typing import Literal

from campaign.definition import Campaign
from campaign.papers.application import Subject, application
from campaign.reports import Facts
from campaign.reports.page import page
from campaign.texts import Texts

Format = Literal["docx", "pdf"]


async def make_application(campaign: Campaign, subject: Subject, kind: Format, now: datetime) -> bytes:
    """The application for this initiative (Circular 18/2013) as Word or PDF."""
    form = application(campaign, Texts(campaign.texts), subject)
    if kind == "docx":
        from storage.papers.word import write_application  # noqa: PLC0415  # a bot that prints nothing needs none

        return await asyncio.to_thread(write_application, form, now)
    from storage.papers.typesetting import template, typeset  # noqa: PLC0415  # nor this

    [made] = await asyncio.to_thread(typeset, template("application"), asdict(form), "pdf", now=now)
    return made


async def make_page(facts: Facts, now: datetime) -> bytes:
    """The campaign on one page, as PDF."""
    from storage.papers.typesetting import template, typeset  # noqa: PLC0415  # nor here

    shown = page(facts, Texts(facts.campaign.texts))
    [made] = await asyncio.to_thread(typeset, template("page"), asdict(shown), "pdf", now=now)
    return made
