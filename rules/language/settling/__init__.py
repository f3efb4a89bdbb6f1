"""What would settle a protocol that cannot be told yet, by decision diagrams."""
