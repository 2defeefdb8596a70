"""The bundled recordings: a self-written visit spoken by two synthetic voices, and a minute of room noise.

`python -m eval.recordings` renders them from the script beside them; README.md in that folder names the
voices and their licences. The voices are not dependencies of the project: only rendering needs them.
"""
