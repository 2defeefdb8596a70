"""``scribe eval sheet`` and ``scribe eval agreement``: a sheet for two reviewers, and what they say."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from eval.agreement.agreement import agreement
from eval.agreement.errors import OtherSheet
from eval.agreement.items import ItemKind
from eval.agreement.read import is_blind, read_sheet
from eval.agreement.sheet import ENCODING, Choice, Sheet, as_csv, reading_copy, sheet_of
from eval.agreement.text import lines
from eval.samples.whole import refuse_existing, write_new


def add_sheet(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command ``sheet`` and its options."""
    _sheet_options(commands.add_parser("sheet", help="a labelling sheet (CSV) for two human reviewers"))


def add_agreement(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command ``agreement`` and its options."""
    _agreement_options(commands.add_parser("agreement", help="what two filled sheets say of the labels"))


def main_sheet(argv: Sequence[str] | None = None) -> int:
    """Write a sheet. 0 written. Raises InputError."""
    parser = argparse.ArgumentParser(prog="scribe eval sheet")
    _sheet_options(parser)
    return sheet(parser.parse_args(argv))


def main_agreement(argv: Sequence[str] | None = None) -> int:
    """Print the agreement. 0 printed. Raises InputError."""
    parser = argparse.ArgumentParser(prog="scribe eval agreement")
    _agreement_options(parser)
    return compare(parser.parse_args(argv))


def _sheet_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="labelled encounters, in it or below it")
    parser.add_argument("--out", type=Path, required=True, metavar="SHEET.csv", help="a new file")
    parser.add_argument("--blind", action="store_true", help="hide the labels and ask for codes and assertions")
    _choice_options(parser)
    parser.add_argument("--reading", type=Path, metavar="FILE.md", help="the transcripts too, without labels")
    parser.set_defaults(command=sheet)


def _agreement_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the labels that the sheet was made from")
    parser.add_argument("first", type=Path, metavar="FIRST.csv", help="the sheet of one reviewer")
    parser.add_argument("second", type=Path, metavar="SECOND.csv", help="the sheet of the other")
    _choice_options(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(command=compare)


def _choice_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--kinds",
        nargs="+",
        type=ItemKind,
        choices=tuple(ItemKind),
        default=tuple(ItemKind),
        metavar="KIND",
        help=f"of {', '.join(ItemKind)} (default: all)",
    )
    parser.add_argument("--encounters", type=_count, metavar="N", help="so many of them, always the same")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a number from 1 on is wanted")
    return int(text)


def _made(options: argparse.Namespace, blind: bool) -> Sheet:
    return sheet_of(options.folder.resolve(), Choice(blind, frozenset(options.kinds), options.encounters))


def sheet(options: argparse.Namespace) -> int:
    """0 written. Raises InputError, also where a file of one of the names is there: it may be filled in."""
    made = _made(options, options.blind)
    new = [path for path in (options.out, options.reading) if path]
    for path in new:
        refuse_existing(path)
    write_new(options.out, as_csv(made), ENCODING)
    if options.reading:
        write_new(options.reading, reading_copy(made))
    print(f"sheet {made.version}: {len(made.items)} rows of {len(made.encounters)} encounters in {options.out}")
    return 0


def compare(options: argparse.Namespace) -> int:
    """0 printed. Raises InputError."""
    blind = is_blind(options.first)
    if is_blind(options.second) is not blind:
        raise OtherSheet("One sheet is blind and the other open.", "Give two sheets of one kind.")
    made = _made(options, blind)
    found = agreement(made, read_sheet(options.first, made), read_sheet(options.second, made))
    if options.format == "json":
        print(found.model_dump_json(indent=2))
    else:
        print("\n".join(lines(found)))
    return 0
