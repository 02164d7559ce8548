"""The demo's crowd: as many as the newspapers counted, when and where they came, and the same in every run."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rapidfuzz import fuzz

from bot.demo.crowd import CrowdFileError, crowd_of, rules, setting_of
from bot.demo.crowd.curve import share_out
from campaign.calendar import quietness
from campaign.definition import Campaign
from campaign.file import read_campaign
from campaign.targets import denominators
from campaign.texts import Texts
from campaign.vietnamese.text import fold
from sandbox.persona import Plan, Worker
from tests.bot import small_campaign

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
UNFINISHED = {"gives_up", "declines", "begins_nothing"}
LATER = {"puts_off", "awaits_nudge"}


@cache
def example() -> Campaign:
    return read_campaign(small_campaign.EXAMPLE)


@cache
def crowd() -> list[dict[str, Any]]:
    campaign = example()
    setting = setting_of(small_campaign.EXAMPLE, campaign, campaign.sprints[0])
    return crowd_of(campaign, campaign.sprints[0], setting, {unit.code: unit.code for unit in campaign.units})


def finishing() -> list[dict[str, Any]]:
    return [line for line in crowd() if not UNFINISHED & set(line["traits"])]


def finished_on(line: dict[str, Any]) -> date:
    """The day on which this worker gets the number: those who put it off do it on the next."""
    day = datetime.fromisoformat(line["at"]).astimezone(ZONE).date()
    return date.fromordinal(day.toordinal() + bool(LATER & set(line["traits"])))


def test_627_register_53_of_them_by_day_15() -> None:
    """53 on days 1 to 15 and 574 on days 16 to 35, beside a few who decline or never finish."""
    days = Counter((finished_on(line) - date(2022, 4, 26)).days for line in finishing())
    assert sum(number for day, number in days.items() if day <= 15) == 53
    assert sum(number for day, number in days.items() if 16 <= day <= 35) == 574
    assert set(days) <= set(range(1, 36))
    assert {trait: sum(trait in line["traits"] for line in crowd()) for trait in UNFINISHED} == {
        "gives_up": 19,
        "declines": 13,
        "begins_nothing": 13,
    }


def test_the_crowd_is_the_same_in_every_run() -> None:
    """What a play shows can be shown again."""
    campaign = example()
    setting = setting_of(small_campaign.EXAMPLE, campaign, campaign.sprints[0])
    codes = {unit.code: unit.code for unit in campaign.units}
    assert crowd_of(campaign, campaign.sprints[0], setting, codes) == crowd()


def test_every_posting_day_has_somebody_before_its_board() -> None:
    """On each posting day somebody begins an hour and more before 17:00, so that a board is due as in G16."""
    posting = {day for day in map(finished_on, finishing()) if not quietness(day, example().policy)}
    assert len(posting) == 27
    begun = [datetime.fromisoformat(line["at"]).astimezone(ZONE) for line in finishing()
             if not LATER & set(line["traits"])]  # fmt: skip
    assert posting <= {at.date() for at in begun if at.time() <= time(15)}


def test_the_last_days_bring_most() -> None:
    """The last seven days bring more than half, Sundays and holidays little, and nobody begins near midnight."""
    days = Counter(map(finished_on, finishing()))
    last_week = sum(number for day, number in days.items() if day >= date(2022, 5, 25))
    assert last_week > 627 / 2 - 20
    assert days[date(2022, 5, 22)] * 2 < days[date(2022, 5, 23)]
    assert max(datetime.fromisoformat(line["at"]).astimezone(ZONE).time() for line in crowd()) < time(22, 10)


def test_units_end_up_unlike_each_other() -> None:
    """Some reach their target, two have none at all, and nobody comes from the units that stay away."""
    campaign = example()
    goals = denominators(campaign.targets, "gd1")
    ends = Counter(each.unit for each in campaign.entered)
    ends.update(line["start"] for line in finishing())
    leaves = [unit.code for unit in campaign.units if unit.parent is not None]
    assert sum(ends[unit] for unit in leaves) == 1008
    assert [unit for unit in leaves if not ends[unit]] == ["GNGOI", "QTD"]
    assert 6 <= sum(ends[unit] >= goals[unit].value for unit in leaves if unit in goals) <= 20


def test_titles_are_unlike_but_for_a_few() -> None:
    """No unit has a title twice, and only some are so alike that the bot asks about it."""
    known = [(each.unit, fold(each.title)) for each in example().entered]
    alike = 0
    for line in crowd():
        unit, title = line["start"], fold(line["answers"]["title"])
        others = [other for where, other in known if where == unit]
        assert title not in others
        alike += any(fuzz.token_set_ratio(title, other) >= 85 for other in others)
        known.append((unit, title))
    assert 10 <= alike <= 0.12 * len(crowd())


def test_people_answer_in_different_ways_and_err() -> None:
    """About 70 % send one labelled message; every slip and every way of coming back is there."""
    traits = Counter(trait for line in crowd() for trait in line["traits"])
    assert 0.6 < traits["bulk"] / len(crowd()) < 0.75
    named = {rule["only"] for rule in rules(Texts(), example().form)["rules"] if "only" in rule}
    assert named <= set(traits)
    assert set(traits) <= named


def test_the_sandbox_takes_plan_and_workers(tmp_path: Path) -> None:
    """Every line is a worker of the sandbox, every rule one of its rules, and the rules' templates can be filled."""
    plan = Plan.model_validate({"file": tmp_path / "crowd.json", **rules(Texts(), example().form)})
    for line in crowd():
        worker = Worker.model_validate(line)
        for rule in plan.rules:
            assert worker.fill(rule.say or rule.pick or "") is not None


def test_a_question_is_known_by_its_text_whatever_its_words_are() -> None:
    """A campaign with words of its own is read all the same; a text without any words is named."""
    texts = Texts("name-ask = Quý vị tên gì ạ?\nreceipt-heading = Mã số sáng kiến: { $number }\n")
    plan = Plan.model_validate({"file": "crowd.json", **rules(texts, example().form)})
    asked = [rule for rule in plan.rules if rule.when.search("Quý vị tên gì ạ?")]
    assert asked
    assert {rule.say or rule.pick for rule in asked} == {"0912 345 678", "{name}", "{typed_name}"}
    (done,) = (rule for rule in plan.rules if rule.done)
    found = done.when.search("Mã số sáng kiến: SK-DA-000412")
    assert found is not None
    assert found["number"] == "SK-DA-000412"
    with pytest.raises(CrowdFileError, match="receipt-heading"):
        rules(Texts("receipt-heading = { $number }\n"), example().form)


def test_a_movement_of_other_questions_is_answered_by_its_own_labels() -> None:
    """Of models neither the old labels nor questions that are not asked are left; its own buttons are pressed."""
    movement = read_campaign(Path(__file__).parents[2] / "examples" / "dan-van-kheo")
    told = rules(Texts(movement.texts), movement.form)["rules"]
    plan = Plan.model_validate({"file": "crowd.json", "rules": told})
    (titled, *_) = (rule for rule in plan.rules if rule.when.search("1/5 · Tên mô hình"))
    assert titled.only == "bulk"
    card = next(rule for rule in plan.rules if rule.when.search("Xem lại mô hình"))
    assert card.press is not None
    assert card.press.search("✅ Đăng ký mô hình")
    assert not any(rule.when.search("1/5 · Tên sáng kiến\n") and rule.only for rule in plan.rules)
    assert not any("Tình trạng trước" in (rule.say or "") for rule in plan.rules)


def test_each_platform_gets_as_many_workers() -> None:
    """One after the other they come by Telegram and by Zalo, and on Zalo everybody consents in words."""
    campaign = example()
    setting = setting_of(small_campaign.EXAMPLE, campaign, campaign.sprints[0])
    codes = {unit.code: unit.code for unit in campaign.units}
    lines = crowd_of(campaign, campaign.sprints[0], setting, codes, ("telegram", "zalo"))
    numbers = Counter(line["platform"] for line in lines)
    assert abs(numbers["telegram"] - numbers["zalo"]) <= 1
    assert [line["name"] for line in lines] == [line["name"] for line in crowd()]
    typing = [line for line in lines if line["platform"] == "zalo" and "declines" not in line["traits"]]
    assert all("consents_in_words" in line["traits"] for line in typing)


def test_shares_make_the_whole() -> None:
    """Largest remainders: whole numbers, exactly the total, nothing for a weight of nothing."""
    assert share_out(10, [1, 1, 1]) == [4, 3, 3]
    assert share_out(7, [0, 2, 5]) == [0, 2, 5]
    assert share_out(3, [0, 0]) == [0, 0]


def test_any_campaign_has_a_crowd(tmp_path: Path) -> None:
    """Without a crowd.toml a dozen come for each unit, at most six hundred, most of them late."""
    campaign = example()
    setting = setting_of(tmp_path, campaign, campaign.sprints[0])
    assert setting.registered == 47 * 12
    assert [wave.last for wave in setting.waves] == [15, 35]


@pytest.mark.parametrize(
    "text", ["waves = 3", "waves = [{ first = 1, last = 99, registered = 1 }]", "waves = ["]
)
def test_a_broken_crowd_file_is_a_sentence(tmp_path: Path, text: str) -> None:
    """It names the file and what is wrong with it."""
    (tmp_path / "crowd.toml").write_text(text, "utf-8")
    with pytest.raises(CrowdFileError, match=r"crowd\.toml: "):
        setting_of(tmp_path, example(), example().sprints[0])
