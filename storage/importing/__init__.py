"""Reading spreadsheets that people send: measured before they are unpacked, opened in a process of their own."""
