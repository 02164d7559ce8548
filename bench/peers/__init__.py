"""The same talk held by plain bots, as the libraries' own tutorials build them."""
