"""Remember: one value kept for the very same arguments: the coder and many rules read one draft in turn."""

from collections.abc import Callable
from functools import wraps
from operator import is_
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def last_value(function: Callable[P, T]) -> Callable[P, T]:
    """The function, its last value kept for identical arguments (``is``, not ``==``: comparing would cost more).

    The arguments are kept alive with the value, so an identity cannot be reused. Only for pure functions of frozen
    values; a second thread merely computes anew.
    """
    kept: list[tuple[tuple[object, ...], T]] = []

    @wraps(function)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
        if kept and not kwargs:
            known, value = kept[0]
            if len(known) == len(args) and all(map(is_, known, args)):
                return value
        value = function(*args, **kwargs)
        if not kwargs:
            kept[:] = [(args, value)]
        return value

    return remembered
