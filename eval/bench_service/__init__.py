"""The API and its workers, measured from outside: ``make bench-service``."""
