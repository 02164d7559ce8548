"""The rehearsal: every day of a sprint before anything goes live, what would be posted where or why nothing is."""

from scheduler.rehearsal.days import Planned, RehearsedDay, Unsent, default_parties, rehearse
from scheduler.rehearsal.figures import SampleFigures
from scheduler.rehearsal.printing import print_days

__all__ = [
    "Planned",
    "RehearsedDay",
    "SampleFigures",
    "Unsent",
    "default_parties",
    "print_days",
    "rehearse",
]
