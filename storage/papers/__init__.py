"""Papers as files: read from the database, laid out as PDF, picture or Word."""
