"""What is given out under a name: to whoever has the name, for a quarter of an hour, and to nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import aiohttp
import pytest
from sqlalchemy import select

from bot.pictures import Pictures
from bot.serving import GOOD_FOR, PATH, Serving
from bot.web import WebServer
from campaign.texts import Texts
from scheduler.civil import TurnedClock
from storage import served
from storage.database import Database
from storage.loading import table_of
from storage.messages import File, Message
from storage.migrating import migrate
from storage.records import Attachment, Chat, Draft, Erase, Person
from storage.retention import forget_pictures
from storage.writing import write
from tests.bot.test_telegram_webhook import free_port

NOW = datetime(2022, 5, 5, 2, 0, tzinfo=UTC)
PNG = (Path(__file__).parents[2] / "sandbox" / "page" / "sample.png").read_bytes()
DOSSIER = File("du-lieu-cua-tôi.txt", "Họ tên: Nguyễn Thị Lan\n")
LAN, BINH, OF_DRAFT, OF_QUESTION, NO_PICTURE = 1, 2, 11, 12, 13


@dataclass
class House:
    """The web server with what it gives out, over a database in a folder."""

    database: Database
    serving: Serving
    pictures: Pictures
    clock: TurnedClock
    url: str

    async def get(self, address: str) -> tuple[int, bytes, dict[str, str]]:
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            headers = {name: value for name, value in answer.headers.items() if name != "Date"}
            return answer.status, await answer.read(), headers

    async def status(self, address: str | None) -> int:
        assert address is not None
        return (await self.get(address))[0]

    async def file(self, person: int = LAN) -> str:
        address = await self.serving.address_of_file(chat(person), DOSSIER)
        assert address is not None
        return address

    async def picture(self, number: int = OF_DRAFT, to: int = LAN) -> str:
        found = await self.pictures.find(number)
        assert found is not None
        address = await self.serving.address_of_picture(chat(to), found)
        assert address is not None
        return address


def chat(person: int) -> Chat:
    return Chat(
        id=person, channel="zalo", bot="1", address=f"a{person}", kind="private", title="", state="active",
        person_id=person, created_at=NOW,
    )  # fmt: skip


def attachment(number: int, draft: int | None, giver: int, content: bytes = PNG) -> Attachment:
    return Attachment(
        id=number, draft_id=draft, chat_id=giver, kind="photo", remote="r", name="", size=len(content), state="stored",
        attempts=0, sha256=sha256(content).hexdigest(), received_at=NOW,
    )  # fmt: skip


async def fill(database: Database, folder: Path) -> None:
    """Two people; a picture of Lan's draft, one of her question, and a file of hers that is no picture."""
    for content in (PNG, b"%PDF-1.7"):
        path = folder / sha256(content).hexdigest()[:2] / sha256(content).hexdigest()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    async with database.write() as connection:
        people = [
            Person(id=each, name="x", unit="A", member_kind=None, reminders=True, joined_at=NOW)
            for each in (LAN, BINH)
        ]
        draft = Draft(
            id=1, person_id=LAN, unit="A", form_revision=1, answers="{}", title="", state="open", created_at=NOW,
            touched_at=NOW,
        )  # fmt: skip
        files = [
            attachment(OF_DRAFT, 1, LAN),
            attachment(OF_QUESTION, None, LAN),
            attachment(NO_PICTURE, 1, LAN, b"%PDF-1.7"),
        ]
        await write(connection, [*people, chat(LAN), chat(BINH), draft, *files])


@asynccontextmanager
async def open_house(folder: Path, clock: TurnedClock) -> AsyncIterator[House]:
    """Serve until the block ends; another one over the same folder is a restart."""
    url = f"sqlite+aiosqlite:///{folder / 'x.sqlite3'}"
    is_new = (await migrate(url))[0] is None
    database, port = Database(url), free_port()
    await database.open()
    if is_new:
        await fill(database, folder / "files")
    public = f"http://127.0.0.1:{port}"
    serving = Serving(database, folder / "files", clock, f"{public}/")
    pictures = Pictures(database, folder / "files", Texts, lambda: None)

    async def well() -> str:
        return ""

    web = WebServer("127.0.0.1", port, well)
    web.get(PATH, serving.answer)
    await web.open()
    try:
        yield House(database, serving, pictures, clock, public)
    finally:
        await web.close()
        await database.close()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path, TurnedClock(NOW)) as opened:
        yield opened


async def test_a_file_is_fetched_as_a_file(house: House) -> None:
    """The very bytes, to be saved under their name, kept by no cache, no search engine and no referrer."""
    status, content, headers = await house.get(await house.file())
    assert (status, content.decode()) == (200, DOSSIER.content)
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert unquote(headers["Content-Disposition"]) == f"attachment; filename*=UTF-8''{DOSSIER.name}"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_a_picture_is_fetched_as_a_picture(house: House) -> None:
    """Its bytes from the folder of files, with the type a platform asks for; what is no picture is not shown as one."""
    status, content, headers = await house.get(await house.picture())
    assert (status, content, headers["Content-Type"]) == (200, PNG, "image/png")
    assert headers["Content-Disposition"].startswith("attachment; ")
    assert await house.pictures.find(NO_PICTURE) is None
    assert await house.pictures.find(999) is None


async def test_a_name_cannot_be_guessed_and_is_nobody_else_s(house: House) -> None:
    """192 random bits each time, and the database has only the digest."""
    names = [(await house.file()).rpartition("/")[2] for _ in range(20)]
    assert len(set(names)) == 20
    assert all(len(name) == 32 for name in names)
    async with house.database.read() as connection:
        stored = list(await connection.execute(select(table_of("served"))))
    assert len(stored) == 20
    assert not any(name in repr(stored) for name in names)


async def test_every_wrong_name_is_answered_alike(house: House) -> None:
    """Never given, expired, withdrawn, endless, with signs of a path: the same 404 to the last header."""
    expired, withdrawn = await house.file(), await house.file(BINH)
    house.clock.set(NOW + timedelta(minutes=1))
    async with house.database.write() as connection:
        await write(connection, [Erase(BINH, NOW)])
    house.clock.set(NOW + GOOD_FOR)
    wrong = ["", "x", "x" * 5000, "..%2Fx", "a/b", "%00", "%F0%9F%8E%93", "x.txt", "x" * 32]
    answers = [
        await house.get(each) for each in (expired, withdrawn, *(f"{house.url}/f/{each}" for each in wrong))
    ]
    assert [answer[0] for answer in answers] == [404] * len(answers)
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][2]["Cache-Control"] == "no-store"


async def test_a_name_is_good_for_a_quarter_of_an_hour_of_civil_time(house: House) -> None:
    """As often as it is asked for; then it is over, and tidying up lets the bytes go."""
    file, picture = await house.file(), await house.picture()
    house.clock.set(NOW + GOOD_FOR - timedelta(seconds=1))
    assert [await house.status(each) for each in (file, picture, file)] == [200, 200, 200]
    async with house.database.write() as connection:
        await served.forget(connection, house.clock.now())
    assert await house.status(file) == 200
    house.clock.set(NOW + GOOD_FOR)
    assert [await house.status(each) for each in (file, picture)] == [404, 404]
    async with house.database.write() as connection:
        await served.forget(connection, house.clock.now())
        assert list(await connection.execute(select(table_of("served")))) == []


async def test_a_name_survives_a_restart(tmp_path: Path) -> None:
    """Who got it before the program stopped fetches it after."""
    clock = TurnedClock(NOW)
    async with open_house(tmp_path, clock) as before:
        names = [(await before.file()).rpartition("/")[2], (await before.picture()).rpartition("/")[2]]
    clock.set(NOW + timedelta(minutes=10))
    async with open_house(tmp_path, clock) as after:
        assert [await after.status(f"{after.url}/f/{name}") for name in names] == [200, 200]
        clock.set(NOW + GOOD_FOR)
        assert [await after.status(f"{after.url}/f/{name}") for name in names] == [404, 404]


async def test_erasing_somebody_withdraws_his_names_at_once(house: House) -> None:
    """His file, his pictures wherever they were told, and what was told to him; nobody else's."""
    his = [await house.file(), await house.picture(), await house.picture(OF_QUESTION, to=BINH)]
    other = await house.file(BINH)
    async with house.database.write() as connection:
        await write(connection, [Erase(LAN, NOW)])
    assert [await house.status(each) for each in (*his, other)] == [404, 404, 404, 200]
    assert await house.pictures.find(OF_DRAFT) is None
    assert await house.pictures.find(OF_QUESTION) is None


async def test_nothing_is_given_out_for_somebody_erased_meanwhile(house: House) -> None:
    """A message that was on its way while its person was erased gets no address any more."""
    picture = await house.pictures.find(OF_DRAFT)
    assert picture is not None
    async with house.database.write() as connection:
        await write(connection, [Erase(LAN, NOW)])
    assert await house.serving.address_of_file(chat(LAN), DOSSIER) is None
    assert await house.serving.address_of_picture(chat(BINH), picture) is None


async def test_a_picture_that_went_with_no_question_is_let_go(house: House) -> None:
    """After a while, when nobody asked anything with it; a draft's stays."""
    async with house.database.write() as connection:
        await forget_pictures(connection, NOW)
    assert await house.pictures.find(OF_QUESTION) is not None
    async with house.database.write() as connection:
        await forget_pictures(connection, NOW + timedelta(seconds=1))
    assert await house.pictures.find(OF_QUESTION) is None
    assert await house.pictures.find(OF_DRAFT) is not None


async def test_a_message_without_its_picture_says_so(house: House) -> None:
    """The words stay, with a note; nothing is asked of a picture any more."""
    said = house.pictures.in_words(Message("Câu hỏi", picture=OF_DRAFT))
    assert said == Message("Câu hỏi\n\n(Có ảnh kèm theo nhưng bot chưa chuyển được ảnh.)")
