"""Absent: a part that cannot be measured here, and why. It is no failure, and it is never a pass."""

from pathlib import Path

from eval.labelled.labels import data_folder


class NotMeasured(Exception):
    """Something the part needs is not on this machine."""


def development_data(*parts: str) -> Path:
    """A folder of the development data. Raises NotMeasured where it is absent."""
    folder = data_folder().joinpath(*parts)
    if not folder.is_dir():
        raise NotMeasured("the development data is absent (set SCRIBE_SHARED_DATA)")
    return folder
