"""One module a command: ``run(options) -> exit status``. An edge: it reads the clock, files and the environment."""
