"""The example campaign with a sprint of the last three days of May and a crowd of a few, for a play in seconds."""

from __future__ import annotations

import shutil
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "dong-anh"
CROWD = """\
waves = [{{ first = 1, last = 3, registered = {registered} }}]
stay_away = ["QTD", "GNGOI"]
[clusters]
KCN = {{ topics = ["workshop", "anywhere"], member_kinds = ["enterprise_worker"] }}
[ends]
done = {done}
percent = "{percent}"
"""


REVIEW = """\
[review]
valid = 11
asked = 1
rejected = 1
"""


def make(
    folder: Path, *, registered: int = 24, done: int = 405, percent: str = "34,6%", review: str = REVIEW
) -> Path:
    """The campaign's folder: 29/5 (a Sunday) to 31/5, so that there are two boards, the last of them at T-0."""
    campaign = folder / "campaign"
    shutil.copytree(EXAMPLE, campaign)
    (campaign / "calendar.csv").unlink()
    (campaign / "crowd.toml").write_text(
        CROWD.format(registered=registered, done=done, percent=percent) + review, "utf-8"
    )
    file = campaign / "campaign.toml"
    shortened = file.read_text("utf-8").replace("from = 2022-04-27", "from = 2022-05-29")
    file.write_text(shortened, "utf-8")
    return campaign
