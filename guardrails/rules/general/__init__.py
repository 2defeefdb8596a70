"""GG: general coding guidelines."""
