"""Answers as people type them: the front of `yes_no`, `choices` and `numbered_answers`."""

from campaign.vietnamese.choices import Ambiguous, parse_choice
from campaign.vietnamese.numbered_answers import Answers, parse_numbered_answers
from campaign.vietnamese.yes_no import parse_yes_no

__all__ = ["Ambiguous", "Answers", "parse_choice", "parse_numbered_answers", "parse_yes_no"]
