"""Zalo through the Zalo Bot Platform: the only room that knows it."""
