"""Criteria and protocols, the kinds there are of them, and the sources that they stand on."""
