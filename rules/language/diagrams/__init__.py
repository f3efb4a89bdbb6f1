"""Criteria over every answer that is not known in a case: where each can still come to stand."""
