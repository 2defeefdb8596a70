"""Mutation testing of the engine, the coder, Excludes1 and dates: ``make mutants``, not part of CI."""
