from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox.control.setting import Setting, Sprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sandbox.control.platforms import Key, Platform, Platforms
    from sandbox.crowd import Crowd
    from sandbox.director import Director

LINKS_KEPT = 40


@dataclass(slots=True)
class Phone:
    """A telephone on the page. `number` is the person's, or the group's (another one after its migration)."""

    id: str
    platform: Platform
    number: int
    role: str

    @property
    def key(self) -> Key:
        """As the API says it."""
        return self.platform.key(self.number)

    @property
    def is_group(self) -> bool:
        """Whether it shows a group."""
        return self.number < 0


@dataclass(frozen=True, slots=True)
class Link:
    """A deep link somebody could open. `at` is civil seconds, None for one given from the beginning."""

    payload: str
    group: bool
    label: str
    about: str
    at: int | None


class Stage:
    """What the page shows of the worlds: which telephones, which links, and one JSON of it all."""

    def __init__(
        self,
        setting: Setting,
        zone: ZoneInfo,
        platforms: Platforms,
        *,
        director: Director,
        crowd: Crowd | None,
    ) -> None:
        self.platforms = platforms
        self.zone = zone
        self.title = setting.title
        self.sprint = sprint_of(setting, director.clock.now(), self.zone)
        self.phones = [self._phone_of(seed.key, seed.role) for seed in setting.phones]
        self._director = director
        self._crowd = crowd
        self._links = {
            (seed.payload, seed.group): Link(seed.payload, seed.group, seed.label, "", None)
            for seed in setting.links
        }

    def add_person(self, name: str, role: str, platform: str = "") -> Phone:
        """One more person with a telephone. Raises KeyError for a platform that is not there."""
        chosen = self.platforms.named(platform)
        return self._add(chosen, chosen.add_person(name), role)

    def add_group(self, title: str, by: Key | None) -> Phone:
        """One more group: of everybody with a telephone there, `by` (or the last one) being its creator."""
        platform = self.platforms.named("") if by is None else self.platforms.of(by)[0]
        people = [each.number for each in self.phones if not each.is_group and each.platform is platform]
        if not people:
            raise LookupError("a group needs a person")
        creator = people[-1] if by is None else self.platforms.of(by)[1]
        members = [person for person in people if person != creator]
        return self._add(platform, platform.add_group(title, creator, members), "")

    def offer(self, payload: str, label: str, *, group: bool) -> None:
        """Offer one more deep link."""
        self._links[payload, group] = Link(payload, group, label, "", None)

    def chats_of(self, platform: Platform) -> set[int]:
        """The chats shown on telephones of a platform. A group that has got another number is followed."""
        mine = [phone for phone in self.phones if phone.platform is platform]
        for phone in mine:
            phone.number = platform.follow(phone.number)
        return {phone.number for phone in mine}

    def state(self) -> dict[str, Any]:
        """All the page needs but the messages."""
        self._find_links()
        for platform in self.platforms:
            self.chats_of(platform)
        people = {each["id"]: each for phone in self.phones for each in self._people(phone)}
        sent, violations, pending = map(sum, zip(*(each.counts() for each in self.platforms), strict=True))
        return {
            "title": self.title,
            "clock": self._clock(),
            "bot": self._bot(),
            "bots": {each.name: {"platform": each.title, **each.bot()} for each in self.platforms},
            "counts": {"sent": sent, "violations": violations, "pending": pending},
            "crowd": self._crowd_state(),
            "people": list(people.values()),
            "phones": [self._phone(phone) for phone in self.phones],
            "links": [self._link(link) for link in reversed(list(self._links.values())[-LINKS_KEPT:])],
        }

    def _phone_of(self, key: Key, role: str) -> Phone:
        platform, number = self.platforms.of(key)
        return Phone(f"chat{key}", platform, number, role)

    def _add(self, platform: Platform, number: int, role: str) -> Phone:
        phone = Phone(f"chat{platform.key(number)}", platform, number, role)
        self.phones.append(phone)
        return phone

    def _clock(self) -> dict[str, Any]:
        now = self._director.clock.now().astimezone(self.zone)
        state = self._director.state
        return {
            "now": now.timestamp(),
            "iso": now.isoformat(),
            "offset": int((now.utcoffset() or timedelta()).total_seconds() // 60),
            "starts": self.sprint.starts.timestamp(),
            "until": self.sprint.until.timestamp(),
            "day": self.sprint.day(now),
            "days": self.sprint.days,
            "turnable": self._director.clock.frozen,
            "running": state.running,
            "seconds_per_day": state.seconds_per_day,
            "waiting": state.waiting,
            "error": state.error,
        }

    def _bot(self) -> dict[str, Any]:
        """The first platform's bot; connected when all are."""
        bots = [platform.bot() for platform in self.platforms]
        return {**bots[0], "connected": all(bot["connected"] for bot in bots)}

    def _crowd_state(self) -> dict[str, Any]:
        if self._crowd is None:
            return {"available": False, "on": False}
        return {"available": True, "on": self._crowd.on, **self._crowd.counts}

    def _people(self, phone: Phone) -> Iterator[dict[str, Any]]:
        platform = phone.platform
        for number in platform.present(phone.number) if phone.is_group else [phone.number]:
            yield {"platform": platform.name, **platform.person(number)}

    def _phone(self, phone: Phone) -> dict[str, Any]:
        platform, shown = phone.platform, phone.platform.phone(phone.number)
        shown |= {"id": phone.id, "chat": phone.key, "platform": platform.name, "role": phone.role}
        if not phone.is_group:
            owner = platform.person(phone.number)["name"]
            return shown | {"kind": "person", "person": phone.key, "owner": owner}
        members = [platform.key(person) for person in platform.present(phone.number)]
        owner = phone.role or shown["title"]
        return shown | {"kind": "group", "owner": owner, "role": "", "members": members}

    def _link(self, link: Link) -> dict[str, Any]:
        return {
            "url": self.platforms.named("").link(link.payload, group=link.group),
            "group": link.group,
            "label": link.label,
            "about": link.about,
            "at": link.at,
        }

    def _find_links(self) -> None:
        """Remember the links in what was sent; everything is looked at once."""
        for platform in self.platforms:
            for payload, group, about, at in platform.links():
                self._links.setdefault((payload, group), Link(payload, group, "", about, at))


def sprint_of(setting: Setting, now: datetime, zone: ZoneInfo) -> Sprint:
    """The sprint's instants; what the scenario leaves out follows from `now`: 35 days from its date."""
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    starts = _aware(setting.starts_at, zone) or today
    ends = _aware(setting.ends_at, zone) or starts + timedelta(days=35)
    return Sprint(starts=starts, ends=ends, until=_aware(setting.runs_until, zone) or ends)


def _aware(instant: datetime | None, zone: ZoneInfo) -> datetime | None:
    return instant.replace(tzinfo=zone) if instant is not None and instant.tzinfo is None else instant
