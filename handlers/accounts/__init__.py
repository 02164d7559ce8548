"""One person with several accounts: a one-time code of one chat, typed in another, makes one person of two."""
