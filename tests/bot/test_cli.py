"""The command line as a stranger meets it: help that helps, one plain sentence for what goes wrong."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import load_workbook
from typer.testing import CliRunner

from bot.cli import app
from campaign.definition import Campaign
from storage.campaigns import latest
from storage.database import Database
from tests.bot.wire import TOKEN, Wire, open_wire

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "dong-anh"
NUOCRUT = Path(sys.executable).with_name("nuocrut")
COMMANDS = [
    "demo",
    "run",
    "new",
    "check",
    "migrate",
    "rehearse",
    "invite",
    "unhook",
    "export",
    "form",
    "import",
    "qr",
    "health",
]
PATIENCE = 90.0


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of this machine, and a working folder of the test's own."""
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "ZALO_BOT_TOKENS", "DATABASE_URL", "PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'data' / 'nuocrut.sqlite3'}")


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    """A stand-in for Telegram."""
    async with open_wire() as opened:
        yield opened


def settings_for(wire: Wire, place: Path, token: str = TOKEN) -> dict[str, str]:
    """The environment of a command that uses the stand-in."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {
        "TELEGRAM_BOT_TOKEN": token,
        "TELEGRAM_API_URL": wire.bot.session.api.base.split("/bot")[0],
        "DATABASE_URL": f"sqlite+aiosqlite:///{place / 'data' / 'nuocrut.sqlite3'}",
        "FILES_FOLDER": str(place / "files"),
        "LISTEN_PORT": str(port),
        "LOG_LEVEL": "ERROR",
    }


async def nuocrut(*arguments: str, environment: Mapping[str, str]) -> tuple[int, str, str]:
    """Run a command to its end: (exit code, what it printed, what it complained of)."""
    process = await begin(*arguments, environment=environment)
    out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def begin(*arguments: str, environment: Mapping[str, str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        NUOCRUT, *arguments,
        env={"PATH": os.environ["PATH"], **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def sentence(complaint: str) -> str:
    """The one line it complained with; anything more (a traceback) fails."""
    [line] = complaint.strip().splitlines()
    assert line.startswith("nuocrut: ")
    return line


def test_help_names_every_command() -> None:
    """A stranger sees what there is."""
    shown = CliRunner().invoke(app, ["--help"])
    assert shown.exit_code == 0
    assert all(command in shown.output for command in COMMANDS)
    assert CliRunner().invoke(app, []).exit_code in {0, 2}


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_says_what_it_is_for(command: str) -> None:
    """Its help has a sentence about it and names its arguments."""
    shown = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    assert len(shown.output.split("Usage")[1].split()) > 12


def test_check_of_a_good_campaign_says_what_it_holds() -> None:
    """Exit 0, with the figures a reader can compare with the paper."""
    shown = CliRunner().invoke(app, ["check", str(EXAMPLE)])
    assert shown.exit_code == 0
    assert "1.172" in shown.output or "1172" in shown.output


def test_check_names_every_mistake_with_file_and_line(tmp_path: Path) -> None:
    """Two mistakes in two files: both are named with their lines, exit 1."""
    folder = tmp_path / "campaign"
    shutil.copytree(EXAMPLE, folder)
    toml, units = folder / "campaign.toml", folder / "units.csv"
    toml.write_text(toml.read_text("utf-8").replace("2022-06-10", "2022-13-10", 1), "utf-8")
    units.write_text(units.read_text("utf-8").replace("MNUYNO,", "MNUYNO,,", 1), "utf-8")
    shown = CliRunner().invoke(app, ["check", str(folder)])
    assert shown.exit_code == 1
    assert "campaign.toml:" in shown.output or "campaign.toml, line" in shown.output
    assert "Traceback" not in shown.output


@pytest.mark.parametrize("command", ["check", "rehearse"])
def test_a_folder_that_is_none_is_a_sentence(command: str, tmp_path: Path) -> None:
    """A wrong path is named, exit 1."""
    shown = CliRunner().invoke(app, [command, str(tmp_path / "nowhere")])
    assert shown.exit_code == 1
    assert "Traceback" not in shown.output
    assert shown.output.strip()


def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of the setting as the operator writes it."""
    monkeypatch.setenv("LISTEN_PORT", "many")
    shown = CliRunner().invoke(app, ["migrate"])
    assert shown.exit_code == 1
    assert "LISTEN_PORT" in shown.output


def test_migrate_says_where_the_schema_is() -> None:
    """From nothing to the newest; the second time nothing changes."""
    first = CliRunner().invoke(app, ["migrate"])
    second = CliRunner().invoke(app, ["migrate"])
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "went from" in first.output
    assert "is at" in second.output


@pytest.mark.parametrize("command", [["migrate"], ["run", str(EXAMPLE)], ["invite", "owner"], ["health"]])
def test_a_folder_that_cannot_be_written_is_a_sentence(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the data should be there is a file: every command says so, exit 1, no traceback."""
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'taken' / 'x.sqlite3'}")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    shown = CliRunner().invoke(app, command)
    assert shown.exit_code == 1
    assert shown.exception is None or isinstance(shown.exception, SystemExit), shown.exception
    assert sentence(shown.output)


def test_run_without_a_token_says_what_to_do() -> None:
    """It names the setting and the way to try without."""
    shown = CliRunner().invoke(app, ["run", str(EXAMPLE)])
    assert shown.exit_code == 1
    assert "TELEGRAM_BOT_TOKEN" in sentence(shown.output)
    assert "ZALO_BOT_TOKENS" in shown.output


def test_only_owners_are_invited_from_here() -> None:
    """Anything else is a mistake of usage, exit 2."""
    shown = CliRunner().invoke(app, ["invite", "cadre"])
    assert shown.exit_code == 2
    assert "owner" in shown.output


def test_an_owners_link_needs_a_token_that_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no token is named in one sentence."""
    assert CliRunner().invoke(app, ["migrate"]).exit_code == 0
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "no token at all")
    shown = CliRunner().invoke(app, ["invite", "owner"])
    assert shown.exit_code == 1
    assert "TELEGRAM_BOT_TOKEN" in sentence(shown.output)


def test_health_of_nothing_is_not_well() -> None:
    """No database: one sentence, exit 1."""
    shown = CliRunner().invoke(app, ["health"])
    assert shown.exit_code == 1
    assert sentence(shown.output)


async def test_commands_took_five_seconds_to_load_what_they_do_not_use(tmp_path: Path) -> None:
    """Commands that do not serve do not load aiogram, which takes longer than all they do."""
    example = str(EXAMPLE)
    commands = (
        *(
            ["--help"],
            ["check", example],
            ["rehearse", example],
            ["migrate"],
            ["health"],
            ["invite", "owner"],
        ),
        *(["import", "none.csv", example], ["qr", example, "codes.pdf"]),
    )
    for command in commands:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-X", "importtime", "-m", "bot", *command,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}, cwd=tmp_path,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        _, loaded = await asyncio.wait_for(process.communicate(), PATIENCE)
        names = {line.rpartition(b"|")[2].strip() for line in loaded.splitlines()}
        assert b"typer" in names
        assert b"aiogram" not in names, command


@pytest.mark.parametrize("token", ["5000000009:" + "y" * 30, "no token at all"])
async def test_a_bad_token_is_a_sentence(wire: Wire, tmp_path: Path, token: str) -> None:
    """Refused by the server or not even a token: exit 1 and where to look, without the token itself."""
    code, _, complaint = await nuocrut("run", str(EXAMPLE), environment=settings_for(wire, tmp_path, token))
    assert code == 1
    assert "TELEGRAM_BOT_TOKEN" in sentence(complaint)
    assert token not in complaint


@pytest.mark.parametrize("fault", [None, {"html": True, "status": 502}])
async def test_a_server_that_is_none_is_a_sentence(
    wire: Wire, tmp_path: Path, fault: dict[str, Any] | None
) -> None:
    """Nobody listens there, or somebody who does not speak the Bot API: the address is what to look at."""
    environment = settings_for(wire, tmp_path)
    if fault is None:
        environment |= {"TELEGRAM_API_URL": "http://127.0.0.1:9"}
    else:
        wire.fault(method="getMe", times=3, **fault)
    code, _, complaint = await nuocrut("run", str(EXAMPLE), environment=environment)
    assert code == 1
    assert "TELEGRAM_API_URL" in sentence(complaint)


@pytest.mark.timeout(400)
async def test_a_life(wire: Wire, tmp_path: Path) -> None:
    """Run, answer, be asked for health and an owner's link, refuse a second one, end at SIGTERM.

    The link that was made while it ran works; so does one that is made when it does not run any more.
    """
    environment = settings_for(wire, tmp_path)
    wire.world.people.start(1002)
    mark = wire.world.mark(1002)
    bot = await begin("run", str(EXAMPLE), environment=environment)
    try:
        await wire.world.wait_reply(1002, mark, timeout=PATIENCE)
        second = await nuocrut("run", str(EXAMPLE), environment=environment)
        assert second[0] == 1
        assert "already" in sentence(second[2])

        for _ in range(50):
            code, said, _ = await nuocrut("health", environment=environment)
            if code == 0:
                break
            await asyncio.sleep(0.2)
        assert (code, said.strip()) == (0, "The bot is well.")

        link = await nuocrut("invite", "owner", environment=environment)
        assert link[0] == 0
        assert link[1].startswith("https://t.me/day_bot?start=")
        code_word = link[1].split("start=")[1].split()[0]
        mark = wire.world.mark(1002)
        wire.world.people.start(1002, code_word)
        [greeting] = await wire.world.wait_reply(1002, mark, timeout=PATIENCE)
        assert "hết hạn" not in greeting.text
    finally:
        bot.send_signal(signal.SIGTERM)
        _, complaint = await asyncio.wait_for(bot.communicate(), PATIENCE)
    assert (bot.returncode, complaint.decode()) == (0, "")
    assert not (tmp_path / "data" / "nuocrut.sock").exists()

    later = await nuocrut("invite", "owner", environment=environment)
    assert later[0] == 0
    assert "?start=" in later[1]
    ill = await nuocrut("health", environment=environment)
    assert ill[0] in {0, 1}, "within a minute of its last sign of life it cannot be told"


@pytest.mark.timeout(400)
async def test_lists_and_codes_while_it_runs_and_after(wire: Wire, tmp_path: Path) -> None:
    """A list goes into a running bot and back, a sheet of codes comes out of it; later the list goes in without it."""
    environment = settings_for(wire, tmp_path)
    folder = tmp_path / "campaign"
    shutil.copytree(EXAMPLE, folder)
    wire.world.people.start(1002)
    mark = wire.world.mark(1002)
    bot = await begin("run", str(folder), environment=environment)
    try:
        await wire.world.wait_reply(1002, mark, timeout=PATIENCE)
        await imports_and_undoes(tmp_path, folder, environment)
        await appoints(tmp_path, folder, environment)
        sheet = tmp_path / "qr.pdf"
        code, said, _ = await nuocrut("qr", str(folder), str(sheet), "--unit", "QTD", environment=environment)
        assert (code, said.strip()) == (0, f"{sheet}: units with a card: 1.")
        assert "start=" in PdfReader(sheet).pages[0].extract_text()
    finally:
        bot.send_signal(signal.SIGTERM)
        await asyncio.wait_for(bot.communicate(), PATIENCE)
    await imports_alone(tmp_path, folder, environment)


async def imports_and_undoes(place: Path, folder: Path, environment: dict[str, str]) -> None:
    """A running bot takes a list over at once and gives it back by undo; one for another folder is taken back out."""
    (place / "units.csv").write_text("Mã;Tên đơn vị\nMOI;Trường Mầm non Mới\nQTD;Quỹ Đồng Quê\n", "utf-8")
    before = (folder / "units.csv").read_text("utf-8")
    listed = ("import", str(place / "units.csv"))
    code, said, _ = await nuocrut(*listed, str(folder), "--yes", environment=environment)
    assert code == 0
    assert "+ Trường Mầm non Mới (MOI)" in said
    assert said.splitlines()[-1].endswith("The running bot uses it from now on.")
    assert (await applied(environment)).units[-1].code == "MOI"

    code, said, _ = await nuocrut("import", "--undo", str(folder), environment=environment)
    assert (code, (folder / "units.csv").read_text("utf-8")) == (0, before)
    assert "MOI" not in {unit.code for unit in (await applied(environment)).units}

    other = place / "other"
    shutil.copytree(EXAMPLE, other)
    code, _, complaint = await nuocrut(*listed, str(other), "--yes", environment=environment)
    assert code == 1
    assert "another campaign folder" in sentence(complaint)
    assert (other / "units.csv").read_text("utf-8") == before


async def appoints(place: Path, folder: Path, environment: dict[str, str]) -> None:
    """A list of cadres goes into the running bot, its invitations into a file for this user; again nothing changes."""
    listed = place / "cadres.csv"
    listed.write_text("Mã;Cán bộ phụ trách\nQTD;Đỗ Thị Lan\nMNCOLOA;Đỗ Thị Lan\n", "utf-8")
    code, said, _ = await nuocrut("import", str(listed), str(folder), "--yes", environment=environment)
    assert (code, "Mời 1 người (2 phân công)" in said) == (0, True)
    made = place / "cadres-links.xlsx"
    assert said.splitlines()[-1] == f"2 assignments are changed. The invitations of 1 people are in {made}."
    assert made.stat().st_mode & 0o777 == 0o600
    rows = load_workbook(str(made)).get_sheet_by_index(0).to_python()
    assert str(rows[-1][2]).startswith("https://t.me/day_bot?start=")
    code, said, _ = await nuocrut("import", str(listed), str(folder), "--yes", environment=environment)
    assert (code, "không có gì khác với hiện nay" in said) == (0, True)
    listed.write_text("Mã;Cán bộ phụ trách\nKHONG;Đỗ Thị Lan\n", "utf-8")
    code, _, complaint = await nuocrut("import", str(listed), str(folder), "--yes", environment=environment)
    assert (code, "ô A2: không có đơn vị nào" in complaint) == (1, True)


async def imports_alone(place: Path, folder: Path, environment: dict[str, str]) -> None:
    """When no bot runs the list goes into the database itself; a no, or a mistake, changes nothing."""
    listed = ("import", str(place / "units.csv"), str(folder))
    code, _, complaint = await nuocrut(*listed, environment=environment)
    assert (code, sentence(complaint)) == (1, "nuocrut: Nothing was changed.")
    assert "MOI" not in (folder / "units.csv").read_text("utf-8")
    code, said, _ = await nuocrut(*listed, "--yes", environment=environment)
    assert (code, said.splitlines()[-1].endswith("the bot uses it when it starts.")) == (0, True)
    assert (await applied(environment)).units[-1].code == "MOI"
    (place / "cadres.csv").write_text("Mã;Cán bộ phụ trách\nMOI;Vũ Thị Mai\n", "utf-8")
    cadres = ("import", str(place / "cadres.csv"), str(folder), "--yes", "--ends-from", "2032-01-01")
    code, said, _ = await nuocrut(*cadres, environment=environment)
    assert (code, said.splitlines()[-1].startswith("3 assignments are changed.")) == (0, True)
    (place / "units.csv").write_text("Mã,Đơn vị cấp trên\nQTD,ở đâu\n", "utf-8")
    code, _, complaint = await nuocrut(*listed, "--yes", environment=environment)
    assert code == 1
    assert "Trang tính CSV, ô B2: không có đơn vị nào" in complaint


async def applied(environment: dict[str, str]) -> Campaign:
    """The campaign as the database has it."""
    database = Database(environment["DATABASE_URL"])
    await database.open()
    try:
        async with database.read() as connection:
            found = await latest(connection)
    finally:
        await database.close()
    assert found is not None
    return found
