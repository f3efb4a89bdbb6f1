"""Protocols as plain data, and made again from it, so that an edition outlives the code."""
