"""OP: outpatient guidelines."""
