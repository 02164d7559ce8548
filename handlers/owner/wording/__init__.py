"""`/sualoi`: owners change what the bot says, one text at a time; they need not know Fluent."""
