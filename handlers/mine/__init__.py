"""What a worker has submitted: seen, corrected and withdrawn by himself while it is under review."""
