"""Responses as they are kept: answers, assessments, red flags, links, and what a change comes to."""
