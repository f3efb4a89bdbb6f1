"""What criteria find in a case, with the facts that settled it."""
