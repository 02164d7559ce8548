"""Reading good campaign files."""

from __future__ import annotations

import shutil
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from campaign.file import CampaignFileError, campaign_hash, check_campaign, describe, read_campaign
from campaign.texts import variables_of
from tests.campaign.folder import EXAMPLE, TOML, UNITS, write

REPOSITORY = Path(__file__).parents[2]


def test_a_minimal_file_is_enough(tmp_path: Path) -> None:
    """Code, name, root, owner, one phase, one sprint and a flat list of units make a whole campaign."""
    toml = TOML[: TOML.index("[clusters]")]
    campaign = read_campaign(write(tmp_path, toml=toml, units="code,name\nLDLD,LĐLĐ\nA,Tổ 1\n", entered=None))
    assert [unit.parent for unit in campaign.units] == [None, "LDLD"]
    assert campaign.short_name == campaign.name
    assert (campaign.owner.unit, campaign.sprints[0].unit, campaign.sprints[0].phase) == (
        "LDLD",
        "LDLD",
        "gd1",
    )
    assert [kind.code for kind in campaign.member_kinds] == [
        "public_service",
        "enterprise_worker",
        "union_cadre",
        "civil_servant",
    ]
    assert [kind.code for kind in campaign.solution_kinds] == [
        "technical",
        "management",
        "operational",
        "tech_application",
        "research",
    ]


def test_the_default_form_asks_what_the_issue_lists(tmp_path: Path) -> None:
    """The twelve default questions come in their order, each with a label, a prompt with an example and a hint."""
    steps = read_campaign(write(tmp_path)).form.steps
    assert [step.key for step in steps] == [
        "title",
        "field",
        "solution_kind",
        "problem",
        "solution",
        "effect",
        "first_applied_on",
        "benefit",
        "authors",
        "recognition",
        "confidential",
        "files",
    ]
    assert all(step.label and step.hint and step.labels for step in steps)
    assert all("ạ" in step.prompt and "ví dụ" in step.prompt.casefold() for step in steps)
    assert all(len(step.prompt) <= 200 for step in steps)
    assert (steps[0].min_length, steps[0].max_length) == (10, 250)


def test_periods_end_with_the_whole_last_day(tmp_path: Path) -> None:
    """A date, "31/5/2022" and "24h00 ngày 31/5/2022" as `until` are all 00:00 of 1/6 in local time."""
    for until in ("2022-05-31", '"31/5/2022"', '"24h00 ngày 31/5/2022"', "2022-06-01T00:00:00+07:00"):
        toml = TOML.replace('until = "24h00 ngày 31/5/2022"', f"until = {until}")
        assert read_campaign(write(tmp_path, toml=toml)).sprints[0].ends_at == datetime(
            2022, 5, 31, 17, tzinfo=UTC
        )
    phase = read_campaign(tmp_path).phases[0]
    assert phase.starts_at == datetime(2022, 1, 7, 17, tzinfo=UTC)
    assert phase.closes_at == datetime(2022, 6, 7, 17, tzinfo=UTC)


def test_columns_of_numbers_become_targets(tmp_path: Path) -> None:
    """A target with a column gives each unit its own cell; "1.172" in a sheet is 1172, an empty cell no target."""
    units = UNITS.replace(",,70", ",,1.172").replace("mẫu giáo,30", "mẫu giáo,")
    targets = read_campaign(write(tmp_path, units=units)).targets
    allocated = {target.unit: target.value for target in targets if target.kind == "allocated"}
    assert allocated == {"LDLD": 1172, "UYNO": 40}


def test_what_editors_do_to_files_does_not_matter(tmp_path: Path) -> None:
    """Byte order mark, CRLF, semicolons, tabs, blank lines and comments change neither campaign nor hash."""
    plain = campaign_hash(write(tmp_path / "plain"))
    other = write(
        tmp_path / "other",
        toml="# lời dặn\n" + TOML.replace("[owner]", "\n[owner]  # chủ trì"),
        units=UNITS.replace(",", ";") + ";;;;;;;\n\n",
    )
    for path in other.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert campaign_hash(other) == plain
    tabs = write(tmp_path / "tabs", units=UNITS.replace(",", "\t"))
    assert campaign_hash(tabs) == plain


def test_text_is_kept_in_nfc(tmp_path: Path) -> None:
    """Names saved decomposed (by a Mac) are the same campaign."""
    plain = campaign_hash(write(tmp_path / "nfc"))
    decomposed = write(
        tmp_path / "nfd", toml=unicodedata.normalize("NFD", TOML), units=unicodedata.normalize("NFD", UNITS)
    )
    assert campaign_hash(decomposed) == plain


def test_the_hash_changes_with_what_is_said(tmp_path: Path) -> None:
    """Another name, target, unit, entered initiative or text is another revision."""
    shipped = next(iter(sorted(_constant_texts())))
    hashes = {
        campaign_hash(write(tmp_path / "0")),
        campaign_hash(write(tmp_path / "1", toml=TOML.replace("Văn phòng", "Ban Tổ chức"))),
        campaign_hash(write(tmp_path / "2", toml=TOML.replace("value = 24", "value = 25"))),
        campaign_hash(write(tmp_path / "3", units=UNITS.replace("Uy Nỗ", "Cổ Loa"))),
        campaign_hash(write(tmp_path / "4", entered="key,unit,entered_at,title\n")),
        campaign_hash(write(tmp_path / "5", texts=f"{shipped} = Lời khác\n")),
    }
    assert len(hashes) == 6


def test_an_override_is_kept_with_the_campaign(tmp_path: Path) -> None:
    """texts.ftl is part of the campaign, for `Texts` to be made with."""
    shipped = next(iter(sorted(_constant_texts())))
    campaign = read_campaign(write(tmp_path, texts=f"{shipped} = Lời khác\n"))
    assert campaign.texts == f"{shipped} = Lời khác\n"


def test_the_form_can_be_changed_step_by_step(tmp_path: Path) -> None:
    """A campaign drops, reorders, rewords and adds questions without copying the form."""
    toml = TOML + (
        '[form]\nrevision = 2\nask = ["title", "field", "room", "effect"]\n'
        '[form.steps.effect]\nprompt = "Được gì ạ?"\n'
        '[form.steps.room]\nkind = "text"\nlabel = "Phòng"\nprompt = "Anh/chị ở phòng nào ạ?"\n'
        'ask_if = { step = "field", among = ["health"] }\n'
    )
    form = read_campaign(write(tmp_path, toml=toml)).form
    assert (form.revision, [step.key for step in form.steps]) == (2, ["title", "field", "room", "effect"])
    assert (form.steps[3].prompt, form.steps[3].label) == ("Được gì ạ?", "Hiệu quả")


def test_the_policy_keeps_the_defaults_it_does_not_name(tmp_path: Path) -> None:
    """Times may be written 18h30 or 18:30; everything else stays as the program has it."""
    toml = (
        TOML
        + '[policy]\nboard_at = "18h30"\nworker_at = 12:05:00\nextra_quiet_days = ["2/5/2022", 2022-05-03]\n'
    )
    policy = read_campaign(write(tmp_path, toml=toml)).policy
    assert (policy.board_at.hour, policy.board_at.minute, policy.worker_at.minute) == (18, 30, 5)
    assert policy.extra_quiet_days == (date(2022, 5, 2), date(2022, 5, 3))
    assert policy.last_call_at.hour == 20


def test_a_unit_lasts_to_the_end_of_its_last_day(tmp_path: Path) -> None:
    """`until` in units.csv is the last day; the value keeps the first day after it."""
    units = "code,name,since,until\nLDLD,LĐLĐ,,\nA,Tổ 1,1/3/2022,2022-05-31\n"
    toml = TOML[: TOML.index("[clusters]")]
    unit = read_campaign(write(tmp_path, toml=toml, units=units, entered=None)).units[1]
    assert (unit.since, unit.until) == (date(2022, 3, 1), date(2022, 6, 1))


def test_the_summary_names_what_was_read(tmp_path: Path) -> None:
    """The lines after a check name units, targets, sprint, form and quiet days."""
    told = "\n".join(describe(read_campaign(REPOSITORY / EXAMPLE)))
    for part in (
        "Units: 48",
        "500 (dn) + 1000 (hcsn) = 1500",
        "allocated 1172",
        "35 days",
        "title",
        "2022-05-02",
        "381",
    ):
        assert part in told


def test_problems_are_raised_together(tmp_path: Path) -> None:
    """The error carries every problem, and its message has one line for each."""
    folder = write(
        tmp_path, toml=TOML.replace('root = "LDLD"', 'root = "X Y"').replace("value = 24", "value = -1")
    )
    with pytest.raises(CampaignFileError) as caught:
        read_campaign(folder)
    assert caught.value.problems == check_campaign(folder)
    assert len(str(caught.value).splitlines()) == len(caught.value.problems) == 2


def test_reading_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    """Nothing is written next to the files."""
    folder = Path(shutil.copytree(REPOSITORY / EXAMPLE, tmp_path / "copy"))
    before = sorted(path.name for path in folder.iterdir())
    read_campaign(folder)
    assert sorted(path.name for path in folder.iterdir()) == before


def _constant_texts() -> list[str]:
    """Ids of shipped texts."""
    shipped = REPOSITORY / "campaign" / "texts" / "vi"
    return [text for path in shipped.glob("*.ftl") for text in variables_of(path.read_text("utf-8"))]
