"""What a conditional verb form means: hearsay, hypothesis, or a future seen from the past.

In: a sentence, one of its forms and a language tag. Out: the readings that the sentence leaves
open; none where the form is mere politeness or doubt. Must not know what an editor annotated.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from builder.dataclass import dataclass
from builder.lexicon.connectives import connectives
from builder.lexicon.data import section
from builder.lexicon.forms import Form, stem
from builder.lexicon.patterns import compiled, whole_words
from builder.model.words import ConditionKind, Reading

_BREAK = re.compile(r"[.;!?…](?:\s|\Z)|\s[;!?]")
_TAG = re.compile(r"[,»”\"]\s*")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class _Reports:
    """Past reports: of what is to come, of anything; and what joins a report to what was said.

    Where `that` is None, nothing need stand between (he said he would).
    """

    promising: re.Pattern[str]
    telling: re.Pattern[str]
    that: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Compounds:
    """What is known of compound and modal forms; empty patterns where a language has none."""

    modal: re.Pattern[str]
    modal_participles: re.Pattern[str]
    auxiliary: re.Pattern[str]
    participle: re.Pattern[str]
    with_etre: re.Pattern[str]
    reflexive: re.Pattern[str]
    impersonal: re.Pattern[str]


def readings(sentence: str, form: Form, language: str) -> frozenset[Reading]:
    """Give the readings of a form that its sentence leaves open."""
    root = language.partition("-")[0].lower()
    table = section(root, "conditional")
    if table is None:
        return frozenset()
    if "said-to" in table and _said_to(root).fullmatch(form.text):
        return frozenset({Reading.HEARSAY})
    found = set(_reported(sentence, form, root))
    hearsay = _hearsay(root).search(sentence) is not None
    if _has_condition(sentence, root) or _supposing(root).search(sentence):
        found.add(Reading.HYPOTHESIS)
    if hearsay and (not found or Reading.HYPOTHESIS in found):
        found.add(Reading.HEARSAY)
    if found:
        return frozenset(found)
    return _english(form, table) if "modals" in table else _french(sentence, form, root)


def reports_in_the_past(text: str, language: str) -> bool:
    """Whether a verb or noun of a text reports, in the past, what was said or thought."""
    reports = _reports(language.partition("-")[0].lower())
    return any(pattern.search(text) for pattern in (reports.promising, reports.telling))


def _reported(sentence: str, form: Form, language: str) -> Iterable[Reading]:
    """Read a form that a past report governs, from before it or from a tag behind it."""
    reports = _reports(language)
    governed = Reading.REPORTED_FUTURE
    if _governs(reports.promising, sentence, form, language):
        return (governed,)
    if _governs(reports.telling, sentence, form, language):
        perfect = _is_perfect(sentence, form, language)
        return (governed, Reading.HEARSAY) if perfect else (governed,)
    if reports.that is not None and _is_perfect(sentence, form, language):
        return ()
    if _tagged(reports.promising, sentence, form):
        return (governed,)
    if _tagged(reports.telling, sentence, form):
        return (governed,) if reports.that is None else (governed, Reading.HEARSAY)
    return ()


def _governs(report: re.Pattern[str], sentence: str, form: Form, language: str) -> bool:
    """Whether a report stands before a form and reaches it, by a word of joining or a colon."""
    that = _reports(language).that
    set_aside = {connective.start for connective in connectives(sentence, language)}
    for match in report.finditer(sentence, 0, form.start):
        behind = sentence[match.end() : form.start]
        if _BREAK.search(behind):
            continue
        if that is None or ":" in behind:
            return True
        joints = (match.end() + joint.start() for joint in that.finditer(behind))
        if any(joint not in set_aside for joint in joints):
            return True
    return False


def _tagged(report: re.Pattern[str], sentence: str, form: Form) -> bool:
    """Whether a tag follows: « …, avait promis le ministre »."""
    tags = _TAG.finditer(sentence, form.end)
    return any(_opens_with(report, sentence, tag.end()) for tag in tags)


def _opens_with(report: re.Pattern[str], sentence: str, start: int) -> bool:
    """Whether a report begins within the four words behind an offset, before any other comma."""
    match = report.search(sentence, start)
    if match is None:
        return False
    between = sentence[start : match.start()]
    return "," not in between and len(between.split()) <= _TAG_WORDS


_TAG_WORDS = 4


def _has_condition(sentence: str, language: str) -> bool:
    kinds = {connective.kind for connective in connectives(sentence, language)}
    return bool(kinds - {ConditionKind.UNTIL})


def _english(form: Form, table: Mapping[str, Any]) -> frozenset[Reading]:
    bare = form.text.lower().replace("’", "'")
    return frozenset() if bare in table["possibility"] else frozenset({Reading.HYPOTHESIS})


def _french(sentence: str, form: Form, language: str) -> frozenset[Reading]:
    """Read a form beside which nobody is named, and no condition."""
    words, root = _compounds(language), stem(form, language) or ""
    participle = _participle(sentence, form, language)
    if words.modal.fullmatch(root) or words.modal_participles.fullmatch(participle):
        return frozenset()
    if participle:
        return frozenset({Reading.HEARSAY})
    impersonal = words.impersonal.search(sentence[: form.start])
    if words.auxiliary.fullmatch(root) and not impersonal:
        return frozenset({Reading.HEARSAY})
    return frozenset({Reading.HEARSAY, Reading.HYPOTHESIS})


def _is_perfect(sentence: str, form: Form, language: str) -> bool:
    """Whether a form is a past: « aurait fui », « serait mort », « se serait enfui »."""
    words, participle = _compounds(language), _participle(sentence, form, language)
    if not participle:
        return False
    root = stem(form, language)
    if root != "ser":
        return True
    reflexive = words.reflexive.search(sentence[: form.start])
    return reflexive is not None or words.with_etre.fullmatch(participle) is not None


def _participle(sentence: str, form: Form, language: str) -> str:
    words = _compounds(language)
    if not words.auxiliary.fullmatch(stem(form, language) or ""):
        return ""
    match = words.participle.match(sentence, form.end)
    return match["participle"].lower() if match else ""


@cache
def _hearsay(language: str) -> re.Pattern[str]:
    table = section(language, "conditional")
    return _NEVER if table is None else whole_words(table["hearsay"])


@cache
def _said_to(language: str) -> re.Pattern[str]:
    table = section(language, "conditional")
    return whole_words([table["said-to"]]) if table else _NEVER


@cache
def _supposing(language: str) -> re.Pattern[str]:
    table = section(language, "conditional")
    return whole_words(table["supposing"]) if table and "supposing" in table else _NEVER


@cache
def _reports(language: str) -> _Reports:
    table = section(language, "reporting")
    if table is None:
        return _Reports(_NEVER, _NEVER, None)
    if "past" in table:
        return _Reports(_NEVER, whole_words([*table["past"], table["nouns"]]), None)
    auxiliary = f"(?:{'|'.join(table['auxiliaries'])}){table['gap']}"
    kinds = []
    for kind in ("promising", "telling"):
        stems = f"(?:{'|'.join(table[f'{kind}-er'])})e?"
        participles = "|".join([f"{stems}ée?s?", *(f"(?:{one})e?s?" for one in table[kind])])
        gerunds = [f"{stems}ant", *table[f"{kind}-gerunds"]]
        finite = [f"{stems}(?:ai(?:t|ent|s)|ions|iez|a|èrent)", *table[f"{kind}-past"]]
        kinds.append([rf"{auxiliary} (?:{participles})", *finite, *gerunds])
    promising = whole_words([*kinds[0], table["nouns"]])
    return _Reports(promising, whole_words(kinds[1]), whole_words(table["that"]))


@cache
def _compounds(language: str) -> _Compounds:
    table = section(language, "conditional")
    if table is None or "auxiliary" not in table:
        return _Compounds(*[_NEVER] * 7)
    others = "|".join(table["not-participles"])
    participle = rf"(?:{table['between']}) (?!(?:{others})(?!\w))"
    return _Compounds(
        modal=compiled("|".join(table["modal"])),
        modal_participles=compiled("|".join(table["modal-participles"])),
        auxiliary=compiled("|".join(table["auxiliary"])),
        participle=compiled(rf"{participle}(?P<participle>{table['participle']})(?!\w)"),
        with_etre=compiled("|".join(table["with-etre"])),
        reflexive=compiled(table["reflexive"]),
        impersonal=compiled(table["impersonal"]),
    )
