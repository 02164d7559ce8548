"""The bot as `nuocrut run` starts it, dying by its own hand at a named point.

NUOCRUT_KILL_AT names the point; every point but "" is the moment in question of the turn that gives a receipt. The
hooks are put in here; the program itself knows nothing of them. The pace is lifted, as the stand-in's limits are.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import bot.service
import storage.writing
from bot.app import App
from bot.intake import Intake
from bot.journal import set_up
from bot.service import serve
from bot.settings import Settings
from bot.telegram.polling import Poller
from bot.telegram.sending import TelegramSender
from bot.zalo.sending import ZaloSender
from scheduler.delivery import Delivery
from scheduler.pace import LIFTED
from storage import outbox
from storage.messages import Message


def die() -> None:
    """End as the kernel or a power cut ends a process: nothing more is done."""
    os.kill(os.getpid(), signal.SIGKILL)


def _is_final(message: Message) -> bool:
    return message.heading.startswith("Đã ghi nhận")


def in_the_transaction() -> None:
    """The turn is played and written, its transaction is not committed."""
    insert = outbox.insert_new

    async def insert_and_die(connection: Any, rows: Any) -> None:
        await insert(connection, rows)
        if any(row.kind == "receipt" for row in rows):
            die()

    outbox.insert_new = insert_and_die


def after_the_commit() -> None:
    """The turn is committed, nothing is sent."""
    hand_over = Delivery.hand_over

    def die_or_hand_over(self: Delivery, claimed: Any) -> None:
        if any(each.row.kind == "receipt" for each in claimed):
            die()
        hand_over(self, claimed)

    Delivery.hand_over = die_or_hand_over  # type: ignore[method-assign]  # a hook of the test


def after_the_send() -> None:
    """The platform has taken the message, nobody has written that down."""
    for sender in (TelegramSender, ZaloSender):
        sender.send = _then_die(sender.send)  # type: ignore[method-assign]  # a hook of the test


def after_the_file() -> None:
    """The platform has taken a file, or the message with its address, and nobody has written that down."""
    for sender in (TelegramSender, ZaloSender):
        sender.send = _then_die(sender.send, _has_file)  # type: ignore[method-assign]  # a hook of the test


def _has_file(message: Message) -> bool:
    return message.file is not None


def _then_die(send: Any, fits: Callable[[Message], bool] = _is_final) -> Any:
    async def send_and_die(self: Any, chat: Any, message: Any) -> Any:
        outcome = await send(self, chat, message)
        if fits(message):
            die()
        return outcome

    return send_and_die


def in_the_merging() -> None:
    """Two people have become one in the transaction, which is not committed."""
    merge = vars(storage.writing)["merge_people"]

    async def merge_and_die(*arguments: Any) -> None:
        await merge(*arguments)
        die()

    vars(storage.writing)["merge_people"] = merge_and_die


def after_the_merging() -> None:
    """Two people are one, and nobody has been told."""
    hand_over = Delivery.hand_over

    def die_or_hand_over(self: Delivery, claimed: Any) -> None:
        if any(each.message.text.startswith("Đã nối xong") for each in claimed):
            die()
        hand_over(self, claimed)

    Delivery.hand_over = die_or_hand_over  # type: ignore[method-assign]  # a hook of the test


def after_the_storing() -> None:
    """An event is in the inbox; the platform has not heard 200 yet, and nothing is worked off."""
    take_in = Intake._take_in

    async def take_in_and_die(self: Intake, batch: Any) -> None:
        await take_in(self, batch)
        if any('"xong"' in arrival.body for arrival, _ in batch):
            die()

    Intake._take_in = take_in_and_die  # type: ignore[method-assign]  # a hook of the test


def before_the_next_poll() -> None:
    """Everything is done and written, but the platform was not told yet that the update is worked off."""
    send, sent = TelegramSender.send, asyncio.Event()

    async def note(self: TelegramSender, chat: Any, message: Any) -> Any:
        outcome = await send(self, chat, message)
        if _is_final(message):
            sent.set()
        return outcome

    work = Poller._work

    async def work_and_die(self: Poller, raw: Any) -> None:
        await work(self, raw)
        if any("Gửi" in str(each) or ":send" in str(each.get("callback_query")) for each in raw):
            await asyncio.wait_for(sent.wait(), 10)
            await asyncio.sleep(0.2)  # the result goes with a commit of its own
            die()

    TelegramSender.send = note  # type: ignore[method-assign]  # a hook of the test
    Poller._work = work_and_die  # type: ignore[method-assign]  # a hook of the test


POINTS: dict[str, Callable[[], None]] = {
    "": lambda: None,
    "in the transaction": in_the_transaction,
    "after the commit": after_the_commit,
    "after the send": after_the_send,
    "after the file": after_the_file,
    "after the storing": after_the_storing,
    "in the merging": in_the_merging,
    "after the merging": after_the_merging,
    "before the next poll": before_the_next_poll,
}


def live(campaign: str) -> None:
    """Arm the point and serve until killed or told to stop."""
    set_up("ERROR", as_json=False)
    POINTS[os.environ.get("NUOCRUT_KILL_AT", "")]()
    vars(bot.service)["App"] = partial(App, limits=LIFTED)  # as the stand-in's limits
    asyncio.run(_until_stopped(serve(Settings(), Path(campaign))))


def main() -> None:
    """Bear one process after the other: a line `{"campaign", "environment"}` in, `pid` and `ended status` out.

    What takes seconds, the imports, is done once; every child is a process of its own with nothing done yet.
    """
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            os.environ.update(asked["environment"])
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            status = 1
            try:
                live(asked["campaign"])
                status = 0
            finally:
                os._exit(status)
        print(child, flush=True)  # noqa: T201  # what the parent waits for
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201  # what the parent waits for


async def _until_stopped(work: Any) -> None:
    task = asyncio.create_task(work)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        return


if __name__ == "__main__":
    main()
