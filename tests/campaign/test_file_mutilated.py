"""Whatever becomes of the files, reading them gives a campaign or says what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.file import CampaignFileError, Problem, check_campaign, describe, read_campaign
from tests.campaign.folder import ENTERED, TOML, UNITS

FORM = """
[form]
ask = ["title", "field", "room"]
[form.steps.room]
kind = "text"
label = "Phòng"
prompt = "Phòng nào ạ?"
ask_if = { step = "field", among = ["health"] }
[policy]
board_at = "18:00"
quiet_weekdays = [7]
extra_quiet_days = [2022-05-02]
[[successions]]
old = "UYNO"
kind = "rename"
on = 2022-09-01
name = "Trường Tiểu học Cổ Loa"
"""
FILES = {
    "campaign.toml": TOML + FORM,
    "units.csv": UNITS,
    "entered.csv": ENTERED,
}
# Values that stand where another kind of value should.
VALUES = (
    *(
        "1",
        "-1",
        "0",
        "1.5",
        "1.172",
        "nan",
        "inf",
        "-inf",
        "true",
        "[]",
        "{}",
        '""',
        '"x"',
        "[[]]",
        "[1, 'a']",
    ),
    *(
        '{ name = "x" }',
        "2022-05-31",
        "0001-01-01",
        "9999-12-31",
        "9999-12-31T23:59:59Z",
        "12:30:00",
        '"gd1"',
    ),
    *(
        '"24h00 ngày 31/12/9999"',
        '"31/2/2022"',
        '"LDLD"',
        '"../../etc/passwd"',
        '"\\u0000"',
        '"{reason}"',
        "1e400",
    ),
    *(
        "9223372036854775808",
        "99999999999999999999999999",
        '"all"',
        '["title"]',
        '[["title"]]',
        "{ step = 1 }",
        "'é'",
    ),
    *('"Asia"', '"0/0/0000"', '["2022-05-31", 7]'),
)
LINES = [line for line in FILES["campaign.toml"].splitlines() if " = " in line]


def read(files: dict[str, bytes]) -> tuple[Problem, ...]:
    """The problems of these files, after seeing that reading and checking agree."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        problems = check_campaign(folder)
        if problems:
            with pytest.raises(CampaignFileError) as caught:
                read_campaign(folder)
            assert caught.value.problems == problems
        else:
            assert describe(read_campaign(folder))
    return problems


def plain() -> dict[str, bytes]:
    return {name: text.encode() for name, text in FILES.items()}


@given(line=st.sampled_from(LINES), value=st.sampled_from(VALUES))
@settings(deadline=None, max_examples=150)
def test_a_wrong_value_anywhere_is_a_problem_or_harmless(line: str, value: str) -> None:
    """Any key with any kind of value gives problems on lines that exist, never another error."""
    source = FILES["campaign.toml"].replace(line, f"{line.partition(' = ')[0]} = {value}", 1)
    problems = read({**plain(), "campaign.toml": source.encode()})
    assert all(one.line is None or 1 <= one.line <= source.count("\n") + 1 for one in problems)


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_cut_and_stuffed_files_only_give_problems(data: st.DataObject) -> None:
    """Bytes cut out, put in or doubled at any place of any file never raise anything but CampaignFileError."""
    files = plain()
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(files)))
        content = files[name]
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 40)))
        stuff = data.draw(
            st.sampled_from(
                (b"", b'"', b"[", b"]]", b"\n", b"\r", b"\0", b",", b";", b"=", b"\xff", b'"""', b"'''")
            )
        )
        kept = content[start:end] if data.draw(st.booleans()) else b""
        files[name] = content[:start] + stuff + kept + kept + content[end:]
    read(files)


@given(source=st.text(max_size=60))
@settings(deadline=None, max_examples=100)
def test_any_text_may_be_any_file(source: str) -> None:
    """Arbitrary text as each of the files is read or refused, never more."""
    content = source.encode("utf-8", "surrogatepass")
    for name in FILES:
        read({**plain(), name: content})


@given(source=st.text(alphabet=' \n{}$-.[]=abc#"', max_size=40))
@settings(deadline=None, max_examples=20)
def test_any_text_may_be_the_texts(source: str) -> None:
    """Arbitrary text as texts.ftl is read or refused, never more."""
    assert all(one.file == "texts.ftl" for one in read({**plain(), "texts.ftl": source.encode()}))


def test_the_whole_of_it_is_good() -> None:
    """What is mutilated here was a good campaign before."""
    assert read(plain()) == ()


def test_absurd_nesting_is_refused() -> None:
    """A list ten thousand levels deep is a problem, not a crash."""
    problems = read({**plain(), "campaign.toml": b"code = " + b"[" * 10_000 + b"]" * 10_000})
    assert [problem.file for problem in problems] == ["campaign.toml"]
