"""One language as it is spoken: its catalog, numbers, lists and dates.

In: a language tag. Out: phrases. Must not know views.
"""

from collections.abc import Iterable
from functools import cached_property

from builder import i18n
from builder.edtf import Date, Precision


class Speech:
    """The phrases in one language; each message is marked by the call that translates it.

    It remembers nothing but phrases, so that one of a language serves all claims.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.catalog = i18n.translations(language)
        self.gettext = self.catalog.gettext
        self.pgettext = self.catalog.pgettext

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.catalog.ngettext(one, many, n).format(n=self.number(n))

    def number(self, n: int) -> str:
        """Numbers up to ten in words, as running text has them."""
        return self._spelled.get(n) or i18n.number_text(n, self.language)

    @cached_property
    def _spelled(self) -> dict[int, str]:
        return {
            2: self.pgettext("number", "two"),
            3: self.pgettext("number", "three"),
            4: self.pgettext("number", "four"),
            5: self.pgettext("number", "five"),
            6: self.pgettext("number", "six"),
            7: self.pgettext("number", "seven"),
            8: self.pgettext("number", "eight"),
            9: self.pgettext("number", "nine"),
            10: self.pgettext("number", "ten"),
        }

    def apart(self, text: str) -> str:
        return i18n.isolated(text, self.language)

    def listed(self, names: Iterable[str]) -> str:
        return i18n.list_text(tuple(names), self.language)

    def moment(self, date: Date | None) -> str | None:
        return i18n.moment_text(date, self.language) if date else None

    def dated(self, date: Date, on: str, within: str, otherwise: str) -> str:
        if date.is_day:
            phrase = on
        elif date.precision in (Precision.MONTH, Precision.YEAR) and not (
            date.approximate or date.uncertain or date.is_interval
        ):
            phrase = within
        else:
            phrase = otherwise
        return phrase.format(date=i18n.moment_text(date, self.language))
