"""Running: samples through suites by a pool of processes, results on disk as they come, then the verdict."""
