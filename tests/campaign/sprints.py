"""A small campaign with the example's dates, for tests of the rules: 35 days to the end of 31/5/2022."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from campaign.counts import Counts
from campaign.definition import Campaign, Form, Owner, Phase, Policy, Sprint, Step, Term, Unit
from campaign.standings import UnitRow

DATA = Path(__file__).parent.parent / "data"
ZONE = "Asia/Ho_Chi_Minh"


def at(text: str) -> datetime:
    """An instant from the local time of the campaign: "2022-04-27T08:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


def golden(name: str) -> list[dict[str, str]]:
    """The rows of a golden table."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sprint(**changes: Any) -> Sprint:
    """The 35 days of the example, with changes."""
    values = {
        "code": "S35",
        "name": "Đợt thi đua cao điểm 35 ngày",
        "unit": "HUYEN",
        "phase": "GD1",
        "starts_at": at("2022-04-27T00:00"),
        "ends_at": at("2022-06-01T00:00"),
    }
    return Sprint.model_validate(values | changes)


UNITS = (
    Unit(code="HUYEN", name="LĐLĐ huyện Đông Anh", kind="upper"),
    Unit(code="XA", name="Công đoàn xã Đông Hội", parent="HUYEN", kind="upper"),
    Unit(code="TRUONG", name="CĐCS Trường THCS Đông Hội", parent="XA", cluster="C1"),
    Unit(code="CTY", name="CĐCS Công ty May Đông Anh", parent="HUYEN", cluster="C2"),
)


def campaign(**changes: Any) -> Campaign:
    """A campaign of four units and one sprint, with changes."""
    words = (Term(code="A", name="A"),)
    values = {
        "code": "DA",
        "name": "Chương trình 1 triệu sáng kiến",
        "short_name": "1 triệu sáng kiến",
        "slogan": "Tự hào trí tuệ lao động Việt Nam",
        "owner": Owner(unit="HUYEN", name="LĐLĐ huyện Đông Anh", contact="Văn phòng"),
        "root": "HUYEN",
        "phases": (
            Phase(
                code="GD1",
                name="giai đoạn 1",
                starts_at=at("2022-01-08T00:00"),
                ends_at=at("2022-06-01T00:00"),
                closes_at=at("2022-06-16T00:00"),
            ),
        ),
        "sprints": (sprint(),),
        "clusters": (Term(code="C1", name="Cụm 1"), Term(code="C2", name="Cụm 2")),
        "member_kinds": words,
        "fields": words,
        "solution_kinds": words,
        "form": Form(steps=(Step(key="title", kind="text", label="Tên", prompt="Tên?"),)),
        "policy": Policy(),
        "units": UNITS,
    }
    return Campaign.model_validate(values | changes)


def counts(valid: int = 0, under_review: int = 0, rejected: int = 0, withdrawn: int = 0) -> Counts:
    """Counts whose states sum to what was submitted."""
    submitted = valid + under_review + rejected + withdrawn
    return Counts(submitted, valid, under_review, 0, rejected, withdrawn)


def small_sprint() -> list[dict[str, str]]:
    """G14 without its total."""
    return [row for row in golden("g14_sprint_small") if row["unit_id"] != "TOTAL"]


def unit_row(row: dict[str, str]) -> UnitRow:
    """A line of G14 as figures at the end of day 9."""
    now = counts(int(row["valid"]), int(row["under_review"]), int(row["rejected"]))
    return UnitRow(
        code=row["unit_id"],
        name=row["unit"],
        cluster=row["cluster"],
        target=int(row["target"]),
        now=now,
        week_ago=counts(int(row["valid_7_days_ago"])),
    )
