"""What the YAML parser cannot read → one diagnostic that an editor understands.

In: the text, the parser's error, and what it had read until then. Out: a diagnostic `yaml-syntax`
whose help shows the mended line. The reason is looked for in the text of the line, since the
parser's message says what it expected and not what somebody did: "mapping values are not allowed in
this context" is a colon in a sentence. Must not know what any key means.
"""

import yaml

from builder.diagnostics import Diagnostic, Place, error
from builder.yamlnodes.nodes import Typed
from builder.yamlnodes.reasons import LOOK, REASONS, Trouble, unknown
from builder.yamlnodes.text import Lines


def explain(
    path: str,
    lines: Lines,
    problem: yaml.YAMLError,
    last: Typed | None,
    flow: int | None,
) -> Diagnostic:
    """Make the diagnostic.

    `last` is the last scalar that was read, `flow` the index of the outermost bracket or brace that
    is still open.
    """
    mark = getattr(problem, "problem_mark", None)
    context = getattr(problem, "context_mark", None)
    index = min(mark.index if mark else getattr(problem, "position", 0), len(lines.text))
    row = lines.row(index)
    trouble = Trouble(
        lines=lines,
        what=f"{getattr(problem, 'context', '')}; {getattr(problem, 'problem', '')}",
        row=row,
        column=index - lines.starts[row],
        started=None if context is None else context.index,
        last=last,
        flow=flow,
    )
    found = next(filter(None, (look(trouble) for look in REASONS)), None) or unknown(trouble)
    place = Place(path, lines.first_line + found.row, found.column + 1)
    return error("yaml-syntax", place, found.message, found.help or LOOK)
