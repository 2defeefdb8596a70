"""Mutants: names that survive moved lines, and a sample that is the same every time."""

import ast

from tests.mutants import plan
from tests.mutants.mutant import in_order, mutants_of

SOURCE = "def f(a):\n    return a < 1 and a < 1\n\n\nclass B:\n    def g(self):\n        return not self.h(2)\n"


def _keys(source: str) -> list[tuple[str, str, str, str, int]]:
    return [mutant.key for mutant in mutants_of("example.py", source)]


def test_a_key_says_where_the_change_is_and_what_it_is() -> None:
    assert ("example.py", "B.g", "return not self.h(2)", "without not", 1) in _keys(SOURCE)


def test_two_changes_alike_in_one_line_are_told_apart() -> None:
    numbers = [key[4] for key in _keys(SOURCE) if key[3] == "< to <="]

    assert numbers == [1, 2]


def test_moved_lines_change_no_key() -> None:
    assert _keys(f'"""A docstring."""\n\n{SOURCE}') == _keys(SOURCE)


def test_the_order_of_the_sample_depends_on_the_seed_alone() -> None:
    mutants = list(mutants_of("example.py", SOURCE))

    assert in_order(mutants, 1) == in_order(reversed(mutants), 1)
    assert in_order(mutants, 1) != in_order(mutants, 2)


def test_an_edit_elsewhere_leaves_the_order_of_the_others() -> None:
    before = in_order(mutants_of("example.py", SOURCE), 1)
    after = in_order(mutants_of("example.py", f"{SOURCE}\n\ndef k(b):\n    return b + 1\n"), 1)

    assert [m.key for m in after if m.function != "k"] == [m.key for m in before]


def test_every_mutant_of_the_plan_is_python_and_another_program() -> None:
    sources = {file: (plan.ROOT / file).read_text("utf-8") for file in plan.files()}
    mutants = [mutant for file, source in sources.items() for mutant in mutants_of(file, source)]

    sample = in_order(mutants, plan.SEED)[:100]
    dumped = {file: ast.dump(ast.parse(source)) for file, source in sources.items()}
    assert [m.key for m in sample if ast.dump(ast.parse(m.applied(sources[m.file]))) == dumped[m.file]] == []
    assert len(mutants) > plan.COUNT
