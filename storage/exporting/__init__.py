"""What leaves the database as files: the figures of a report, and the list of initiatives in a stream."""
