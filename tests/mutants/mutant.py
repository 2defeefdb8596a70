"""Mutants: every small wrong version of a source, each with a name that moved lines do not change."""

import ast
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.mutants.expressions import Change, in_expression
from tests.mutants.statements import in_statement

Span = tuple[int, int, int, int]
"""First line and column, last line and column; lines from 1, columns in bytes, as in ``ast``."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change in one file. Its key is where it stands in words, not in numbers."""

    file: str
    function: str
    line: str
    change: str
    number: int
    span: Span
    text: str
    """What stands in the place of the span."""

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """File, function, source line, change, and which of several alike."""
        return (self.file, self.function, self.line, self.change, self.number)

    def applied(self, source: str) -> str:
        """The source with the change in it."""
        first, start, last, end = self.span
        lines = source.encode("utf-8").splitlines(keepends=True)
        lines[first - 1 : last] = [lines[first - 1][:start] + self.text.encode() + lines[last - 1][end:]]
        return b"".join(lines).decode("utf-8")


def mutants_of(file: str, source: str) -> Iterator[Mutant]:
    """Every mutant of a source, in the order of its lines."""
    lines = source.splitlines()
    seen: Counter[tuple[str, str, str]] = Counter()
    for function, change in _below(ast.parse(source), "", None):
        first, *_ = span = _span(change.node)
        line = lines[first - 1].strip()
        seen[function, line, change.words] += 1
        number = seen[function, line, change.words]
        yield Mutant(file, function, line, change.words, number, span, _text(change.becomes))


def in_order(mutants: Iterable[Mutant], seed: int) -> list[Mutant]:
    """Mutants by a digest of seed and key: a sample's head, which an edit elsewhere does not reshuffle."""
    return sorted(mutants, key=lambda m: hashlib.sha256(repr((seed, m.key)).encode("utf-8")).hexdigest())


def _below(node: ast.AST, name: str, function: ast.FunctionDef | None) -> Iterator[tuple[str, Change]]:
    yield from ((name or "<module>", change) for change in in_expression(node))
    yield from ((name or "<module>", change) for change in in_statement(node, function))
    for child in _children(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            inner = child if isinstance(child, ast.FunctionDef) else None
            yield from _below(child, f"{name}.{child.name}".lstrip("."), inner)
        else:
            yield from _below(child, name, function)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """What may be changed below a node: no annotation, decorator, f-string, signed number or ``__all__``."""
    if isinstance(node, ast.JoinedStr | ast.arg) or (isinstance(node, ast.UnaryOp) and _signed(node)):
        return
    if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
        return
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "bases"):
            continue
        if isinstance(node, ast.Subscript) and field == "slice" and isinstance(value, ast.Tuple):
            continue
        yield from (
            child for child in (value if isinstance(value, list) else [value]) if isinstance(child, ast.AST)
        )


def _signed(node: ast.UnaryOp) -> bool:
    return isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant)


def _span(node: ast.AST) -> Span:
    assert isinstance(node, ast.expr | ast.stmt | ast.pattern)
    return (node.lineno, node.col_offset, node.end_lineno or node.lineno, node.end_col_offset or 0)


def _text(becomes: ast.AST) -> str:
    """Source of what stands in the place; an expression keeps to itself in parentheses."""
    text = ast.unparse(ast.fix_missing_locations(becomes))
    return f"({text})" if isinstance(becomes, ast.expr) and not isinstance(becomes, ast.Slice) else text
