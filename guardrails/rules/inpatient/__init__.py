"""IP: inpatient guidelines."""
