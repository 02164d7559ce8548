"""The way in, as `nuocrut` or as `python -m bot`: from the first moment on Ctrl-C is met with one line."""

from __future__ import annotations

import gc

from bot.interrupt import leave_at_once


def main() -> None:
    """Run the command line."""
    leave_at_once()
    gc.set_threshold(20_000, 20, 20)  # what importing makes stays; looking through it took a second
    from bot.cli import app  # noqa: PLC0415  # the imports are what Ctrl-C is likely to meet

    app()


if __name__ == "__main__":
    main()
