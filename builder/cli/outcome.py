"""How a command ends: its exit codes, and the exception for what cannot be done as asked.

In: nothing. Out: values. Must not know any command.
"""

GOOD, PROBLEMS, USAGE, STOPPED, NO_READER = 0, 1, 2, 130, 141


class MisuseError(Exception):
    """The command cannot be carried out as it was given; says why, and what to do instead."""
