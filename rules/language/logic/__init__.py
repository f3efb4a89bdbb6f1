"""What follows from what is known of a patient: a case, conditions, relations, days."""
