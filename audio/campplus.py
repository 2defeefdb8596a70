"""CAM++: the network that turns a second and a half of speech into a speaker embedding, as an ONNX model.

Wang et al. 2023, "CAM++: A fast and efficient network for speaker verification using context-aware masking"
(arXiv 2303.00332); layer names as in the 3D-Speaker toolkit, whose weights it takes (Apache-2.0). The window has
a fixed length of at most two seconds, so that the paper's two context means, of segment and whole, are one.
"""

from collections.abc import Sequence

import numpy as np

from audio.checkpoint import Tensors
from audio.onnx_graph import Graph

BANDS = 80
DIMENSIONS = 192

_BLOCKS = ((12, 1), (24, 2), (16, 2))
"""Layers of each block and the dilation of its local convolution."""
_LONGEST_FRAMES = 200
_EPSILON = 1e-5


def model(tensors: Tensors, frames: int) -> bytes:
    """ONNX bytes: (n, frames, 80) log mel energies without their mean -> (n, 192).

    Raises KeyError where the tensors are those of another network.
    """
    if frames > _LONGEST_FRAMES:
        raise ValueError(f"a window has at most {_LONGEST_FRAMES} frames")
    net = _Network(tensors, frames)
    bands_first = net.graph.add("Transpose", "frames", perm=(0, 2, 1))
    image = net.graph.add("Unsqueeze", bands_first, net.graph.constant(np.array([1], np.int64)))
    return net.graph.model(net.pooled(net.blocks(net.front(image))), ("n", DIMENSIONS))


class _Network:
    """Builds the graph layer by layer; every method takes and gives the name of a value."""

    def __init__(self, tensors: Tensors, frames: int) -> None:
        self.graph = Graph("campplus", "frames", ("n", frames, BANDS))
        self._tensors = tensors
        steps = (frames - 1) // 2 + 1
        self._unbiased = self.graph.constant(np.array([steps / (steps - 1)], np.float32))

    def front(self, x: str) -> str:
        """The two-dimensional convolutions over bands and time: (n, 1, 80, t) -> (n, 320, t)."""
        x = self._relu(self._normed("head.bn1", self._conv("head.conv1", x, pad=(1, 1))))
        for layer, stride in (("layer1.0", 2), ("layer1.1", 1), ("layer2.0", 2), ("layer2.1", 1)):
            x = self._residual(f"head.{layer}", x, stride)
        x = self._relu(self._normed("head.bn2", self._conv("head.conv2", x, pad=(1, 1), stride=(2, 1))))
        shape = self.graph.constant(np.array([0, 320, -1], np.int64))
        return self.graph.add("Reshape", x, shape)

    def blocks(self, x: str) -> str:
        """The densely connected blocks: (n, 320, t) -> (n, 512, t / 2)."""
        x = self._conv("xvector.tdnn.linear", x, pad=(2,), stride=(2,))
        x = self._relu(self._normed("xvector.tdnn.nonlinear.batchnorm", x))
        for number, (layers, dilation) in enumerate(_BLOCKS, start=1):
            for layer in range(1, layers + 1):
                new = self._dense_layer(f"xvector.block{number}.tdnnd{layer}", x, dilation)
                x = self.graph.add("Concat", x, new, axis=1)
            x = self._relu(self._normed(f"xvector.transit{number}.nonlinear.batchnorm", x))
            x = self._conv(f"xvector.transit{number}.linear", x)
        return self._relu(self._normed("xvector.out_nonlinear.batchnorm", x))

    def pooled(self, x: str) -> str:
        """Mean and standard deviation over time, brought to the embedding: (n, 512, t) -> (n, 192)."""
        mean = self.graph.add("ReduceMean", x, axes=(2,))
        off = self.graph.add("Sub", x, mean)
        squares = self.graph.add("ReduceMean", self.graph.add("Mul", off, off), axes=(2,))
        spread = self.graph.add("Sqrt", self.graph.add("Mul", squares, self._unbiased))
        both = self._conv("xvector.dense.linear", self.graph.add("Concat", mean, spread, axis=1))
        both = self._normed("xvector.dense.nonlinear.batchnorm", both)
        return self.graph.add("Reshape", both, self.graph.constant(np.array([0, DIMENSIONS], np.int64)))

    def _dense_layer(self, name: str, x: str, dilation: int) -> str:
        """One layer: local convolution, masked by what the whole window is like."""
        x = self._relu(self._normed(f"{name}.nonlinear1.batchnorm", x))
        x = self._relu(self._normed(f"{name}.nonlinear2.batchnorm", self._conv(f"{name}.linear1", x)))
        local = self._conv(f"{name}.cam_layer.linear_local", x, pad=(dilation,), dilation=(dilation,))
        mean = self.graph.add("ReduceMean", x, axes=(2,))
        context = self.graph.add("Add", mean, mean)
        hidden = self._relu(self._conv(f"{name}.cam_layer.linear1", context))
        mask = self.graph.add("Sigmoid", self._conv(f"{name}.cam_layer.linear2", hidden))
        return self.graph.add("Mul", local, mask)

    def _residual(self, name: str, x: str, stride: int) -> str:
        out = self._conv(f"{name}.conv1", x, pad=(1, 1), stride=(stride, 1))
        out = self._conv(f"{name}.conv2", self._relu(self._normed(f"{name}.bn1", out)), pad=(1, 1))
        out = self._normed(f"{name}.bn2", out)
        if f"{name}.shortcut.0.weight" in self._tensors:
            x = self._normed(f"{name}.shortcut.1", self._conv(f"{name}.shortcut.0", x, stride=(stride, 1)))
        return self._relu(self.graph.add("Add", out, x))

    def _conv(
        self,
        name: str,
        x: str,
        pad: Sequence[int] = (),
        stride: Sequence[int] = (),
        dilation: Sequence[int] = (),
    ) -> str:
        weight = self._tensors[f"{name}.weight"]
        inputs = [x, self.graph.constant(weight)]
        if (bias := self._tensors.get(f"{name}.bias")) is not None:
            inputs.append(self.graph.constant(bias))
        given = {"strides": stride, "pads": (*pad, *pad), "dilations": dilation}
        return self.graph.add("Conv", *inputs, **{key: value for key, value in given.items() if value})

    def _normed(self, name: str, x: str) -> str:
        mean, variance = self._tensors[f"{name}.running_mean"], self._tensors[f"{name}.running_var"]
        scale = self._tensors.get(f"{name}.weight", np.ones_like(mean))
        shift = self._tensors.get(f"{name}.bias", np.zeros_like(mean))
        inputs = [self.graph.constant(one) for one in (scale, shift, mean, variance)]
        return self.graph.add("BatchNormalization", x, *inputs, epsilon=_EPSILON)

    def _relu(self, x: str) -> str:
        return self.graph.add("Relu", x)
