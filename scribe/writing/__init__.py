"""From facts and codes to the sentences of the note."""
