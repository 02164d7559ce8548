"""Owners and cadres: inviting them, who holds which office, leave and substitutes."""
