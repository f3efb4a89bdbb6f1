"""What every page stands on: who may use it, sessions, security, errors, languages."""
