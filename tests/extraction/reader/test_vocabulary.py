"""The tables: their small syntax, and that all of them count in the digest."""

import re
from importlib.resources import files

import pytest

from scribe.extraction.reader import Reader, vocabulary


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("low|lower back", "lower back", True),
        ("low|lower back", "back", False),
        ("spasm*", "spasming", True),
        ("[chronic] pain", "pain", True),
        ("epidural [steroid] [injection]", "epidural", True),
        ("epidural [steroid] [injection]", "epidural injection", True),
        ("twice _ day", "twice a day", True),
        ("where ... hurt", "where does it hurt", True),
        ("where ... hurt", "where do you say that it might hurt", False),
        ("uncle", "unclear", False),
    ],
)
def test_a_phrase_means_what_its_syntax_says(phrase, text, found):
    assert bool(re.search(vocabulary.source_of(phrase), text)) is found


def test_the_longest_phrase_is_tried_first():
    match = re.match(vocabulary.any_of(["low back", "low back pain"]), "low back pain")

    assert match is not None
    assert match.group() == "low back pain"


def test_every_table_counts_in_the_digest():
    names = {
        entry.name.removesuffix(".toml") for entry in files(vocabulary).iterdir() if entry.name.endswith(".toml")
    }

    assert names == set(vocabulary.FILES)


def test_the_reader_names_itself_and_its_vocabulary():
    component = Reader().component

    assert (component.name, component.sha256) == ("deterministic-reader", vocabulary.digest())


@pytest.mark.parametrize("name", vocabulary.FILES)
def test_no_key_hides_a_dot(name):
    """A quoted ``"modality.EMG"`` is a key beside the table it was meant for: none of its words would be read."""
    keys = list(_keys(vocabulary.table(name)))

    assert keys
    assert not [key for key in keys if "." in key]


def _keys(table):
    for key, value in table.items():
        yield key
        if isinstance(value, dict):
            yield from _keys(value)
