"""How it is said that a text is no date, nor a duration.

In: what is wrong. Out: a `DateError`. Must not know how a date is read; `explaining` finds out what
is wrong with a text that has not the shape of one.
"""

_SHOWN = 60


class DateError(ValueError):
    """A text that cannot be read: `message` says what is wrong, `help` what to write."""

    def __init__(self, message: str, help: str) -> None:  # noqa: A002
        super().__init__(message, help)
        self.message = message
        self.help = help

    def __str__(self) -> str:
        return self.message


def level_2(text: str, feature: str) -> DateError:
    """Refuse a feature of EDTF level 2 by its name."""
    return DateError(
        f'"{shown(text)}": {feature} is EDTF level 2, which is not read',
        "write the shortest plain date or interval that covers it, with ~ where it is approximate",
    )


def shown(text: str) -> str:
    """Shorten a text for a message and keep it on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
