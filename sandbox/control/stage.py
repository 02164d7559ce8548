from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox.control.setting import Setting, Sprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sandbox.crowd import Crowd
    from sandbox.director import Director
    from sandbox.traffic import Traffic
    from sandbox.world import Chat, World

DEEP_LINK = re.compile(r"(?:https?://)?t(?:elegram)?\.me/(\w+)\?(start|startgroup)=([\w-]{1,64})")
LINKS_KEPT = 40


@dataclass(slots=True)
class Phone:
    """A telephone on the page. `chat_id` is the person's id, or the group's (another one after its migration)."""

    id: str
    chat_id: int
    role: str

    @property
    def is_group(self) -> bool:
        """Whether it shows a group."""
        return self.chat_id < 0


@dataclass(frozen=True, slots=True)
class Link:
    """A deep link somebody could open. `at` is civil seconds, None for one given from the beginning."""

    payload: str
    group: bool
    label: str
    about: str
    at: int | None


class Stage:
    """What the page shows of the world: which telephones, which links, and one JSON of it all."""

    def __init__(
        self,
        setting: Setting,
        zone: ZoneInfo,
        world: World,
        *,
        traffic: Traffic,
        director: Director,
        crowd: Crowd | None,
    ) -> None:
        self.world = world
        self.zone = zone
        self.title = setting.title
        self.sprint = sprint_of(setting, world.clock.now(), self.zone)
        self.phones = [Phone(*_name(seed.person, seed.group), seed.role) for seed in setting.phones]
        self._traffic = traffic
        self._director = director
        self._crowd = crowd
        self._links = {
            (seed.payload, seed.group): Link(seed.payload, seed.group, seed.label, "", None)
            for seed in setting.links
        }
        self._read = 0
        self._sent = 0

    def add_person(self, name: str, role: str) -> Phone:
        """One more person with a telephone."""
        return self._add(self.world.add_user(name).id, role)

    def add_group(self, title: str, by: int | None) -> Phone:
        """One more group: of everybody who has a telephone, `by` (or the last one) being its creator."""
        people = [phone.chat_id for phone in self.phones if not phone.is_group]
        if not people:
            raise LookupError("a group needs a person")
        creator = by if by in people else people[-1]
        members = [person for person in people if person != creator]
        return self._add(self.world.groups.create(title, creator, members).id, "")

    def offer(self, payload: str, label: str, *, group: bool) -> None:
        """Offer one more deep link."""
        self._links[payload, group] = Link(payload, group, label, "", None)

    def chat_ids(self) -> set[int]:
        """The chats shown on telephones. A group that has become a supergroup is followed."""
        for phone in self.phones:
            if phone.is_group and (new := self.world.groups_by_id[phone.chat_id].migrated_to):
                phone.chat_id = new
        return {phone.chat_id for phone in self.phones}

    def state(self) -> dict[str, Any]:
        """All the page needs but the messages."""
        self._read_ledger()
        self.chat_ids()
        people = {id_: person for phone in self.phones for id_, person in self._people(phone)}
        return {
            "title": self.title,
            "clock": self._clock(),
            "bot": self._bot(),
            "counts": {
                "sent": self._sent,
                "violations": len(self.world.violations),
                "pending": self.world.pending_updates(),
            },
            "crowd": self._crowd_state(),
            "people": list(people.values()),
            "phones": [self._phone(phone) for phone in self.phones],
            "links": [self._link(link) for link in reversed(list(self._links.values())[-LINKS_KEPT:])],
        }

    def _add(self, chat_id: int, role: str) -> Phone:
        phone = Phone(f"chat{chat_id}", chat_id, role)
        self.phones.append(phone)
        return phone

    def _clock(self) -> dict[str, Any]:
        now = self.world.clock.now().astimezone(self.zone)
        state = self._director.state
        return {
            "now": now.timestamp(),
            "iso": now.isoformat(),
            "offset": int((now.utcoffset() or timedelta()).total_seconds() // 60),
            "starts": self.sprint.starts.timestamp(),
            "until": self.sprint.until.timestamp(),
            "day": self.sprint.day(now),
            "days": self.sprint.days,
            "turnable": self.world.clock.frozen,
            "running": state.running,
            "seconds_per_day": state.seconds_per_day,
            "waiting": state.waiting,
            "error": state.error,
        }

    def _bot(self) -> dict[str, Any]:
        if not self.world.bots:
            return {"connected": False, "username": "", "name": ""}
        bot = self.world.bot
        return {
            "connected": self._traffic.connected(bot),
            "username": bot.username,
            "name": bot.user.first_name,
        }

    def _crowd_state(self) -> dict[str, Any]:
        if self._crowd is None:
            return {"available": False, "on": False}
        return {"available": True, "on": self._crowd.on, **self._crowd.counts}

    def _people(self, phone: Phone) -> Iterator[tuple[int, dict[str, Any]]]:
        ids = self.present(self.world.chat(phone.chat_id)) if phone.is_group else [phone.chat_id]
        for user_id in ids:
            user = self.world.users[user_id]
            yield user_id, {"id": user_id, "name": f"{user.first_name} {user.last_name}".strip()}

    def present(self, chat: Chat) -> list[int]:
        """The people in a group, without bots."""
        return [m.user.id for m in chat.members.values() if m.present and not m.user.is_bot]

    def _phone(self, phone: Phone) -> dict[str, Any]:
        chat = self.world.chat(phone.chat_id)
        shown: dict[str, Any] = {"id": phone.id, "chat": phone.chat_id, "role": phone.role}
        if not phone.is_group:
            _, person = next(self._people(phone))
            name = self._bot()["name"]
            shown |= {"kind": "person", "person": phone.chat_id, "owner": person["name"], "title": name}
            return shown | {"started": chat.started, "blocked": chat.blocked}
        bot = chat.members.get(self.world.bot.id)
        status = bot.status if bot is not None and bot.present else "left"
        shown |= {"kind": "group", "owner": phone.role or chat.title, "title": chat.title, "role": ""}
        return shown | {
            "members": self.present(chat),
            "bot": status,
            "supergroup": chat.type == "supergroup",
        }

    def _link(self, link: Link) -> dict[str, Any]:
        verb = "startgroup" if link.group else "start"
        return {
            "url": f"https://t.me/{self.world.bot.username}?{verb}={link.payload}",
            "group": link.group,
            "label": link.label,
            "about": link.about,
            "at": link.at,
        }

    def _read_ledger(self) -> None:
        """Count what was sent, and remember the links in it; each entry is looked at once."""
        for entry in self.world.ledger[self._read :]:
            if entry.method.lower().startswith(("send", "copy", "forward")):
                self._sent += 1
            for payload, group in _links_in(entry.payload):
                about = (entry.payload.get("text") or entry.payload.get("caption") or "").partition("\n")[0]
                self._links.setdefault((payload, group), Link(payload, group, "", about, int(entry.at)))
        self._read = len(self.world.ledger)


def _links_in(payload: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    text = payload.get("text") or payload.get("caption") or ""
    urls = [entity["url"] for entity in payload.get("entities") or () if "url" in entity]
    for row in (payload.get("reply_markup") or {}).get("inline_keyboard", ()):
        urls += [button["url"] for button in row if "url" in button]
    for found in DEEP_LINK.finditer(" ".join((text, *urls))):
        yield found[3], found[2] == "startgroup"


def _name(person: int | None, group: int | None) -> tuple[str, int]:
    chat_id = person if person is not None else group
    assert chat_id is not None
    return f"chat{chat_id}", chat_id


def sprint_of(setting: Setting, now: datetime, zone: ZoneInfo) -> Sprint:
    """The sprint's instants; what the scenario leaves out follows from `now`: 35 days from its date."""
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    starts = _aware(setting.starts_at, zone) or today
    ends = _aware(setting.ends_at, zone) or starts + timedelta(days=35)
    return Sprint(starts=starts, ends=ends, until=_aware(setting.runs_until, zone) or ends)


def _aware(instant: datetime | None, zone: ZoneInfo) -> datetime | None:
    return instant.replace(tzinfo=zone) if instant is not None and instant.tzinfo is None else instant
