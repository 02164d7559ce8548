"""The demo's crowd: who comes when, from which unit, with which initiative; the same in every run."""

from bot.demo.crowd.plan import CrowdFileError, crowd_of, rules
from bot.demo.crowd.setting import Setting, setting_of

__all__ = ["CrowdFileError", "Setting", "crowd_of", "rules", "setting_of"]
