"""What a clinician signs: the questions, the protocols and their sources."""
