"""Pages of administrators: staff, what the clinic sets, the audit trail."""
