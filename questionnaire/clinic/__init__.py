"""What a clinic sets for itself, and what may be set."""
