"""Conditions and protocols in words, as clinicians read them."""
