"""A plain python-telegram-bot bot: polling, user_data in memory."""

from __future__ import annotations

import sys
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackContext, MessageHandler, filters

from bench.peers.texts import BUTTONS, JOINED, QUESTIONS
from bench.stand import TOKEN

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label) for label in BUTTONS]])


async def answer(update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """Keep the answer and ask the next question."""
    message, known = update.message, context.user_data
    assert message is not None, "only messages come here"
    assert known is not None, "only people write"
    step = known.get("step")
    if message.text == "đăng ký":
        known["step"] = 0
        await message.reply_text(QUESTIONS[0], reply_markup=KEYBOARD)
    elif step is None:
        await message.reply_text(JOINED)
    elif step + 1 < len(QUESTIONS):
        known[f"q{step}"] = message.text
        known["step"] = step + 1
        await message.reply_text(QUESTIONS[step + 1], reply_markup=KEYBOARD)
    else:
        known.clear()
        await message.reply_text(f"Đã ghi nhận SK-DA-{message.message_id:06d}")


def main() -> None:
    """Poll until killed."""
    application = (
        Application.builder().token(TOKEN).base_url(f"{sys.argv[1]}/bot").concurrent_updates(256).build()
    )
    application.add_handler(MessageHandler(filters.ALL, answer))
    print("ready", flush=True)
    application.run_polling(allowed_updates=["message"])


if __name__ == "__main__":
    main()
