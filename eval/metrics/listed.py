"""Listed: a set of words written as a line, as the tables of this folder are."""


def listed(text: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(text.split())
