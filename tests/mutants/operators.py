"""Mutants of a module: one small change each, never of a string literal, an annotation or an import."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_CALLS = {"any": "all", "all": "any", "min": "max", "max": "min"}


Change = Callable[[Any], None]
"""Changes a node in place."""


@dataclass(frozen=True)
class Mutant:
    """One change: where it is (module, function, text of the line), and what. ``site``, ``nth`` find it again."""

    module: str
    function: str
    line: str
    number: int
    change: str
    site: int
    nth: int

    @property
    def key(self) -> str:
        """Names the mutant across moves of its line."""
        return f"{self.module}:{self.function}: {self.line} [{self.change}]"


def mutants_of(module: str, source: str) -> list[Mutant]:
    """Every mutant of a module, in the order of its text."""
    lines = source.splitlines()
    return [
        Mutant(module, function, lines[node.lineno - 1].strip(), node.lineno, change, site, nth)
        for site, (node, function) in enumerate(_sites(ast.parse(source)))
        for nth, (change, _) in enumerate(_changes(node))
    ]


def mutated(source: str, mutant: Mutant) -> ast.Module:
    """The module's tree with the one change made."""
    tree = ast.parse(source)
    node = next(islice(_sites(tree), mutant.site, None))[0]
    change = next(islice(_changes(node), mutant.nth, None))[1]
    change(node)
    return ast.fix_missing_locations(tree)


def _sites(tree: ast.AST, function: str = "") -> Iterator[tuple[ast.AST, str]]:
    """Nodes that may be changed, each with the function it stands in."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Import | ast.ImportFrom | ast.JoinedStr) or _is_type_checking(child):
            continue
        name = function
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            name = f"{function}.{child.name}".strip(".")
        if isinstance(child, ast.arg | ast.AnnAssign) and not getattr(child, "value", None):
            continue
        if hasattr(child, "lineno") and name:
            yield child, name
        yield from _sites(_without_annotations(child), name)


def _without_annotations(node: ast.AST) -> ast.AST:
    """The parts of a node that run: no annotations, no decorators, no match patterns."""
    if isinstance(node, ast.FunctionDef):
        return ast.Module(body=node.body, type_ignores=[])
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        return ast.Expression(body=node.value)
    if isinstance(node, ast.ClassDef):
        return ast.Module(body=node.body, type_ignores=[])
    return node


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.Compare(ops=[op, *_]) if type(op) in _COMPARE:
            other = _COMPARE[type(op)]
            yield f"{type(op).__name__} to {other.__name__}", _set_op(other)
        case ast.BoolOp(op=op):
            other_op = ast.Or if isinstance(op, ast.And) else ast.And
            yield f"{type(op).__name__} to {other_op.__name__}", _set("op", other_op)
        case ast.BinOp(op=op, left=left) if type(op) in _ARITHMETIC and not _is_text(left):
            yield f"{type(op).__name__} to {_ARITHMETIC[type(op)].__name__}", _set("op", _ARITHMETIC[type(op)])
        case ast.Constant(value=bool() as value):
            yield f"{value} to {not value}", _set_value(not value)
        case ast.Constant(value=int() | float() as number):
            yield f"{number} to {number + 1}", _set_value(number + 1)
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            yield f"{name} to {_CALLS[name]}", _rename(_CALLS[name])
        case ast.If() | ast.IfExp() | ast.While():
            yield "condition negated", _negate
        case ast.comprehension():
            return
        case ast.Return(value=value) if value is not None and not _is_none(value) and not _is_text(value):
            yield "return None", _set("value", lambda: ast.Constant(None))
        case ast.Expr(value=ast.Yield() | ast.YieldFrom() | ast.Call()):
            yield "statement dropped", _set("value", lambda: ast.Constant(None))
        case ast.Tuple(elts=[first, _, *_], ctx=ast.Load()) if not _is_text(first):
            yield "first element dropped", _drop_first
        case ast.UnaryOp(op=ast.Not()):
            yield "not dropped", _drop_not


def _set(field: str, make: Callable[[], Any]) -> Change:
    return lambda node: setattr(node, field, make())


def _set_op(other: type[ast.cmpop]) -> Change:
    return lambda node: node.ops.__setitem__(0, other())


def _set_value(value: object) -> Change:
    return lambda node: setattr(node, "value", value)


def _rename(name: str) -> Change:
    return lambda node: setattr(node.func, "id", name)


def _negate(node: Any) -> None:
    node.test = ast.UnaryOp(ast.Not(), node.test)


def _drop_not(node: Any) -> None:
    operand = node.operand
    node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), operand)


def _drop_first(node: Any) -> None:
    del node.elts[0]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
