"""Telegram through aiogram: the only room that knows it."""
