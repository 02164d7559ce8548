"""Review: a cadre looks at what was submitted, one card after the other, and decides with one tap."""
