"""YAML text → nodes with places; whatever is wrong with the YAML becomes diagnostics.

In: the path and the bytes or text of a file. Out: a tree of scalars, mappings and sequences, every
scalar as the editor typed it (NO, 12:30 and 2025 stay text), and problems in plain words. Must not
know what any key means (that is `fields`).
"""

from builder.yamlnodes.composing import compose
from builder.yamlnodes.nodes import Mapping, Node, Scalar, Sequence
from builder.yamlnodes.text import Lines, decode

__all__ = ["Lines", "Mapping", "Node", "Scalar", "Sequence", "compose", "decode"]
