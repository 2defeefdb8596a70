"""A loader that gives one module a changed source, and every other its own: no file is written."""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
import warnings
from collections.abc import Sequence
from types import CodeType, ModuleType

from tests.mutants.mutant import Mutant
from tests.mutants.plan import ROOT


class _ChangedSource(importlib.machinery.SourceFileLoader):
    """Compiles the text it holds; neither source nor compiled file on disk is read or written."""

    def __init__(self, module: str, path: str, source: str) -> None:
        super().__init__(module, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return compile(self._source, self.path, "exec", dont_inherit=True)


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, module: str, loader: _ChangedSource) -> None:
        self._module, self._loader = module, loader

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._module:
            return None
        return importlib.util.spec_from_file_location(fullname, self._loader.path, loader=self._loader)


def module_of(file: str) -> str:
    """``guardrails/coder.py`` as ``guardrails.coder``."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def install(mutant: Mutant, source: str) -> None:
    """From here on this process imports the mutant in place of its module, which must not be loaded yet."""
    module, path = module_of(mutant.file), ROOT / mutant.file
    if module in sys.modules:
        raise RuntimeError(f"{module} is loaded already: the mutant would not be seen")
    loader = _ChangedSource(module, str(path), mutant.applied(source))
    sys.meta_path.insert(0, _Finder(module, loader))
