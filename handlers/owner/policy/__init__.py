"""`/chinhsach`: owners read when whom may be reminded of what, and change single values of it."""
