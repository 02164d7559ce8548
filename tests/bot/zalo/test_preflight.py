"""The pre-flight of `nuocrut check`, against the stand-in over real HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.owning import owning
from bot.zalo.examining import examine
from tests.bot.zalo.test_starting import nuocrut
from tests.bot.zalo.wire import EXAMPLE, LAN, TOKEN, Stand, open_api, open_stand, settings_for


async def examined(stand: Stand, folder: Path, *tokens: str) -> tuple[bool, list[str]]:
    """(as expected, the report)."""
    lines: list[str] = []
    return await examine(settings_for(stand, folder, *tokens), lines.append), lines


def line_of(lines: list[str], what: str) -> str:
    (found,) = [line for line in lines if line.startswith(f"  {what} ")]
    return found


async def test_the_stand_in_answers_as_zalo_should(tmp_path: Path) -> None:
    """Every refusal has the code that the client reckons with; "nothing new" comes after the time asked for."""
    async with open_stand() as stand:
        as_expected, lines = await examined(stand, tmp_path)
        assert as_expected, "\n".join(lines)
        assert "BASIC" in line_of(lines, "  account_type")
        assert "True" in line_of(lines, "  can_join_groups")
        assert "HTTP 200, error 401" in line_of(lines, "a junk token")
        assert "HTTP 200, error 400" in line_of(lines, "an unknown method")
        assert "HTTP 200, error 400" in line_of(lines, "2,001 characters")
        assert "error 404" in line_of(lines, "the webhook, not set")
        for timeout in ("a number", "a text"):
            assert "HTTP 200, error 408, 1." in line_of(lines, f"nothing new, timeout {timeout}")
        assert stand.world.sent == []
        assert TOKEN.partition(":")[2] not in "\n".join(lines)


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        ({"method": "khongCoLenhNay", "status": 502}, "an unknown method"),
        ({"method": "getUpdates", "code": 500}, "nothing new, timeout a number"),
        ({"method": "sendMessage", "drop": "before"}, "an unknown chat"),
    ],
)
async def test_an_answer_of_another_kind_is_marked(
    tmp_path: Path, fault: dict[str, object], what: str
) -> None:
    """The operator sees where Zalo differs from what the program was built on."""
    async with open_stand() as stand:
        stand.fault(**fault)
        as_expected, lines = await examined(stand, tmp_path)
        assert not as_expected
        assert [line for line in lines if "not what was expected" in line] == [line_of(lines, what)]


async def test_events_are_not_taken_from_a_running_bot(tmp_path: Path) -> None:
    """Neither where a webhook is set nor while a process serves the database: each event is given once."""
    async with open_stand() as stand:
        settings = settings_for(stand, tmp_path)
        with owning(settings.database_url):
            stand.world.people.say(LAN, "chào")
            _, lines = await examined(stand, tmp_path)
        assert "not tried: the bot runs" in line_of(lines, "fetching events")
        assert stand.world.pending_updates() == 1
        async with open_api(stand.url) as api:
            await api.set_webhook("http://127.0.0.1:1/", "mot-tu-bi-mat")
        _, lines = await examined(stand, tmp_path)
        assert "not tried: a webhook is set" in line_of(lines, "fetching events")


async def test_an_event_that_came_meanwhile_is_told(tmp_path: Path) -> None:
    """It is lost to the bot, so whoever runs the check is told to ask for it again."""
    async with open_stand() as stand:
        stand.world.people.say(LAN, "chào")
        _, lines = await examined(stand, tmp_path)
        assert any("only once" in line for line in lines)
        assert "chào" not in "\n".join(lines)


async def test_a_refused_token_ends_the_check_with_1(tmp_path: Path) -> None:
    """The campaign is described all the same; the other bots are examined as well; no token is shown."""
    async with open_stand() as stand:
        code, said = await nuocrut(
            stand, tmp_path, "check", str(EXAMPLE), ZALO_BOT_TOKENS=f"99999:nobody-at-all,{TOKEN}"
        )
        assert code == 1
        assert "error 401" in said
        assert "Zalo bot 2 of 2:" in said
        assert "nobody-at-all" not in said
        code, said = await nuocrut(stand, tmp_path, "check", str(EXAMPLE))
        assert code == 0, said
