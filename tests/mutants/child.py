"""One mutant, one forked child: the module compiled from the changed tree, the tests until one fails."""

import ast
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

INCOMPETENT = 99
"""Exit status of a mutant that cannot even be imported: no test killed it, it was never alive."""


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module and compiles it from a changed tree; the file is left alone."""

    def __init__(self, module: str, path: Path, tree: ast.Module) -> None:
        self._module, self._path, self._tree = module, path, tree

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._module:
            return None
        return importlib.util.spec_from_file_location(fullname, self._path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._tree, str(self._path), "exec"), module.__dict__)


def run(module: str, path: Path, tree: ast.Module, tests: Sequence[Sequence[Path]]) -> int:
    """0 where every test passes (the mutant survives), INCOMPETENT, else the status of the first failing file."""
    sys.meta_path.insert(0, _Changed(module, path, tree))
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        try:
            importlib.import_module(module)
        except Exception:  # noqa: BLE001 - whatever it raises, the mutant cannot live
            return INCOMPETENT
        # pytest starts once a group here, and warns at each start but the first of what it has already loaded.
        quiet = ["-x", "-q", "-p", "no:cacheprovider", "--tb=no", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
        for group in tests:
            status = int(pytest.main([*quiet, *map(str, group)]))
            if status:
                return status
    return 0
