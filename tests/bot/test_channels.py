"""Where newcomers are led when a bot may serve only so many people, and when it falls silent about courtesies."""

from __future__ import annotations

from collections import Counter

from bot.channels import Channels
from campaign.quota import Plan
from campaign.texts import Texts
from handlers.turn import Channel
from scheduler.civil import TurnedClock
from scheduler.quota import Meter
from tests.storage.rows import NOW

TEXTS = Texts()
FREE = Plan(messages=3000, users=50, groups=3)
UNITS = [f"U{number}" for number in range(300)]
TELEGRAM = Channel("telegram", "huyen_bot", "https://t.me/huyen_bot?start={}")


def setting(*users: int, telegram: bool = True) -> tuple[Channels, list[Channel], list[Meter]]:
    """Bots with so many users each, and one of another platform beside them."""
    fixed, meters, bots = {}, {}, []
    for number, seen in enumerate(users, 1):
        place = "zalo", str(number)
        bots.append(Channel("zalo", f"Bot {number}", address=f"https://zalo.me/{number}", buttons=False))
        fixed[place] = bots[-1]
        meters[place] = Meter(*place, FREE, TurnedClock(NOW))
        meters[place].seen(range(seen))
    if telegram:
        fixed["telegram", "9"] = TELEGRAM
    return Channels(fixed, meters), bots, list(meters.values())


def test_one_bot_with_room_is_its_own_door() -> None:
    """Up to 44 people every link leads to it."""
    channels, (bot,), _ = setting(44)
    assert channels["zalo", "1"].door("MNDH").contact == bot.contact
    assert channels.contact("MNDH", TEXTS) == "https://zalo.me/1 (Zalo) hoặc @huyen_bot (Telegram)"


def test_from_45_of_50_on_everything_leads_elsewhere() -> None:
    """To the next bot while that has room, then to the other platform; posts, invitations and pointers alike."""
    channels, bots, meters = setting(45, 0)
    assert channels["zalo", "1"].door("MNDH") == bots[1]
    assert channels["zalo", "1"].door() == bots[1]
    assert channels.contact("MNDH", TEXTS) == "https://zalo.me/2 (Zalo) hoặc @huyen_bot (Telegram)"
    meters[1].seen(range(45))
    assert channels["zalo", "1"].door("MNDH") == TELEGRAM
    assert channels["zalo", "1"].door("MNDH").link_to("abc") == "https://t.me/huyen_bot?start=abc"
    assert channels.contact("MNDH", TEXTS) == "@huyen_bot (Telegram)"


def test_with_no_other_way_the_last_places_are_given_away() -> None:
    """Between 45 and 50 the bot itself; when it is full nobody: the post names who runs the campaign."""
    channels, (bot,), (meter,) = setting(45, telegram=False)
    assert channels.contact("MNDH", TEXTS) == bot.contact
    meter.seen(range(50))
    assert channels.contact("MNDH", TEXTS) == ""


def test_units_are_shared_among_the_bots() -> None:
    """Each unit has one bot, always the same; each bot gets about its part; a pointer stays with the bot itself."""
    channels, bots, _ = setting(0, 0, 0)
    shares = Counter(channels["zalo", "1"].door(unit).contact for unit in UNITS)
    assert set(shares) == {bot.contact for bot in bots}
    assert min(shares.values()) > 60
    assert all(channels["zalo", "1"].door(unit) == channels["zalo", "3"].door(unit) for unit in UNITS)
    assert channels["zalo", "2"].door().contact == bots[1].contact


def test_a_full_bot_takes_no_unit_from_the_others() -> None:
    """Only the units of the bot without room go elsewhere."""
    before, bots, _ = setting(0, 0, 0)
    after, _, _ = setting(0, 50, 0)
    for unit in UNITS:
        was = before["zalo", "1"].door(unit).contact
        if was != bots[1].contact:
            assert after["zalo", "1"].door(unit).contact == was


def test_from_80_percent_on_a_bot_is_terse() -> None:
    """And the others are not; the plan's groups are known to conversations."""
    channels, _, meters = setting(0, 0)
    before = channels["zalo", "1"]
    meters[0].spent(2400)
    assert [channel.terse for channel in (before, *channels.values())] == [False, True, False, False]
    assert channels["zalo", "1"].max_groups == 3
    assert channels["telegram", "9"] is TELEGRAM
