"""The words of the official wording of ICD-10-CM, taken anew: ``python -m audio.wordlists.icd10cm TABULAR.xml``.

TABULAR.xml is the file that guardrails/code_sets/SOURCES.toml names. README.md says how the list is packed.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from audio import wordlists

_LEAST_LETTERS = 4


def words_of(texts: Iterator[str]) -> list[str]:
    """Every word of four letters or more, hyphenated ones in whole and in parts, that is no ordinary English."""
    found: set[str] = set()
    for text in texts:
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        for word in re.findall(r"[a-z]+(?:-[a-z]+)*", re.sub(r"'s\b", "", plain)):
            found |= {word.replace("-", ""), *word.split("-")}
    return sorted(word for word in found - wordlists.ordinary() if len(word) >= _LEAST_LETTERS)


if __name__ == "__main__":
    # The file is one whose digest is known.
    tree = ElementTree.fromstring(Path(sys.argv[1]).read_bytes())  # noqa: S314 - the official file, named by whoever rebuilds the list
    sys.stdout.write("\n".join(words_of(tree.itertext())) + "\n")
