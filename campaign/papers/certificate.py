"""What stands on a certificate: a commendation that people decided on, and the thanks for a valid initiative."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from campaign.boards.phrases import inside_sentence
from campaign.definition import Campaign
from campaign.texts import Texts
from campaign.vietnamese.dates import say_date


@dataclass(frozen=True, slots=True)
class Certificate:
    """From top to bottom; an empty line is left out. `name`: what its file is called, without an ending."""

    name: str
    state: str
    motto: str
    issuer: str
    title: str
    lead: str
    recipient: str
    of: str
    reason: str
    quoted: str
    foot: str
    slogan: str
    place_and_day: str
    signer: str


@dataclass(frozen=True, slots=True)
class Commended:
    """A decision that stands: `recipient` is a unit's name, or of a person what may be said of him."""

    id: int
    recipient: str
    of: str
    form: str
    number: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class Thanked:
    """A valid initiative; `recipient`: its author as far as he may be named."""

    number: str
    recipient: str
    unit: str
    title: str
    valid_on: date


def commendation(campaign: Campaign, texts: Texts, made: Commended) -> Certificate:
    """In the style of a Giấy khen: who, for what, by which decision; signed and sealed by hand."""
    return Certificate(
        name=f"khen-{made.id:04d}",
        state=texts("paper-state"),
        motto=texts("paper-motto"),
        issuer=campaign.owner.name,
        title=made.form.upper(),
        lead=texts("certificate-awards"),
        recipient=made.recipient,
        of=made.of,
        reason=texts("certificate-reason", campaign=inside_sentence(campaign.name)),
        quoted="",
        foot=texts("certificate-decision", number=made.number, day=say_date(made.decided_on)),
        slogan=campaign.slogan,
        place_and_day=texts("application-place-and-day"),
        signer=texts("certificate-signer", issuer=campaign.owner.name),
    )


def thanks(campaign: Campaign, texts: Texts, made: Thanked) -> Certificate:
    """A card for everybody whose initiative is valid."""
    return Certificate(
        name=f"cam-on-{made.number}",
        state="",
        motto="",
        issuer=campaign.owner.name,
        title=texts("certificate-thanks"),
        lead=texts("certificate-thanks-lead"),
        recipient=made.recipient,
        of=made.unit,
        reason=texts("certificate-thanks-reason"),
        quoted=made.title,
        foot=texts("certificate-thanks-foot", number=made.number, day=say_date(made.valid_on)),
        slogan=campaign.slogan,
        place_and_day="",
        signer="",
    )
