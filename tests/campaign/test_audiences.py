"""Who is spoken to, and whether what is said of the others is true for him."""

from __future__ import annotations

from campaign.boards import good_news
from campaign.digests import Charge, digest
from tests.campaign.sprints import at
from tests.campaign.test_boards import TEXTS, single
from tests.campaign.test_digests import snapshot


def test_workers_thanked_as_comrades() -> None:
    """Good news in the group of one unit thank its members, as its launch and its end do."""
    post = good_news(single(15, 20), at("2022-05-04T17:00"), 14, TEXTS)
    assert post is not None
    assert "75%" in post.text
    assert post.text.endswith("Trân trọng cảm ơn anh chị em đoàn viên, người lao động!")


def test_the_remaining_units_of_a_digest_that_named_none() -> None:
    """On day 1 nobody is behind: the owner reads how all units stand, not how "the remaining" do."""
    charge = Charge("Hùng", without_cadre=frozenset({"u6"}))
    found = digest(snapshot(when="2022-04-27T08:00"), charge, TEXTS)
    assert found is not None
    assert "Nhịp độ các đơn vị: " in found.post.text
    assert "còn lại" not in found.post.text
