"""What a campaign knows about itself."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.campaign.sprints import at, campaign


@pytest.mark.parametrize(
    ("moment", "kept_from"),
    [
        (at("2022-04-26T08:00"), at("2022-03-27T08:00")),
        (at("2022-05-10T08:00"), at("2022-04-10T08:00")),
        (at("2022-05-28T08:00"), at("2022-04-27T00:00")),
        (at("2022-05-31T23:59"), at("2022-04-27T00:00")),
        (at("2022-06-01T00:00"), at("2022-05-02T00:00")),
    ],
    ids=["before", "early", "after 31 days", "last minute", "over"],
)
def test_a_draft_of_the_first_day_is_reminded_of_to_the_last_evening(
    moment: datetime, kept_from: datetime
) -> None:
    """Drafts are let go after 30 days, but in a sprint of 35 none that was touched in it while it runs."""
    assert campaign().drafts_kept_from(moment) == kept_from
