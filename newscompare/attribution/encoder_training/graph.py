"""The layers as an ONNX graph without its weights, made node by node.

Operators: those of ONNX and of onnxruntime's domain ``com.microsoft``, already joined, so that
levels of graph optimisation find next to nothing to change. A run holds one window or sentence, or
one with this or that word hidden side by side, all of one length: no padding, no mask, and nothing
depends on what is read beside it. The weights are handed over when a session starts (``network``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper

Floats = NDArray[np.float32]
HEADS = 12
MICROSOFT = "com.microsoft"
JOINED = {"Attention", "SkipLayerNormalization", "BiasGelu"}


class Graph:
    """Nodes and constants as they are added."""

    def __init__(self) -> None:
        self.nodes: list[object] = []
        self.constants: dict[str, Floats] = {}

    def constant(self, name: str, value: Floats) -> str:
        """A constant."""
        self.constants[name] = np.ascontiguousarray(value, dtype=np.float32)
        return name

    def add(self, kind: str, inputs: list[str], name: str, **attributes: object) -> str:
        """A node with one output, called ``name``."""
        own = MICROSOFT if kind in JOINED else ""
        made = helper.make_node(
            kind, inputs, [name], name=f"{kind}:{name}", domain=own, **attributes
        )
        self.nodes.append(made)
        return name

    def declared(self) -> list[TensorProto]:
        """The constants by name and shape, their values elsewhere."""
        out = []
        for name, value in self.constants.items():
            tensor = TensorProto(
                name=name,
                dims=value.shape,
                data_type=TensorProto.FLOAT,
                data_location=TensorProto.EXTERNAL,
            )
            tensor.external_data.add(key="location", value="weights")
            out.append(tensor)
        return out


def build(
    weights: Mapping[str, Floats], layers: int, keep: Mapping[str, int], labels: int = 0
) -> tuple[ModelProto, dict[str, Floats]]:
    """The graph and its constants.

    From ``words`` (1, n, width), summed embeddings, to the states (1, n, width) after the layers in
    ``keep``, by name of output, and to ``scores`` (1, n, labels) where there are labels.
    ``weights`` are named as in BERT.
    """
    graph = Graph()

    def pair(name: str) -> tuple[Floats, Floats]:
        return weights[f"{name}.weight"], weights[f"{name}.bias"]

    def norm(name: str) -> list[str]:
        scale, shift = pair(name)
        return [graph.constant(f"{name}.scale", scale), graph.constant(f"{name}.shift", shift)]

    start = "embeddings.LayerNorm"
    x = graph.add("LayerNormalization", ["words", *norm(start)], "start", axis=-1, epsilon=1e-12)
    names = {number: name for name, number in keep.items()}
    for k in range(layers):
        own = f"encoder.layer.{k}"
        parts = [pair(f"{own}.attention.self.{part}") for part in ("query", "key", "value")]
        three = graph.constant(f"{own}.qkv", np.hstack([weight.T for weight, _ in parts]))
        shift = graph.constant(f"{own}.qkv.shift", np.concatenate([bias for _, bias in parts]))
        heard = graph.add("Attention", [x, three, shift], f"{own}.heard", num_heads=HEADS)
        x = project(graph, heard, x, f"{own}.attention.output", pair, norm, f"{own}.middle")
        weight, bias = pair(f"{own}.intermediate.dense")
        wide = graph.add("MatMul", [x, graph.constant(f"{own}.wide", weight.T)], f"{own}.wider")
        wide = graph.add(
            "BiasGelu", [wide, graph.constant(f"{own}.wide.shift", bias)], f"{own}.bent"
        )
        x = project(graph, wide, x, f"{own}.output", pair, norm, names.get(k + 1, f"{own}.end"))
    outputs: list[tuple[str, int]] = [(name, len(weights[f"{start}.bias"])) for name in keep]
    if labels:
        weight, bias = pair("head")
        plain = graph.add("MatMul", [x, graph.constant("head.weight", weight.T)], "head.plain")
        graph.add("Add", [plain, graph.constant("head.bias", bias)], "scores")
        outputs.append(("scores", labels))
    made = helper.make_graph(
        graph.nodes,
        "encoder",
        [port("words", len(weights[f"{start}.bias"]))],
        [port(*output) for output in outputs],
        graph.declared(),
    )
    sets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=sets, ir_version=8), graph.constants


def project(
    graph: Graph,
    x: str,
    other: str,
    name: str,
    pair: Callable[[str], tuple[Floats, Floats]],
    norm: Callable[[str], list[str]],
    out: str,
) -> str:
    """A projection, added to what went in before, with its layer norm."""
    weight, bias = pair(f"{name}.dense")
    narrow = graph.add("MatMul", [x, graph.constant(f"{name}.weight", weight.T)], f"{name}.plain")
    inputs = [other, narrow, *norm(f"{name}.LayerNorm"), graph.constant(f"{name}.bias", bias)]
    return graph.add("SkipLayerNormalization", inputs, out, epsilon=1e-12)


def port(name: str, width: int) -> object:
    """An input or output (b, n, width)."""
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["b", "n", width])
