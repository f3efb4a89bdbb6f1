"""What is kept, and how: the database, encryption, the audit trail, the clock, the environment."""
