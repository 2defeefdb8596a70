"""``python -m scribe.commands.generate [--check]``: the generated documents, written or compared."""

import argparse
import json
import sys
from pathlib import Path

from scribe.schema.export import json_schemas
from scribe.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
_SECURITY = Path("docs/security.md")


def generated() -> dict[Path, str]:
    """Path below the project's root to the text that belongs there."""
    from eval import describe
    from eval.samples import schemas
    from guardrails.docs import page
    from scribe.api.app import create_app

    formats = {**json_schemas(), **schemas.json_schemas()}
    documents = {Path("docs/schema") / name: text for name, text in formats.items()}
    app = create_app(Settings(), key="generated")
    documents[Path("docs/openapi.json")] = json.dumps(app.openapi(), indent=2, sort_keys=True) + "\n"
    documents[Path("guardrails/RULES.md")] = page()
    documents[Path("docs/suites.md")] = describe.page()
    documents[_SECURITY] = _with_roles((ROOT / _SECURITY).read_text(encoding="utf-8"))
    return documents


def _with_roles(page: str) -> str:
    """The page with the table of roles that is in force."""
    from scribe.api.access import role_table

    before, begin, rest = page.partition("<!-- roles -->\n")
    _, end, after = rest.partition("<!-- end of roles -->")
    return f"{before}{begin}{role_table()}{end}{after}"


def main() -> int:
    """Write the documents, or with --check name those that differ and give 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = [path for path, text in generated().items() if not _is(path, text)]
    for path in stale:
        print(f"{'stale, run make docs' if check else 'written'}: {path}")
        if not check:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(generated()[path], encoding="utf-8", newline="\n")
    return int(check and bool(stale))


def _is(path: Path, text: str) -> bool:
    full = ROOT / path
    return full.exists() and full.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
