"""Targets: what a unit is measured against, who proposed another, and who decided on it."""
