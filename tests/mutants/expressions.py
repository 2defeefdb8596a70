"""Operators on expressions: each gives the ways in which one expression can be a little wrong."""

import ast
from collections.abc import Iterator
from typing import NamedTuple


class Change(NamedTuple):
    """A node, what stands in its place, and the change in words: part of the mutant's name."""

    node: ast.AST
    becomes: ast.AST
    words: str


_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
}
_CALLS = {"any": "all", "all": "any", "min": "max", "max": "min", "sorted": "list"}
_WITH_DEFAULT = ("next", "get", "getattr", "pop")


def in_expression(node: ast.AST) -> Iterator[Change]:
    """Every change of this node itself; what lies below it is visited on its own."""
    match node:
        case ast.Compare():
            yield from _compare(node)
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            words = "and to or" if isinstance(node.op, ast.And) else "or to and"
            yield Change(node, ast.BoolOp(other, node.values), words)
        case ast.UnaryOp(op=ast.Not()):
            yield Change(node, node.operand, "without not")
        case ast.Constant() | ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
            yield from _constant(node)
        case ast.BinOp():
            yield from _arithmetic(node)
        case ast.IfExp() | ast.comprehension():
            yield from _condition(node)
        case ast.Tuple() | ast.Set() | ast.List():
            yield from _element(node)
        case ast.MatchOr():
            for at, pattern in enumerate(node.patterns):
                rest = node.patterns[:at] + node.patterns[at + 1 :]
                yield Change(node, ast.MatchOr(rest), f"without {ast.unparse(pattern)}")
        case ast.Slice():
            yield from _slice(node)
        case ast.Call():
            yield from _call(node)


def forced(test: ast.expr, *values: bool) -> Iterator[Change]:
    """A condition that is always so."""
    for value in values:
        yield Change(test, ast.Constant(value), f"condition {value}")


def _compare(node: ast.Compare) -> Iterator[Change]:
    for at, operator in enumerate(node.ops):
        other = _COMPARISONS[type(operator)]()
        ops = [*node.ops[:at], other, *node.ops[at + 1 :]]
        words = f"{_symbol(operator)} to {_symbol(other)}"
        yield Change(node, ast.Compare(node.left, ops, node.comparators), words)


def _symbol(operator: ast.cmpop) -> str:
    name = ast.Name("_")
    return ast.unparse(ast.Compare(name, [operator], [name])).strip("_ ")


def _constant(node: ast.Constant | ast.UnaryOp) -> Iterator[Change]:
    value = ast.literal_eval(node)
    if isinstance(value, bool):
        yield Change(node, ast.Constant(not value), f"{value} to {not value}")
    elif isinstance(value, int | float):
        for other in (value + 1, value - 1):
            yield Change(node, ast.Constant(other), f"{value} to {other}")


def _arithmetic(node: ast.BinOp) -> Iterator[Change]:
    """Numbers get another operator; of joined sequences, sets and types one side is lost."""
    joins = isinstance(node.op, ast.BitOr) or (isinstance(node.op, ast.Add | ast.Sub) and not _numeric(node))
    if joins:
        yield Change(node, node.left, "without the right side")
        if not isinstance(node.op, ast.Sub):
            yield Change(node, node.right, "without the left side")
    elif other := _ARITHMETIC.get(type(node.op)):
        becomes = ast.BinOp(node.left, other(), node.right)
        yield Change(node, becomes, f"{type(node.op).__name__} to {other.__name__}")


def _numeric(node: ast.BinOp) -> bool:
    """One side is a number, a length or itself such a calculation."""
    return any(
        (isinstance(side, ast.Constant) and isinstance(side.value, int | float))
        or (isinstance(side, ast.Call) and ast.unparse(side.func) in ("len", "int", "sum"))
        or (isinstance(side, ast.BinOp) and (isinstance(side.op, ast.Mult | ast.Mod) or _numeric(side)))
        for side in (node.left, node.right)
    )


def _condition(node: ast.IfExp | ast.comprehension) -> Iterator[Change]:
    for test in [node.test] if isinstance(node, ast.IfExp) else node.ifs:
        yield from forced(test, True, False)


def _element(node: ast.Tuple | ast.Set | ast.List) -> Iterator[Change]:
    """One name is missing from a literal of names."""
    named = all(isinstance(element, ast.Name | ast.Attribute) for element in node.elts)
    if len(node.elts) < 2 or not named or isinstance(getattr(node, "ctx", None), ast.Store):
        return
    for at, element in enumerate(node.elts):
        rest = node.elts[:at] + node.elts[at + 1 :]
        becomes = ast.Set(rest) if isinstance(node, ast.Set) else type(node)(rest, ast.Load())
        yield Change(node, becomes, f"without {ast.unparse(element)}")


def _slice(node: ast.Slice) -> Iterator[Change]:
    if node.lower:
        yield Change(node, ast.Slice(None, node.upper, node.step), "without the lower bound")
    if node.upper:
        yield Change(node, ast.Slice(node.lower, None, node.step), "without the upper bound")


def _call(node: ast.Call) -> Iterator[Change]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if isinstance(node.func, ast.Name) and name in _CALLS and (name != "sorted" or not node.keywords):
        becomes = ast.Call(ast.Name(_CALLS[name], ast.Load()), node.args, node.keywords)
        yield Change(node, becomes, f"{name} to {_CALLS[name]}")
    if name in _WITH_DEFAULT and len(node.args) == (3 if name == "getattr" else 2):
        yield Change(node, ast.Call(node.func, node.args[:-1], node.keywords), f"{name} without its default")
    for at, keyword in enumerate(node.keywords):
        if keyword.arg:
            rest = node.keywords[:at] + node.keywords[at + 1 :]
            yield Change(node, ast.Call(node.func, node.args, rest), f"without {keyword.arg}=")
