"""Whatever people do, in whatever order, with restarts between any two steps: the conversation holds."""

from __future__ import annotations

import asyncio
import atexit
import json
import shutil
import tempfile
import unicodedata
from collections.abc import Coroutine
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.batch import Update
from handlers.incoming import Given
from handlers.states import Idle, load
from storage.tallies import recount
from tests.handlers.stage import ANSWERS, START, Phone, Stage, example, prepare, typed

T = TypeVar("T")
WORKER, CADRE = 0, 1
VALID = [
    "1 có 2 có 3 không 4 có", "có", "không", "Nguyễn Văn An", "dong hoi", "DHOI", "1", "2", "chưa", "tôi",
    "Kệ khuôn sơn màu cho tổ lắp ráp", "Mỗi ca mất 20 phút tìm khuôn vì để lẫn trên một kệ.", "15/3/2022",
    "Sơn màu từng nhóm khuôn và treo sơ đồ ngay đầu kệ, ai cũng tìm thấy.", "15 triệu", "xong", "gửi",
]  # fmt: skip
INVALID = [
    "", " ", "5", "120%", "Nguyễn Văn An 120", "31/2/2022", "15/3/2032", "😀😀🎉", "<b>&amp;</b>", "x" * 5000, "/",
    "0", "99", "-1", "١٢", "²", "\u200b", "a\u0300" * 40, "Tên: x\nLĩnh vực: y", "1 có 1 không", "//", "/@x",
    unicodedata.normalize("NFD", "Kệ khuôn sơn màu cho tổ lắp ráp"),
]  # fmt: skip
COMMANDS = [
    "/dangky", "đăng ký", "dk", "tiếp tục", "hủy", "quay lại", "bỏ qua", "thôi", "để sau", "bỏ hẳn", "trợ giúp",
    "hỏi", "/hoi Có được không?", "của tôi", "xếp hạng", "tiến độ", "hồ sơ", "nhắc", "TẮT NHẮC", "bật nhắc",
    "dữ liệu", "xóa", "rút đồng ý", "mời", "lời mời", "cán bộ", "đơn vị", "câu hỏi", "nhóm", "nghỉ", "/traloi 1",
    "/traloi x", "/rutsk 382", "/suask 9999999999999999999", "/khongco", "/start", "/donvi KHONGCO", "/thoigiao 1",
]  # fmt: skip
LABELLED = "\n".join(f"{label}: {value}" for label, value in ({"Tên sáng kiến": VALID[10]} | ANSWERS).items())
ROW = "SELECT c.* FROM conversation c JOIN chat ON chat.id = c.chat_id WHERE chat.address = :a"


@cache
def prepared() -> Path:
    """A database with its tables and the example campaign, made once."""
    folder = Path(tempfile.mkdtemp(prefix="machine-"))
    atexit.register(shutil.rmtree, folder)
    place = folder / "nuocrut.sqlite3"
    prepare(place)
    return place


class Conversation(RuleBasedStateMachine):
    """A stranger who may become a worker, and a cadre in charge, each in a private chat."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp(prefix="machine-"))
        shutil.copy(prepared(), self.folder / "nuocrut.sqlite3")
        self.stage = Stage(f"sqlite+aiosqlite:///{self.folder / 'nuocrut.sqlite3'}", example(), START)
        self.last: Update | None = None
        self.revisions = {WORKER: 0, CADRE: 0}
        self.people: list[Phone] = []

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    @initialize()
    def open(self) -> None:
        """The cadre has joined; the worker is unknown."""
        self.run(self.stage.database.open())
        self.people = [self.stage.phone("Nguyễn Văn An", "501"), self.stage.phone("Trần Văn Bình", "502")]
        self.run(self.people[CADRE].joins("DHOI"))
        self.run(self.stage.appoint(self.people[CADRE], "cadre", "DHOI"))

    def teardown(self) -> None:
        """Close and clear up."""
        self.run(self.stage.close())
        self.runner.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def do(self, who: int, kind: str, **incoming: Any) -> None:
        phone = self.people[who]
        self.stage.later(seconds=2)
        self.last = self.stage.update(phone, {"kind": kind, **incoming})
        self.run(self.stage.work(self.last))

    # What people do

    @rule(who=st.sampled_from([WORKER, WORKER, WORKER, CADRE]), said=st.sampled_from(VALID + INVALID))
    def says(self, who: int, said: str) -> None:
        self.do(who, "text", **typed(said))

    @rule(who=st.sampled_from([WORKER, WORKER, CADRE]), said=st.sampled_from(COMMANDS))
    def commands(self, who: int, said: str) -> None:
        self.do(who, "text", **typed(said))

    @rule(who=st.sampled_from([WORKER, CADRE]), said=st.text(max_size=80))
    def says_anything(self, who: int, said: str) -> None:
        self.do(who, "text", **typed(said))

    @rule(who=st.sampled_from([WORKER, CADRE]), code=st.sampled_from(["", "lnkdhoi", "lnkcsdhoi", "khongco"]))
    def follows_a_link(self, who: int, code: str) -> None:
        self.do(who, "start", text=f"/start {code}".strip(), argument=code)

    @rule(who=st.sampled_from([WORKER, WORKER, WORKER, CADRE]), place=st.integers(0, 30))
    def presses_the_newest(self, who: int, place: int) -> None:
        self._press(who, self.people[who].all[-3:], place, 0)

    @rule(
        who=st.sampled_from([WORKER, CADRE]), place=st.integers(0, 5000), off=st.sampled_from([0, 0, 1, -1])
    )
    def presses_any(self, who: int, place: int, off: int) -> None:
        self._press(who, self.people[who].all, place, off)

    def _press(self, who: int, messages: list[Any], place: int, off: int) -> None:
        shown = [(each, message) for message in reversed(messages) for row in message.choices for each in row]
        buttons = [(choice, message) for choice, message in shown if not choice.url]
        if buttons:
            choice, message = buttons[place % len(buttons)]
            self.do(who, "press", token=choice.token, revision=(message.revision or 0) + off, card="1")

    @rule(
        who=st.sampled_from([WORKER, CADRE]),
        kind=st.sampled_from(["photo", "document"]),
        number=st.integers(1, 12),
        album=st.sampled_from(["", "al1"]),
        caption=st.sampled_from(["", "Kỹ thuật", "hủy"]),
    )
    def gives_a_file(self, who: int, kind: Any, number: int, album: str, caption: str) -> None:
        given = Given(kind, f"file{number}", name="a.pdf", size=number * 2_500_000)
        self.do(who, kind, file=given, album=album, text=caption)

    @rule(
        who=st.sampled_from([WORKER, CADRE]),
        kind=st.sampled_from(
            ["sticker", "voice", "video", "contact", "location", "other", "blocked", "unblocked"]
        ),
    )
    def does_something_else(self, who: int, kind: str) -> None:
        self.do(who, kind)

    @rule()
    def answers_everything(self) -> None:
        """The quick way to the review card, so that sending is reached often enough."""
        for said in ("/dangky", "bắt đầu mới", LABELLED, "xong"):
            self.do(WORKER, "text", **typed(said))

    @rule(twice=st.booleans())
    def sends(self, twice: bool) -> None:
        for _ in range(1 + twice):
            self.do(WORKER, "text", **typed("gửi sáng kiến"))

    # What happens to them

    @precondition(lambda self: self.last is not None)
    @rule()
    def the_same_update_comes_again(self) -> None:
        before = self._everything()
        assert self.last is not None
        self.run(self.stage.work(self.last))
        assert self._everything() == before

    @rule(said=st.lists(st.sampled_from(VALID + COMMANDS), min_size=2, max_size=4))
    def many_at_once(self, said: list[str]) -> None:
        updates = [
            self.stage.update(self.people[number % 2], {"kind": "text", **typed(each)})
            for number, each in enumerate(said)
        ]
        self.run(self.stage.work(*updates))

    @rule(hours=st.sampled_from([0.01, 1, 20, 80, 700]))
    def time_goes_by(self, hours: float) -> None:
        self.stage.later(hours=hours)

    @rule()
    def everything_is_restarted(self) -> None:
        """Not a word that was said is lost: drafts, conversations and initiatives are as they were."""
        before = self._everything()
        old = self.stage
        self.run(old.close())
        self.stage = Stage(old.database.url, example(), old.clock.now())
        self.stage.ear.heard, self.stage._keys = old.ear.heard, old._keys
        self.run(self.stage.open())
        self.run(self.stage.apply())
        for phone in self.people:
            phone.stage = self.stage
        assert self._everything() == before

    def _everything(self) -> str:
        tables = (
            *("draft", "conversation", "initiative", "initiative_event", "attachment", "tally", "tally_day"),
            *("person", "consent", "question", "role", "invite", "outbox"),
        )
        rows = [self.run(self.stage.rows(f"SELECT * FROM {table} ORDER BY 1, 2")) for table in tables]
        return json.dumps(rows)

    # What holds

    @invariant()
    def nothing_goes_wrong(self) -> None:
        """No turn is ever set aside, no message is one the channel would refuse."""
        if self.people:
            assert self.run(self.stage.set_aside()) == []
            assert self.run(self.stage.rows("SELECT kind, reason FROM outbox WHERE state = 'dead'")) == []

    @invariant()
    def nothing_is_saved_twice(self) -> None:
        """A draft becomes one initiative at most, and the tallies recount."""
        if not self.people:
            return
        made = "SELECT count(*) FROM initiative WHERE draft_id IS NOT NULL"
        sent = "SELECT count(*) FROM draft WHERE state = 'sent'"
        assert self.run(self.stage.value(made)) == self.run(self.stage.value(sent))
        assert self.run(self._recounted()) == []

    async def _recounted(self) -> list[str]:
        async with self.stage.database.read() as connection:
            return await recount(connection)

    @invariant()
    def a_person_has_one_open_draft(self) -> None:
        """There is never a question which of two drafts is meant."""
        many = "SELECT person_id FROM draft WHERE state = 'open' GROUP BY person_id HAVING count(*) > 1"
        assert not self.people or self.run(self.stage.rows(many)) == []

    @invariant()
    def the_revision_never_falls(self) -> None:
        """A button shown later never carries a smaller number, as long as the conversation is known."""
        for who, phone in enumerate(self.people):
            rows = self.run(self.stage.rows(ROW, a=phone.address))
            revision = rows[0]["revision"] if rows else 0
            assert revision >= self.revisions[who] or not rows
            self.revisions[who] = revision

    @invariant()
    def there_is_a_way_out(self) -> None:
        """Whatever is being asked offers at least one answer to press, and is shown with the newest revision."""
        for phone in self.people:
            rows = self.run(self.stage.rows(ROW, a=phone.address))
            if rows and not isinstance(load(rows[0]["state"]), Idle):
                cards = [message for message in phone.all if message.revision == rows[0]["revision"]]
                assert any(message.choices for message in cards), rows[0]["state"]

    @rule(who=st.sampled_from([WORKER, CADRE]))
    def leaves(self, who: int) -> None:
        """Nobody is trapped: a few plain words lead out of anything."""
        for said in ("hủy", "để sau", "không"):
            self.do(who, "text", **typed(said))
            rows = self.run(self.stage.rows(ROW, a=self.people[who].address))
            if not rows or isinstance(load(rows[0]["state"]), Idle):
                return
        raise AssertionError(rows[0]["state"])


TestConversation = Conversation.TestCase
TestConversation.settings = settings(
    max_examples=10,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
