"""The demo's crowd: who comes when, from which unit, with which initiative; the same in every run."""

from bot.demo.crowd.plan import CrowdFileError, crowd_of, rules
from bot.demo.crowd.setting import Reviewing, Setting, setting_of

__all__ = ["CrowdFileError", "Reviewing", "Setting", "crowd_of", "rules", "setting_of"]
