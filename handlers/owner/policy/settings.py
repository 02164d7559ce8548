"""The values of the policy that an owner can change on his telephone, as he thinks of them: hours belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["span", "time", "times", "number", "numbers", "pair", "weekdays", "days"]
Group = Literal["quiet", "hours", "workers", "boards", "terms"]
Measure = Literal["", "minutes", "hours", "days", "messages", "percent", "units"]
GROUPS: tuple[Group, ...] = ("quiet", "hours", "workers", "boards", "terms")


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to set: the keys of the policy it consists of, how it is said, and in what it is measured."""

    name: str
    group: Group
    form: Form
    keys: tuple[str, ...]
    measure: Measure = ""


def _one(key: str, group: Group, form: Form, measure: Measure = "") -> Setting:
    return Setting(key.replace("_", "-"), group, form, (key,), measure)


SETTINGS: tuple[Setting, ...] = (
    Setting("quiet", "quiet", "span", ("quiet_from", "quiet_until")),
    _one("quiet_weekdays", "quiet", "weekdays"),
    _one("extra_quiet_days", "quiet", "days"),
    _one("working_days", "quiet", "days"),
    _one("final_hours_ignore_quiet_days", "quiet", "number", "hours"),
    Setting("digest", "hours", "span", ("digest_at", "digest_until")),
    _one("worker_at", "hours", "time"),
    _one("worker_hours", "hours", "times"),
    Setting("board", "hours", "span", ("board_at", "board_until")),
    _one("board_edit_minutes", "hours", "number", "minutes"),
    _one("launch_at", "hours", "time"),
    _one("last_call_at", "hours", "time"),
    _one("end_at", "hours", "time"),
    _one("bot_messages_per_day", "workers", "number", "messages"),
    _one("draft_after_hours", "workers", "numbers", "hours"),
    _one("draft_before_end_hours", "workers", "number", "hours"),
    _one("idle_after_hours", "workers", "number", "hours"),
    Setting("idle-period", "workers", "pair", ("idle_per_period", "idle_period_days")),
    _one("idle_per_sprint", "workers", "number", "messages"),
    _one("idle_in_a_row", "workers", "number", "messages"),
    Setting("stretch", "workers", "pair", ("stretch_days", "stretch_every_days")),
    Setting("last-days", "workers", "pair", ("last_days", "last_every_days")),
    _one("opt_out_percent", "workers", "number", "percent"),
    _one("board_marks", "boards", "numbers", "days"),
    _one("board_always_on", "boards", "numbers", "days"),
    _one("leaders", "boards", "number", "units"),
    _one("leader_min_target", "boards", "number"),
    _one("first_step_share", "boards", "number", "percent"),
    _one("needed_share", "boards", "number", "percent"),
    _one("milestones", "boards", "numbers"),
    _one("milestone_percents", "boards", "numbers", "percent"),
    _one("grace_minutes", "terms", "number", "minutes"),
    _one("undo_minutes", "terms", "number", "minutes"),
    _one("draft_kept_days", "terms", "number", "days"),
    _one("invite_days", "terms", "number", "days"),
)
FIRST = (
    "quiet",
    "quiet-weekdays",
    "digest",
    "board",
    "worker-at",
    "bot-messages-per-day",
    "stretch",
    "undo-minutes",
)
ONLY_IN_THE_FILE = frozenset({"holidays_country"})
BY_NAME = {setting.name: setting for setting in SETTINGS}
BY_KEY = {key: setting for setting in SETTINGS for key in setting.keys}
