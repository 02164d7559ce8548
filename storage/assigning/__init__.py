"""Lists of assignments in the database: who is in charge, what a list puts in, and how it is taken back."""
