"""Whatever people with several accounts do, in whatever order: nothing is lost, and nobody speaks for who is gone."""

from __future__ import annotations

import shutil
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storage.merging import NAMED_IN
from storage.tallies import recount
from tests.handlers.stage import OTHER, START, Phone, Stage
from tests.handlers.stage import example as campaign
from tests.handlers.test_accounts import CODE

JOINS, SENDS, CODES, TYPES, RULES = (
    "joins",
    "sends an initiative",
    "gets a code",
    "types the code",
    "gets an office",
)
WORDS = (
    "có", "không", "hủy", "4", "tiếp tục", "đăng ký", "Kệ khuôn sơn màu cho tổ lắp ráp", "của tôi", "hồ sơ",
    "/dulieu", "/xoadulieu", "Xóa hết dữ liệu của tôi", "/rutdongy", "1 có 2 không 3 không 4 không", "/nghi",
    "/hoi Bao giờ có kết quả ạ?", "TẮT NHẮC", "nối tài khoản",
)  # fmt: skip
ACTS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.one_of(st.sampled_from((JOINS, SENDS, CODES, TYPES, RULES)), st.sampled_from(WORDS)),
    ),
    max_size=14,
)
PAIR = [(0, JOINS), (1, JOINS), (0, CODES), (1, TYPES)]
ONE = [*PAIR, (1, "có")]


async def _does(stage: Stage, phone: Phone, act: str, codes: list[str]) -> None:
    if act == JOINS:
        if not await phone.person():
            await phone.joins()
    elif act == SENDS:
        if (await phone.person()).get("name"):
            await phone.say("hủy")
            await phone.say("để sau")
            await phone.registers()
    elif act == CODES:
        codes += CODE.findall(await phone.say("/noitaikhoan"))
    elif act == TYPES:
        await phone.say(codes[-1] if codes else "code999999")
    elif act == RULES:
        if await phone.person():
            await stage.appoint(phone, "cadre", "DHOI")
    else:
        await phone.say(act)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(acts=st.builds(lambda begun, more: [*begun, *more], st.sampled_from(([], PAIR, ONE)), ACTS))
@example(acts=[*PAIR, (0, "/xoadulieu"), (1, "có"), (0, "Xóa hết dữ liệu của tôi"), (0, SENDS)])
@example(acts=[*PAIR, (1, "có"), (2, JOINS), (2, CODES), (0, TYPES), (0, "có"), (1, SENDS)])
@example(acts=[*PAIR, (1, CODES), (0, TYPES), (1, "có"), (0, "có"), (0, "đăng ký"), (1, "tiếp tục")])
@example(acts=[*PAIR, (0, RULES), (1, RULES), (1, "/nghi"), (1, CODES), (0, TYPES), (0, "có"), (1, "1")])
async def test_accounts_are_joined_in_any_order(
    prepared: Path, tmp_path: Path, acts: list[tuple[int, str]]
) -> None:
    """No turn fails, the recount is clean, no initiative is lost, and every row names somebody who is there."""
    place = tmp_path / "any.sqlite3"
    shutil.copy(prepared, place)
    stage = Stage(f"sqlite+aiosqlite:///{place}", campaign(), START)
    await stage.open()
    phones = [
        stage.phone("Nguyễn Văn An"),
        stage.phone("An", channel=OTHER),
        stage.phone("An", channel=OTHER),
    ]
    codes: list[str] = []
    before = 0
    for number, act in acts:
        await _does(stage, phones[number], act, codes)
        made = await stage.value("SELECT count(*) FROM initiative")
        assert made >= before
        before = made
    assert await stage.set_aside() == []
    async with stage.database.read() as connection:
        assert await recount(connection) == []
    gone = "SELECT id FROM person WHERE merged_into IS NOT NULL"
    for table, columns in NAMED_IN.items():
        for column in columns:
            assert await stage.rows(f"SELECT * FROM {table} WHERE {column} IN ({gone})") == [], (
                f"{table}.{column}"
            )
    await stage.close()
    for leftover in tmp_path.glob("any.sqlite3*"):
        leftover.unlink()
