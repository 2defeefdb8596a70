"""Operators on statements: a condition forced, a result emptied, a step left out."""

import ast
from collections.abc import Iterator

from tests.mutants.expressions import Change, forced

_EMPTY = {
    "tuple": "()",
    "Sequence": "()",
    "Iterable": "()",
    "frozenset": "frozenset()",
    "set": "set()",
    "list": "[]",
    "dict": "{}",
    "Mapping": "{}",
    "str": "''",
    "bytes": "b''",
    "int": "0",
}
"""What a function that lost its result returns, by the first word of its annotation; None elsewhere."""


def in_statement(node: ast.AST, function: ast.FunctionDef | None) -> Iterator[Change]:
    """Every change of this statement itself; ``function`` is the one it stands in."""
    match node:
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return
        case ast.If():
            yield from forced(node.test, True, False)
        case ast.While():
            yield from forced(node.test, False)
        case ast.match_case(guard=ast.expr() as guard):
            yield from forced(guard, True, False)
        case ast.Return(value=ast.expr()):
            yield from _emptied(node, function)
        case ast.Break():
            yield Change(node, ast.Continue(), "break to continue")
        case ast.Continue():
            yield Change(node, ast.Break(), "continue to break")
            yield Change(node, ast.Pass(), "without the statement")
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            nothing = ast.Expr(ast.YieldFrom(ast.Tuple([], ast.Load())))
            yield Change(node, nothing, "yields nothing")
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Delete() | ast.Raise():
            yield Change(node, ast.Pass(), "without the statement")
        case ast.Assign() if function and _assigned_before(node, function):
            yield Change(node, ast.Pass(), "without the statement")


def _emptied(node: ast.Return, function: ast.FunctionDef | None) -> Iterator[Change]:
    annotation = ast.unparse(function.returns) if function and function.returns else ""
    if annotation == "bool":
        results = ["True", "False"]
    else:
        optional = annotation.endswith("| None")
        results = ["None" if optional else _EMPTY.get(annotation.partition("[")[0], "None")]
    for result in results:
        if ast.unparse(node.value or node) != result:
            yield Change(node, ast.Return(ast.parse(result, mode="eval").body), f"returns {result}")


def _assigned_before(node: ast.Assign, function: ast.FunctionDef) -> bool:
    """What it assigns has a value without it: leaving it out is no mere missing name."""
    if not all(isinstance(target, ast.Name) for target in node.targets):
        return True
    stored = (n for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    known = {name.id for name in stored if name.lineno < node.lineno} | {a.arg for a in function.args.args}
    return {target.id for target in node.targets if isinstance(target, ast.Name)} <= known
