"""DC: documentation, evidence and queries."""
