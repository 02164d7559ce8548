"""What the documents and the texts promise is held to the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from bot.cli import app
from bot.settings import Settings, example
from campaign.definition import AwardHint, Campaign, Policy
from campaign.file.tables import (
    EnteredRow,
    FormTable,
    OwnerTable,
    PhaseTable,
    SprintTable,
    StepTable,
    SuccessionTable,
    TargetTable,
    UnitRow,
)
from storage.messages import KINDS
from tests.built_texts import BUILT, TEXTS, VARIABLES

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("bot", "campaign", "handlers", "scheduler", "storage")
GUIDES = ("docs/huong-dan-can-bo.md", "docs/huong-dan-doan-vien.md")

# What stands in a gap of one text only, for whoever changes the words; that they are gaps is held in tests/campaign.
SINGLE = {text_id for text_id in VARIABLES if text_id.startswith(("slot-in-", "sample-in-"))}

# What the digest of a cadre with units in several subtrees is to be headed with; the planner takes the unit above.
WAITING = {"scope-several"}


def _files() -> Iterator[Path]:
    """Every file of the project that people read: rooms and documents, without what is made by tools."""
    hidden = {".ci", ".env.example", ".gitignore"}
    made = {"data", "build", "requirements.lock"}
    for top in sorted(ROOT.iterdir()):
        if (top.name.startswith(".") and top.name not in hidden) or top.name in made:
            continue
        inside = top.rglob("*") if top.is_dir() else iter((top,))
        yield from (path for path in inside if path.is_file() and "__pycache__" not in path.parts)


def _documents() -> list[Path]:
    return [path for path in _files() if path.suffix == ".md"]


@cache
def _trees() -> tuple[tuple[Path, ast.Module], ...]:
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return tuple((path, ast.parse(path.read_text("utf-8"))) for path in paths)


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


# Documents


def _anchor(heading: str) -> str:
    """A heading's anchor as GitHub makes it."""
    plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


@pytest.mark.parametrize("path", _documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    """A reader who follows a link of a document finds the file, and the heading it names."""
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), f"{path.name}: {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), flags=re.MULTILINE)
            assert anchor in {_anchor(each) for each in headings}, f"{path.name}: {target}"


def test_both_readmes_name_every_command() -> None:
    """The table of commands is what `nuocrut --help` says; the Vietnamese one has the same commands in that order."""
    english, vietnamese = _read("README.md"), _read("README.vi.md")
    order = []
    for command in app.registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__
        told = " ".join((command.callback.__doc__ or "").split())
        assert f"| `nuocrut {name}` | {told} |" in english
        order.append(name)
    in_table = re.compile(r"^\| `nuocrut (\w+)` \|", re.MULTILINE)
    assert sorted(in_table.findall(english)) == sorted(order)
    assert in_table.findall(vietnamese) == in_table.findall(english)


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_explained(name: str) -> None:
    """An operator finds each setting with its default on the page about running."""
    default = Settings.model_fields[name].default
    shown = "" if default is None else str(default).lower() if isinstance(default, bool) else str(default)
    row = re.search(rf"^\| `{name.upper()}` \| (.*?) \|", _read("docs/running.md"), flags=re.MULTILINE)
    assert row is not None, name
    assert row[1].strip("`– ") == shown


def test_the_example_of_settings_is_the_program_s_own() -> None:
    """`.env.example` is what the settings class writes, so no setting is missing and none is out of date."""
    assert _read(".env.example") == example()


def _keys() -> Iterator[str]:
    tables: tuple[Any, ...] = (
        *(OwnerTable, PhaseTable, SprintTable, TargetTable, SuccessionTable, FormTable, StepTable, UnitRow),
        *(EnteredRow, Policy, AwardHint),
    )
    for table in tables:
        yield from (field.alias or name for name, field in table.model_fields.items())
    yield from (name for name in Campaign.model_fields if name not in {"units", "entered", "texts"})


@pytest.mark.parametrize("key", sorted(set(_keys())))
def test_every_key_of_a_campaign_is_explained(key: str) -> None:
    """Whoever writes a campaign finds every key that the reader of campaign files takes."""
    assert f"`{key}`" in _read("docs/campaign-file.md") or f"[{key}]" in _read("docs/campaign-file.md")


def test_every_case_of_an_unknown_send_is_told() -> None:
    """The page about failures has a line for each kind of message with what the program really does."""
    page = _read("docs/what-happens-when.md")
    for name, kind in KINDS.items():
        row = re.search(rf"^\|[^|]*`{name}`[^|]*\| ([^|]+) \|", page, flags=re.MULTILINE)
        assert row is not None, name
        assert row[1].startswith("sent again" if kind.again_when_unknown else "not sent again"), name


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    """No file holds a path of somebody's machine or the address of a package registry."""
    homes = [f"/{name}/" for name in ("work", "root")]
    registries = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "crates" + ".io"]
    for path in [*_files(), ROOT / "requirements.lock"]:
        if path.suffix in {".png", ".jpg"}:
            continue
        text = path.read_text("utf-8")
        found = [word for word in (*homes, *registries) if re.search(rf"(?<![\w.]){re.escape(word)}", text)]
        assert not found, f"{path.relative_to(ROOT)}: {found}"


# Texts


def _literals() -> set[str]:
    nodes = (node for _, tree in _trees() for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _stems() -> set[str]:
    """What stands before the first gap of each string with gaps, and every whole string."""
    nodes = (node for _, tree in _trees() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    heads = (node.values[0] for node in nodes if node.values)
    begun = {str(head.value).removesuffix("-") for head in heads if isinstance(head, ast.Constant)}
    return begun | _literals()


def test_every_text_is_used() -> None:
    """No text lies in the files that the program never says: its id is in the code, or is built from a known stem."""
    built = {f"{stem}-{ending}" for stem, endings in BUILT.items() for ending in endings}
    assert VARIABLES.keys() - built - _literals() - SINGLE == WAITING


def test_every_built_text_exists() -> None:
    """An id put together from a stem and an ending names a text, and the stem is one the code has."""
    built = {f"{stem}-{ending}" for stem, endings in BUILT.items() for ending in endings}
    assert sorted(built - VARIABLES.keys()) == []
    assert sorted(BUILT.keys() - _stems()) == []


def _said(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Every call that says a text by an id that stands in the call."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in {"t", "texts", "button"}:
            first = node.args[0]
            for choice in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
                    yield node, choice.value


def test_every_text_said_exists_with_its_variables() -> None:
    """What the code says by name is in the files, and every variable of the text is given where it is said."""
    said = 0
    for path, tree in _trees():
        for call, text_id in _said(tree):
            where = f"{path.relative_to(ROOT)}:{call.lineno}: {text_id}"
            assert text_id in VARIABLES, where
            given = {keyword.arg for keyword in call.keywords}
            assert None in given or VARIABLES[text_id] <= given, f"{where} lacks {VARIABLES[text_id] - given}"
            said += 1
    assert said > 300


def test_no_text_names_the_movements_work_by_itself() -> None:
    """Every text says { -initiative } (words.ftl), so that a movement of models has no "sáng kiến" left anywhere.

    But for the law's own words, which no other movement has.
    """
    council = "Hội đồng sáng kiến"
    found = []
    for entry in FluentParser().parse(TEXTS).body:
        lawful = isinstance(entry, fluent.Message) and entry.id.name.startswith(("application-", "maudon-"))
        if isinstance(entry, fluent.Message) and entry.value is not None and not lawful:
            words = _flat(entry.value).replace(council, "").lower()
            found += [entry.id.name] if "sáng kiến" in words else []
    assert found == []


# The guides quote the bot


def _patterns() -> list[re.Pattern[str]]:
    """A pattern for every line of every text; a variable stands for anything."""
    entries = FluentParser().parse(TEXTS).body
    said = [each.value for each in entries if isinstance(each, fluent.Message) and each.value is not None]
    lines = [line.strip() for value in said for line in _flat(value).split("\n")]
    telling = [line for line in lines if re.search(r"[^\W\d_]{2}", line)]
    return [re.compile(re.escape(line).replace("\0", ".+?")) for line in telling]


def _flat(pattern: fluent.Pattern) -> str:
    elements = pattern.elements
    return "".join(str(each.value) if isinstance(each, fluent.TextElement) else "\0" for each in elements)


def _is_said(line: str, patterns: list[re.Pattern[str]]) -> bool:
    """Whether the bot says this line: one text, several in a row, or what a person wrote, in quotation marks."""
    if re.fullmatch(r"“[^“”]+”", line) or any(pattern.fullmatch(line) for pattern in patterns):
        return True
    breaks = list(re.finditer(r"(?<=[.!?]) | · |; ", line))
    return any(
        any(pattern.fullmatch(line[: each.start()]) for pattern in patterns)
        and _is_said(line[each.end() :], patterns)
        for each in breaks
    )


@pytest.mark.parametrize("name", GUIDES)
def test_the_guides_quote_the_bot_word_for_word(name: str) -> None:
    """Every line of the bot that a guide shows is one that the bot really says."""
    patterns = _patterns()
    blocks = re.findall(r"```text\n(.*?)```", _read(name), flags=re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines() if line.strip()]
    assert len(lines) >= 8
    assert [line for line in lines if not _is_said(line, patterns)] == []
