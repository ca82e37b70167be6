"""Open a model's ONNX graph and check that it is the one that its card describes."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from hardstand.errors import DetectionError

QUIET = 3
"""ONNX Runtime's log level for errors: what it warns of concerns those who export."""

Shape = tuple[int | None, ...]
"""Sizes of a tensor; None = free."""


class Described(Protocol):
    """A card, as far as it tells which file it describes."""

    @property
    def sha256(self) -> str:
        """Hex digest of the weights' file."""


class Graph:
    """An ONNX graph in ONNX Runtime with one input."""

    def __init__(self, weights: Path, card: Described, threads: int = 0) -> None:
        """Load the weights.

        Args:
            weights: the ONNX file.
            card: its model card.
            threads: of one inference; 0 = as many as there are cores.

        Raises:
            DetectionError: the file is missing, is not the one that the card describes, or is no ONNX graph with one
                input.
        """
        content = _read(weights)
        _check_digest(weights, content, card)
        self.weights = weights
        self._session = open_session(weights, content, threads)
        inputs = self._session.get_inputs()
        if len(inputs) != 1:
            raise self.refuse(f"it has {len(inputs)} inputs; one is expected, the image")
        self._input = inputs[0]
        self._outputs = {output.name: _shape(output.shape) for output in self._session.get_outputs()}

    @property
    def input_shape(self) -> Shape:
        """Sizes of the input."""
        return _shape(self._input.shape)

    @property
    def outputs(self) -> dict[str, Shape]:
        """Sizes of each output."""
        return self._outputs

    def require_input(self, kind: str, form: str, channel_axis: int) -> Shape:
        """The input's four sizes, if it takes RGB images.

        Args:
            kind: the type of its values, as ONNX Runtime writes it without "tensor()".
            form: how such an input is written, for the message.
            channel_axis: axis of the three channels.

        Raises:
            DetectionError: it takes something else.
        """
        shape, found = self.input_shape, str(self._input.type).removeprefix("tensor(").removesuffix(")")
        if found != kind:
            raise self.refuse(f"its input {self._input.name!r} takes values of type {found}; {form} is expected")
        if len(shape) != 4 or shape[channel_axis] not in (None, 3):
            raise self.refuse(f"its input {self._input.name!r} has the shape {_written(shape)}; {form} is expected")
        if shape[0] not in (None, 1):
            raise self.refuse(f"it takes {shape[0]} images at once; export it for one, or for any number")
        return shape

    def require_outputs(self, names: tuple[str, ...]) -> None:
        """Check that the graph has these outputs.

        Raises:
            DetectionError: one is missing.
        """
        missing = [name for name in names if name not in self._outputs]
        if missing:
            raise self.refuse(f"it has no output {missing[0]!r}, only {', '.join(self._outputs)}")

    def require_channels(self, output: str, found: int | None, expected: int) -> None:
        """Check that an output has as many classes as the card; `found` is None where the graph leaves that open.

        Raises:
            DetectionError: it has another number.
        """
        if found is not None and found != expected:
            raise self.refuse(
                f"its output {output!r} of shape {_written(self._outputs[output])} holds {found} classes, but its card "
                f"names {expected}; correct `classes` or `channels` in the card"
            )

    def run(self, names: tuple[str, ...], images: NDArray[Any]) -> list[NDArray[np.float32]]:
        """The outputs of these names for a batch of images."""
        if self.input_shape[0] == 1 and len(images) > 1:
            parts = [self._session.run(list(names), {self._input.name: each[None]}) for each in images]
            return [np.concatenate(column) for column in zip(*parts, strict=True)]
        return [np.asarray(part) for part in self._session.run(list(names), {self._input.name: images})]

    def refuse(self, problem: str) -> DetectionError:
        """The error for a graph that can't be used."""
        return DetectionError(f"The model {self.weights} can't be used: {problem}.")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DetectionError(
            f"The weights {path} can't be read: {error.strerror}. Check the path, or install the detector again."
        ) from error


def _check_digest(weights: Path, content: bytes, card: Described) -> None:
    digest = hashlib.sha256(content).hexdigest()
    if digest != card.sha256:
        raise DetectionError(
            f"The weights {weights} have SHA-256 {digest}, but their card says {card.sha256}: the card describes "
            "another file. Put the right card beside them, or install the detector again."
        )


def open_session(weights: Path, content: bytes, threads: int) -> onnxruntime.InferenceSession:
    """A session on the processor.

    Args:
        weights: where the content is from, for messages.
        content: of an ONNX file.
        threads: of one inference; 0 = as many as there are cores.

    Raises:
        DetectionError: the content is no ONNX graph that can be run.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = QUIET
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime raises types of its own that it does not export
        raise DetectionError(
            f"The file {weights} is no ONNX model that ONNX Runtime {onnxruntime.__version__} can run: {error}. "
            "Export it again, or install the detector again."
        ) from error


def _shape(sizes: list[Any]) -> Shape:
    return tuple(size if isinstance(size, int) else None for size in sizes)


def _written(shape: Shape) -> str:
    return f"({', '.join('any' if size is None else str(size) for size in shape)})"
