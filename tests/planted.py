"""A planted patient: marks that stand nowhere else, each form they may hide in, and where to look for them."""

import base64
import json
from pathlib import Path
from urllib.parse import quote, quote_plus

import psycopg
from psycopg import sql

NAME, SURNAME = "Zebulon Quixwhistle", "Quixwhistle"
NUMBER, NUMBER_DIGITS = "4471-9930-5526", "447199305526"
PHONE, PHONE_DIGITS = "+1 (907) 555-0137", "19075550137"
PHRASE = "ache like wet gravel"
STREET = "Bläßhuhn Stràße 17"
"""With letters that JSON, UTF-8 and Latin-1 write each in another way."""
MARKS = (NAME, SURNAME, NUMBER, NUMBER_DIGITS, PHONE, PHONE_DIGITS, PHRASE, STREET)

_OTHER_SCHEMAS = "schemaname NOT IN ('pg_catalog', 'information_schema')"


def forms(mark: str) -> set[bytes]:
    """The mark as text in several encodings, escaped as in JSON and in addresses, in hex, and in base64 at each of
    its three phases."""
    plain = mark.encode()
    texts = {mark, mark.upper(), mark.lower(), json.dumps(mark)[1:-1], quote(mark), quote_plus(mark)}
    written = {one.encode(encoding) for one in texts for encoding in ("utf-8", "latin-1", "utf-16-le", "utf-16-be")}
    shifted = {base64.b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4] for shift in range(3)}
    return {*written, *shifted, plain.hex().encode(), plain.hex().upper().encode()}


ALL_FORMS = {form for mark in MARKS for form in forms(mark)}


def found(clear: bytes) -> set[bytes]:
    """The forms of marks that stand in it."""
    return {form for form in ALL_FORMS if form in clear}


def found_in(places: dict[str, bytes]) -> dict[str, set[bytes]]:
    """The places in which a form of a mark stands."""
    return {place: marks for place, clear in places.items() if (marks := found(clear))}


def every_file(folder: Path) -> dict[str, bytes]:
    """The files below a folder by their paths; a name is searched as its content is."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {(name := str(path.relative_to(folder))): name.encode() + b"\n" + path.read_bytes() for path in files}


def dump(address: str) -> bytes:
    """Every table of every schema of a PostgreSQL database, as COPY writes it; bytes are in hex."""
    parts = []
    with psycopg.connect(address) as connection:
        tables = f"SELECT schemaname, tablename FROM pg_tables WHERE {_OTHER_SCHEMAS}"
        for schema, table in connection.execute(sql.SQL(tables)).fetchall():
            with connection.cursor().copy(
                sql.SQL("COPY {}.{} TO STDOUT").format(sql.Identifier(schema), sql.Identifier(table))
            ) as copy:
                parts += [f"{schema}.{table}\n".encode(), *(bytes(part) for part in copy)]
    return b"".join(parts)
