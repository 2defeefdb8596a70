"""The operators: what a line can become, and what is never touched."""

import pytest

from tests.mutants.mutant import mutants_of


def _becomes(source: str) -> list[str]:
    """The mutants of a source, each as its lines without the parentheses put around a change."""
    return [mutant.applied(source) for mutant in mutants_of("example.py", source)]


@pytest.mark.parametrize(
    ("source", "mutated"),
    [
        ("x = a < b", "x = (a <= b)"),
        ("x = a == b", "x = (a != b)"),
        ("x = a in b", "x = (a not in b)"),
        ("x = a is not b", "x = (a is b)"),
        ("x = a < b <= c", "x = (a < b < c)"),
        ("x = a and b", "x = (a or b)"),
        ("x = not a", "x = (a)"),
        ("x = 3", "x = (4)"),
        ("x = 3", "x = (2)"),
        ("x = a[-1]", "x = a[(0)]"),
        ("x = True", "x = (False)"),
        ("x = len(a) - 1", "x = (len(a) + 1)"),
        ("x = 10 * a", "x = (10 + a)"),
        ("x = a + b", "x = (a)"),
        ("x = A | B", "x = (B)"),
        ("x = A & B", "x = (A | B)"),
        ("x = (A, B.c)", "x = ((A,))"),
        ("x = {A, B}", "x = ({B})"),
        ("x = a[1:]", "x = a[:]"),
        ("x = a[:b]", "x = a[:]"),
        ("x = any(a)", "x = (all(a))"),
        ("x = max(a)", "x = (min(a))"),
        ("x = sorted(a)", "x = (list(a))"),
        ("x = sorted(a, key=b)", "x = (sorted(a))"),
        ("x = a.get(b, c)", "x = (a.get(b))"),
        ("x = next(a, None)", "x = (next(a))"),
        ("x = a if b else c", "x = a if (True) else c"),
        ("x = [a for a in b if c]", "x = [a for a in b if (False)]"),
        ("x |= a", "pass"),
    ],
)
def test_an_expression_can_become(source: str, mutated: str) -> None:
    assert mutated in _becomes(source)


@pytest.mark.parametrize(
    ("body", "mutated"),
    [
        ("-> bool:\n    return a", "-> bool:\n    return True"),
        ("-> bool:\n    return a", "-> bool:\n    return False"),
        ("-> tuple[int, ...]:\n    return a", "-> tuple[int, ...]:\n    return ()"),
        ("-> str | None:\n    return a", "-> str | None:\n    return None"),
        ("-> Thing:\n    return a", "-> Thing:\n    return None"),
        (":\n    yield a", ":\n    yield from ()"),
        (":\n    yield from a", ":\n    yield from ()"),
        (":\n    a.append(b)", ":\n    pass"),
        (":\n    raise a", ":\n    pass"),
        (":\n    a = 1\n    a = b", ":\n    a = 1\n    pass"),
        (":\n    if a:\n        b()", ":\n    if (False):\n        b()"),
        (":\n    while a:\n        break", ":\n    while a:\n        continue"),
        (
            ":\n    match a:\n        case A() | B():\n            b",
            ":\n    match a:\n        case B():\n            b",
        ),
        (
            ":\n    match a:\n        case _ if b:\n            c",
            ":\n    match a:\n        case _ if (True):\n            c",
        ),
    ],
)
def test_a_statement_can_become(body: str, mutated: str) -> None:
    assert f"def f(){mutated}" in _becomes(f"def f(){body}")


@pytest.mark.parametrize(
    "source",
    [
        '"""Words 1 < 2."""',
        "x = 'not 1 < 2'",
        "x = f'{a + 1}'",
        "x: tuple[A, B]",
        "def f(a: A | B) -> A | None: ...",
        "from a import b",
        "__all__ = [A, B]",
        "@dataclass(frozen=True)\nclass A: ...",
        "if TYPE_CHECKING:\n    x = 1",
        "x = dict[A, B]",
        "a, b = c",
        "x = a",
    ],
)
def test_texts_types_imports_and_decorators_are_never_changed(source: str) -> None:
    assert _becomes(source) == []


def test_a_loop_is_never_made_endless() -> None:
    assert "while (True):\n    x" not in _becomes("while a:\n    x")


def test_a_first_assignment_is_not_left_out_for_a_mere_missing_name() -> None:
    assert _becomes("def f():\n    a = b") == []


def test_a_change_of_several_lines_replaces_them_all() -> None:
    source = "x = f(\n    a,\n    key=b,\n)\ny"

    assert "x = (f(a))\ny" in _becomes(source)


def test_a_change_after_other_letters_than_ascii_is_at_its_place() -> None:
    assert 'x = f("–ü", (2))' in _becomes('x = f("–ü", 1)')
