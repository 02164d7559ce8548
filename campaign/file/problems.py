"""A mistake in a campaign's files, said so that the person who wrote the file can mend it."""

from __future__ import annotations

from dataclasses import dataclass

FILES = ("campaign.toml", "units.csv", "entered.csv", "texts.ftl", "successions.csv")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: the file, the line (from 1; None: the file as a whole), the key or column, and why."""

    file: str
    line: int | None
    where: str
    reason: str

    def __str__(self) -> str:
        """The mistake on one line, as compilers print it: `campaign.toml:12: phases[1].until: ...`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.where, self.reason) if part)


class CampaignFileError(ValueError):
    """A campaign's files cannot be used; `problems` names every mistake that was found, in reading order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems; the message has one line for each."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Findings:
    """The mistakes found so far in one folder."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: dict[Problem, None] = {}

    def add(self, file: str, line: int | None, where: str, reason: str) -> None:
        """Note a mistake; the same one is noted once."""
        self._found.setdefault(Problem(file, line, where, reason))

    def in_order(self) -> tuple[Problem, ...]:
        """All of them, file by file, from the top of each file to its end."""
        return tuple(sorted(self._found, key=_place))


def _place(problem: Problem) -> tuple[int, str, int]:
    rank = FILES.index(problem.file) if problem.file in FILES else len(FILES)
    return rank, problem.file, problem.line or 0
