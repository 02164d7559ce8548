"""Mistakes in a folder as a whole: files that are missing, saved wrongly, or wrong in several places at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from campaign.file import CampaignFileError, Problem, check_campaign, read_campaign
from tests.campaign.folder import ENTERED, TOML, UNITS, write

if TYPE_CHECKING:
    from pathlib import Path


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int | None, str]]:
    return [(problem.file, problem.line, problem.where) for problem in problems]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """A folder that is not there, or is a file, is one plain problem."""
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "none", tmp_path / "file"):
        assert check_campaign(folder) == (Problem(str(folder), None, "", "there is no such folder"),)
        with pytest.raises(CampaignFileError, match="there is no such folder"):
            read_campaign(folder)


def test_missing_files_are_all_said(tmp_path: Path) -> None:
    """An empty folder misses two files; entered.csv and texts.ftl may be missing."""
    assert places(check_campaign(tmp_path)) == [("campaign.toml", None, ""), ("units.csv", None, "")]
    assert check_campaign(write(tmp_path / "a", entered=None)) == ()
    assert check_campaign(write(tmp_path / "b", entered="\n", texts="\n")) == ()


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    """A folder where a file should be is a problem, not a crash."""
    (write(tmp_path) / "units.csv").unlink()
    (tmp_path / "units.csv").mkdir()
    assert "cannot be opened" in check_campaign(tmp_path)[0].reason


def test_a_file_that_is_not_utf_8_is_said_with_its_line(tmp_path: Path) -> None:
    """Windows-1258 is found on its first strange line, UTF-16 as a whole."""
    write(tmp_path)
    (tmp_path / "units.csv").write_bytes(b"code,name\nLDLD,LD\nA,Tr\xfd\xf5ng\n")
    (tmp_path / "campaign.toml").write_text(TOML, "utf-16")
    (tmp_path / "entered.csv").write_bytes(b"key,unit\n\xff")
    problems = check_campaign(tmp_path)
    assert places(problems) == [("campaign.toml", None, ""), ("units.csv", 3, ""), ("entered.csv", 2, "")]
    assert "UTF-16" in problems[0].reason
    assert all("UTF-8" in problem.reason for problem in problems)


def test_every_mistake_is_named_in_one_run(tmp_path: Path) -> None:
    """Mistakes in all four files, several in one table, come together, in the order of reading."""
    toml = TOML.replace("value = 24", "value = -24\nvalu = 1").replace("2022-04-27", '"31/4/2022"')
    units = UNITS.replace("Uy Nỗ,LDLD,TH", "Uy Nỗ,LDL,TT")
    entered = ENTERED.replace("K1,DHOI,2022-01-10 14:05", "K1,NO,hôm qua")
    problems = check_campaign(
        write(tmp_path, toml=toml, units=units, entered=entered, texts="\nno-such-text = A\n")
    )
    assert places(problems) == [
        ("campaign.toml", 24, "sprints[1].from"),
        ("campaign.toml", 49, "targets[3].value"),
        ("campaign.toml", 50, "targets[3].valu"),
        ("units.csv", 4, "parent"),
        ("units.csv", 4, "cluster"),
        ("entered.csv", 2, "unit"),
        ("entered.csv", 2, "entered_at"),
        ("texts.ftl", 2, "no-such-text"),
    ]


def test_sheets_are_checked_without_a_readable_campaign(tmp_path: Path) -> None:
    """A syntax error in campaign.toml does not hide what is wrong in the sheets."""
    problems = check_campaign(write(tmp_path, toml="code = ", units=UNITS + "A B,Tổ,LDLD,,,,,\n"))
    assert places(problems) == [("campaign.toml", 1, ""), ("units.csv", 5, "code")]
    assert "what follows was not checked" in problems[0].reason


def test_a_missing_column_is_named_and_says_nothing_about_the_lines(tmp_path: Path) -> None:
    """Without `name` the lines cannot be judged; each missing column is one problem on the header's line."""
    units, entered = UNITS.replace("code,name", "code,ten"), ENTERED.replace("key,unit", "key,donvi")
    problems = check_campaign(write(tmp_path, units="\n" + units, entered=entered))
    assert places(problems) == [
        ("units.csv", 2, "ten"),
        ("units.csv", 2, "name"),
        ("entered.csv", 1, "donvi"),
        ("entered.csv", 1, "unit"),
    ]


def test_a_circle_is_told_once_as_a_chain(tmp_path: Path) -> None:
    """Three units in a circle and one hanging from them are one problem, on the first line of the circle."""
    rows = "A,Tổ A,B,,,,,\nB,Tổ B,C,,,,,\nC,Tổ C,A,,,,,\nD,Tổ D,A,,,,,\n"
    problems = check_campaign(write(tmp_path, units=UNITS + rows))
    assert [str(problem) for problem in problems] == [
        "units.csv:5: parent: the units hang under each other in a circle: A → B → C → A"
    ]


def test_the_root_is_looked_for(tmp_path: Path) -> None:
    """A root that is not in the list is told, and the unit that stands without a parent too."""
    problems = check_campaign(write(tmp_path, toml=TOML.replace('root = "LDLD"', 'root = "LDL"')))
    assert places(problems) == [("units.csv", None, ""), ("units.csv", 2, "parent")]
    assert "the root “LDL” of campaign.toml is not in the list" in problems[0].reason


def test_a_root_with_a_parent_is_told(tmp_path: Path) -> None:
    """The root hangs under nothing."""
    problems = check_campaign(write(tmp_path, units=UNITS.replace("LĐLĐ huyện,", "LĐLĐ huyện,DHOI")))
    assert ("units.csv", 2, "parent") in places(problems)
    assert any("is the root of the campaign" in problem.reason for problem in problems)


def test_phases_of_one_code_are_told(tmp_path: Path) -> None:
    """Codes that differ by capitals only are the same code, nobody can say them apart."""
    problems = check_campaign(
        write(tmp_path, toml=TOML.replace('code = "gd2"', 'code = "GD1"').replace('"gd2"', '"gd1"'))
    )
    assert [(problem.line, problem.reason) for problem in problems] == [(16, "the code “GD1” is used twice")]


def test_overriding_texts_are_checked_one_by_one(tmp_path: Path) -> None:
    """Every unknown text and every unreadable entry of texts.ftl is named on its line."""
    texts = "# ghi chú\nno-such-text = Xin chào\n\nnor-this = A\n\n= hỏng\n"
    problems = check_campaign(write(tmp_path, texts=texts))
    assert [(problem.line, problem.where) for problem in problems] == [
        (2, "no-such-text"),
        (4, "nor-this"),
        (6, ""),
    ]


def test_a_problem_reads_like_a_compilers(tmp_path: Path) -> None:
    """file:line: where: reason, and nothing between for what is not known."""
    assert str(Problem("units.csv", 4, "parent", "why")) == "units.csv:4: parent: why"
    assert str(Problem("units.csv", None, "", "why")) == "units.csv: why"


def test_successions_may_stand_in_a_sheet_of_their_own(tmp_path: Path) -> None:
    """What successions.csv says counts like [[successions]]; its mistakes are named with line and column."""
    folder = write(tmp_path)
    sheet = folder / "successions.csv"
    sheet.write_text("old,kind,on,new,name\nDHOI,rename,2022-05-05,,Tên mới\n", "utf-8")
    assert [each.name for each in read_campaign(folder).successions] == ["Tên mới"]
    sheet.write_text(
        "old,kind,on,new,name\nDHO,rename,2022-05-05,,Tên\nDHOI,merge,hôm qua,UYNO,\nDHOI,merge,2022-05-05,,\n",
        "utf-8",
    )
    found = places(check_campaign(folder))
    assert found == [
        ("successions.csv", 2, "old"),
        ("successions.csv", 3, "on"),
        ("successions.csv", 4, "new"),
    ]
