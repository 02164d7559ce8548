"""`make bench`: everything in one run."""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import time

from bench.board import INITIATIVES, UNITS
from bench.board import measure as board
from bench.exporting import measure as exporting
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


def province() -> None:
    """The table of the board."""
    print(
        f"\nThe board of a province: {INITIATIVES:,} initiatives in {UNITS:,} units, median and slowest of 5 runs"
    )
    for timing in asyncio.run(board()):
        print(f"{timing.name:<52}{timing.median:>9.1f} ms{timing.slowest:>9.1f} ms", flush=True)


def export(initiatives: int) -> None:
    """The table of the report that is ordered by chat."""
    print(f"\nA report of {initiatives:,} initiatives ordered by chat, while twenty people talk")
    got = exporting(initiatives)
    told = got.measured
    for name, waits in (("the talk alone", told["alone"]), ("while reports are made", told["beside"])):
        shown = f"p50 {waits['p50']:.1f} ms, p99 {waits['p99']:.1f} ms, longest {waits['longest']:.1f} ms"
        print(f"{name:<26}{waits['turns']:>7} turns   {shown}")
    sizes = ", ".join(f"{size / 2**20:.1f}" for size in told["files"])
    print(f"ordered until the last file had come: {told['took']:.1f} s; files of {sizes} MiB")
    print(f"cancelled: answered in {told['cancelled'] * 1000:.0f} ms")
    print(
        f"memory: the bot {got.before:.0f} MiB before and {got.most:.0f} at most, beside it {got.beside:.0f}"
    )
    print(f"the write-ahead log grew to {got.log:.0f} MiB")
    for at, wait in told["slowest"]:
        print(f"  {at:.0f} s after the order somebody waited {wait:.1f} s")
    print("\n".join(f"  {line}" for line in told["seen"]), flush=True)


def play() -> None:
    """35 days with the crowd, over the wire, as `make demo ARGS="--play --exit"` runs them."""
    command = [sys.executable, "-m", "bot", "demo", "--play", "--exit", "--port", "0"]
    begun = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    print(f"\n35 days with the crowd: {time.perf_counter() - begun:.1f} s, exit code {done.returncode}")


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--users", type=int, nargs="+", default=[1, 50, 500])
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--initiatives", type=int, default=INITIATIVES, help="of the report that is ordered")
    parser.add_argument("--only", choices=["turns", "board", "export", "play"], default=None)
    parser.add_argument("--ours", action="store_true", help="without the peers")
    options = parser.parse_args()
    names = list(PEERS)[:1] if options.ours else list(PEERS)
    if options.only in {None, "turns"}:
        turns(options.users, options.seconds, names)
    if options.only in {None, "board"}:
        province()
    if options.only in {None, "export"}:
        export(options.initiatives)
    if options.only in {None, "play"}:
        play()


if __name__ == "__main__":
    main()
