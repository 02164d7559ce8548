"""The lines of keys in a TOML file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from campaign.file.lines import lines_of
from tests.campaign.folder import EXAMPLE

ROOT = Path(__file__).parents[2]
SOURCE = '''\
# a comment = "not a key" [neither]
code = "DA"  # = [x]
text = """
[not.a.heading]
key = 1
"""
raw = \'\'\'
fake = 2\'\'\'\'
"quoted key" = 'a # b'
'''
NESTED = """\
[policy]
days = [
  1,  # one
  2,

  [3, 4], { a = 1, b.c = 2 }
]
when = 2022-05-31T00:00:00.5+07:00
[[phases]]
code = "a"
[[phases.parts]]
x = 1
[[phases.parts]]
x = 2
[[phases]]
code = "b"
[phases.more]
y = [ ]
"""


def test_keys_are_found_whatever_texts_hold() -> None:
    """Comments, multi-line texts and quoted keys do not mislead: four keys on their lines."""
    assert lines_of(SOURCE) == {("code",): 2, ("text",): 3, ("raw",): 7, ("quoted key",): 9}


def test_elements_and_tables_are_found() -> None:
    """Array elements, inline tables, dotted keys, lists of tables and tables in them each have their line."""
    lines = lines_of(NESTED)
    assert [lines["policy", "days", n] for n in range(4)] == [3, 4, 6, 6]
    assert lines["policy", "days", 2, 1] == 6
    assert lines["policy", "days", 3, "a"] == 6
    assert lines["policy", "days", 3, "b", "c"] == 6
    assert lines["policy", "when"] == 8
    assert (lines["phases", 0], lines["phases", 0, "code"]) == (9, 10)
    assert (lines["phases", 0, "parts", 1], lines["phases", 0, "parts", 1, "x"]) == (13, 14)
    assert (lines["phases", 1], lines["phases", 1, "code"]) == (15, 16)
    assert lines["phases", 1, "more", "y"] == 18


@pytest.mark.parametrize(
    "source",
    [
        SOURCE,
        NESTED,
        (ROOT / EXAMPLE / "campaign.toml").read_text("utf-8"),
        (ROOT / "campaign" / "file" / "defaults.toml").read_text("utf-8"),
        (ROOT / "pyproject.toml").read_text("utf-8"),
    ],
    ids=["texts", "nested", "example", "defaults", "pyproject"],
)
def test_the_scanner_sees_what_tomllib_reads(source: str) -> None:
    """Every key and element that tomllib reads has a line, and the scanner has seen nothing else."""
    paths = set(paths_of(tomllib.loads(source), ()))
    found = lines_of(source)
    assert paths <= set(found) | parents(set(found))
    assert set(found) <= paths
    last = source.count("\n") + 1
    assert all(1 <= line <= last for line in found.values())


def paths_of(value: Any, path: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [one for key, item in items for one in ((*path, key), *paths_of(item, (*path, key)))]


def parents(paths: set[tuple[str | int, ...]]) -> set[tuple[str | int, ...]]:
    """Tables that are only named within a longer heading."""
    return {path[:size] for path in paths for size in range(1, len(path))}
