"""What a campaign's `crowd.toml` says of its simulated workers; without one, something sensible for any campaign."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from campaign.calendar import length_days
from campaign.definition import Campaign, Sprint

_FILE = "crowd.toml"
_SHARE_BEFORE = 0.43  # of the days, in which the first 8 % of the sprint's initiatives come (domain.md 0 #9)
_SHARE_EARLY = 0.085
_MOST = 600
_PER_UNIT = 12


class CrowdFileError(Exception):
    """`crowd.toml` cannot be used; the message is a plain sentence."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Wave(_Value):
    """How many register from day `first` to day `last` of the sprint, both included."""

    first: int = Field(ge=1)
    last: int = Field(ge=1)
    registered: int = Field(ge=0, le=20_000)


class Manner(_Value):
    """What a unit's workers write about (topics of words.toml), and which kinds of member they are (codes)."""

    topics: tuple[str, ...] = ("anywhere",)
    member_kinds: tuple[str, ...] = ()


class Ends(_Value):
    """What the whole campaign has to come to at the end of the sprint: `done` of its target, as printed."""

    done: int
    percent: str = ""


class Reviewing(_Value):
    """What reviewers come to: `valid` by the sprint's end, `asked` of their authors, `rejected` the morning after."""

    valid: int = Field(ge=0)
    asked: int = Field(0, ge=0)
    rejected: int = Field(0, ge=0)


class Setting(_Value):
    """The whole file: waves in order, units from which nobody comes, manners by cluster and by unit."""

    waves: tuple[Wave, ...]
    stay_away: frozenset[str] = frozenset()
    clusters: dict[str, Manner] = {}
    units: dict[str, Manner] = {}
    ends: Ends | None = None
    review: Reviewing | None = None

    @property
    def registered(self) -> int:
        """How many register in all."""
        return sum(wave.registered for wave in self.waves)

    def manner(self, unit: str, cluster: str | None) -> Manner:
        """The unit's own manner, else its cluster's, else the usual one."""
        return self.units.get(unit) or self.clusters.get(cluster or "") or Manner()


def setting_of(folder: Path, campaign: Campaign, sprint: Sprint) -> Setting:
    """The campaign's own setting, or the usual one. CrowdFileError when the file cannot be used."""
    file = folder / _FILE
    if not file.exists():
        return _usual(campaign, length_days(sprint, campaign.time_zone))
    try:
        setting = Setting.model_validate(tomllib.loads(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CrowdFileError(f"{file}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise CrowdFileError(f"{file}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    if any(wave.last > length_days(sprint, campaign.time_zone) or wave.last < wave.first
           for wave in setting.waves):  # fmt: skip
        raise CrowdFileError(f"{file}: a wave lies outside of the sprint's days.")
    return setting


def _usual(campaign: Campaign, days: int) -> Setting:
    """A dozen for each unit, at most six hundred; most of them late."""
    parents = {unit.parent for unit in campaign.units}
    total = min(_MOST, _PER_UNIT * sum(unit.code not in parents for unit in campaign.units))
    early_days = int(days * _SHARE_BEFORE)
    if not early_days:
        return Setting(waves=(Wave(first=1, last=days, registered=total),))
    early = round(total * _SHARE_EARLY)
    return Setting(
        waves=(
            Wave(first=1, last=early_days, registered=early),
            Wave(first=early_days + 1, last=days, registered=total - early),
        )
    )
