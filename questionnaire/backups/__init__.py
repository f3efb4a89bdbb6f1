"""Backups: a copy of the whole database that can be trusted to be whole, and the way back from it."""
