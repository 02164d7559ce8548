"""`make bench`: everything in one run."""

from __future__ import annotations

import argparse
import sys

from bench.turns import PEERS, measure

_HEAD = f"{'bot':<32}{'talkers':>8}{'turns/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms/turn':>13}{'MiB':>7}"


def turns(users: list[int], seconds: float, names: list[str]) -> None:
    """The table of turns."""
    print("\nTurns a second, wire in to wire out (one registration is 14 turns)")
    print(_HEAD)
    for number in users:
        for name in names:
            got = measure(name, number, seconds)
            print(
                f"{got.name:<32}{got.users:>8}{got.turns_per_second:>10.0f}{got.p50:>9.1f}{got.p99:>9.1f}"
                f"{got.cpu_per_turn:>13.2f}{got.memory:>7.0f}",
                flush=True,
            )


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--users", type=int, nargs="+", default=[1, 50, 500])
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--only", choices=["turns", "board", "play"], default=None)
    parser.add_argument("--ours", action="store_true", help="without the peers")
    options = parser.parse_args()
    names = list(PEERS)[:1] if options.ours else list(PEERS)
    if options.only in {None, "turns"}:
        turns(options.users, options.seconds, names)


if __name__ == "__main__":
    sys.exit(main())
