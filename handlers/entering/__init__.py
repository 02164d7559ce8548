"""Entering for somebody without a telephone (I11): a cadre types, the author takes it over when he comes by himself."""
