"""What a cadre sees of the units in his charge: figures, initiatives, questions, and texts to pass on."""
