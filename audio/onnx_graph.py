"""ONNX graph: a network written down as an ONNX model, so that the runtime we have can run weights of another.

Only what a feed-forward network needs of the format (github.com/onnx/onnx, onnx.proto3): nodes, number and list
attributes, float tensors. The numbers beside the fields are those of that file.
"""

import struct
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_IR_VERSION = 8
_OPSET = 17
_FLOAT, _INT64 = 1, 7
_ATTRIBUTE_INT, _ATTRIBUTE_INTS, _ATTRIBUTE_FLOAT = 2, 7, 1

Attribute = int | float | Sequence[int]


class Graph:
    """A network under construction. Every ``add`` gives the name of a new value."""

    def __init__(self, name: str, entry: str, shape: Sequence[int | str]) -> None:
        self._name = name
        self._input = _bytes(11, _value(entry, shape))
        self._nodes: list[bytes] = []
        self._constants: list[bytes] = []
        self._count = 0

    def constant(self, value: npt.NDArray[np.float32] | npt.NDArray[np.int64]) -> str:
        """The name of a fixed tensor."""
        name = self._new()
        kind = _INT64 if value.dtype == np.int64 else _FLOAT
        dims = b"".join(_number(1, size) for size in value.shape)
        raw = np.ascontiguousarray(value).tobytes()
        self._constants.append(_bytes(5, dims + _number(2, kind) + _text(8, name) + _bytes(9, raw)))
        return name

    def add(self, operator: str, *inputs: str, **attributes: Attribute) -> str:
        """The name of the result of an operator on named values."""
        name = self._new()
        node = b"".join(_text(1, one) for one in inputs) + _text(2, name) + _text(4, operator)
        node += b"".join(_bytes(5, _attribute(key, value)) for key, value in attributes.items())
        self._nodes.append(_bytes(1, node))
        return name

    def model(self, result: str, shape: Sequence[int | str]) -> bytes:
        """The finished model as the bytes of an ONNX file, with ``result`` as its output."""
        body = [
            *self._nodes,
            _text(2, self._name),
            *self._constants,
            self._input,
            _bytes(12, _value(result, shape)),
        ]
        return _number(1, _IR_VERSION) + _bytes(7, b"".join(body)) + _bytes(8, _text(1, "") + _number(2, _OPSET))

    def _new(self) -> str:
        self._count += 1
        return f"v{self._count}"


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, _ATTRIBUTE_INT)
    if isinstance(value, float):
        return _text(1, name) + _key(2, 5) + struct.pack("<f", value) + _number(20, _ATTRIBUTE_FLOAT)
    return _text(1, name) + b"".join(_number(8, one) for one in value) + _number(20, _ATTRIBUTE_INTS)


def _value(name: str, shape: Sequence[int | str]) -> bytes:
    """A named float tensor with its shape; a size given as text is left open."""
    sizes = (_text(2, size) if isinstance(size, str) else _number(1, size) for size in shape)
    dims = b"".join(_bytes(1, size) for size in sizes)
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, _FLOAT) + _bytes(2, dims)))


def _number(field: int, value: int) -> bytes:
    return _key(field, 0) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _key(field, 2) + _varint(len(value)) + value


def _key(field: int, wire: int) -> bytes:
    return _varint(field << 3 | wire)


def _varint(value: int) -> bytes:
    """Seven bits a byte, lowest first; negative numbers as their 64-bit complement."""
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
