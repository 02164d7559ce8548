"""Figures a conversation sees: of this very moment, never moved by what comes later on the same day."""

from __future__ import annotations

from tests.handlers.stage import Phone, Stage


async def test_the_stage_stands(stage: Stage, worker: Phone) -> None:
    """Somebody who joined by a unit's link can register at once, and gets a receipt."""
    assert "Xã Đông Hội" in worker.text
    assert "Đã ghi nhận SK-DA-" in await worker.registers()
