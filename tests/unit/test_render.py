"""Templates of a site that fail: each names itself and its line, and none is a fault of selon."""

import gc
from pathlib import Path

import pytest

from builder import build, render
from builder.diagnostics import Diagnostic
from builder.edtf import Date
from builder.render.phrases import PhraseContext
from builder.views import HeadView
from tests.serve.conftest import write_site

HOME = "templates/home.html"


def only_home(root: Path, template: bytes, name: str = HOME) -> Diagnostic:
    """Build with one template of the site's own, and give the problem of the home page."""
    write_site(root)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(template)
    result = build.check(root, Date.parse("2026-03-06"), None, lambda *_: None)
    problems = [one for one in result.problems if "cannot draw /:" in one.message]
    assert len(problems) == 1, result.problems
    assert problems[0].rule == "template"
    assert result.files == {}
    return problems[0]


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        (b"\n\n{{ 1 / 0 }}\n", 3, "ZeroDivisionError, division by zero"),
        (b'\n{{ 1 + "a" }}\n', 2, "TypeError, unsupported operand"),
        (b'\n{{ "abc"|date }}\n', 2, "AttributeError"),
        (b'{% extends "home.html" %}\n', 1, "RecursionError, maximum recursion depth exceeded"),
        (b"{% macro m() %}\n{{ m() }}{% endmacro %}\n{{ m() }}\n", 2, "RecursionError"),
        (b"one\n\xe9t\xe9\n", 2, "it is not UTF-8"),
        (b'a\n{{ "\\ud800" }}\n', 1, "UnicodeEncodeError"),
        (b"a\n{{ site.nothing }}\n", 2, "has no attribute 'nothing'"),
        (b"a\n{% if %}\n", 2, "Expected an expression"),
    ],
)
def test_a_failing_template_is_named_with_its_line(
    tmp_path: Path, template: bytes, line: int, said: str
) -> None:
    problem = only_home(tmp_path, template)
    assert (problem.at.path, problem.at.line) == (HOME, line)
    assert said in problem.message
    assert problem.help


def test_a_part_that_is_not_utf_8_is_named_itself(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / HOME).write_text('{% include "mine.html" %}\n')
    problem = only_home(tmp_path, b"\n\n\xff", "templates/mine.html")
    assert (problem.at.path, problem.at.line) == ("templates/mine.html", 3)


@pytest.mark.parametrize(
    ("language", "interface", "count", "text"),
    [
        ("en", None, 1, "1 claim"),
        ("en", None, 1234, "1,234 claims"),
        ("fr", None, 1234, "1\u202f234 affirmations vérifiées"),
        ("ar", None, 2, "ادعاءان"),
        ("ar", None, 1203, "1,203 ادعاءات"),
        ("pt", "fr", 1234, "1\u202f234 affirmations vérifiées"),
    ],
)
def test_counts_are_written_in_the_language_of_the_phrase(
    tmp_path: Path, language: str, interface: str | None, count: int, text: str
) -> None:
    head = HeadView("", "", language, "ltr", "", interface=interface)
    template = render.environment(tmp_path).from_string(
        '{{ ngettext("%(num)s claim", "%(num)s claims", count) }}'
    )
    assert template.render(head=head, count=count) == text


@pytest.mark.parametrize(
    ("date", "machine"),
    [
        *(("2025", "2025"), ("2025-12", "2025-12"), ("2025-12-29", "2025-12-29")),
        *(("2025-23", None), ("2025-12~", None), ("2025/2026", None), ("XXXX-12", None)),
        *(("-0043", None), ("199X", None)),
    ],
)
def test_only_dates_that_html_can_say_are_said_to_machines(date: str, machine: str | None) -> None:
    assert render.html_datetime(Date.parse(date)) == machine


# Parts that ask for no more than the language are made once; nobody can tell by what is drawn.


def drawn(root: Path, part: str, importing: str = "") -> list[str]:
    """Draw three pages with a part, the first two in the same language."""
    (root / "templates").mkdir()
    other = "{% macro t() %}{{ head.title }}{% endmacro %}"
    for name, text in {
        "part.html": part,
        "title.html": "{{ head.title }}",
        "other.html": other,
        "page.html": importing + '{% from "part.html" import m with context %}{{ m() }}',
    }.items():
        (root / "templates" / name).write_text(text)
    template = render.environment(root).get_template("page.html")
    pages = (("A", "en"), ("B", "en"), ("C", "fr"))
    return [
        template.render(head=HeadView(title, "", language, "ltr", ""), site=f"site {title}")
        for title, language in pages
    ]


@pytest.mark.parametrize(
    ("part", "texts"),
    [
        ("{% macro m() %}{{ _('Conditions') }}{% endmacro %}", "Conditions Conditions Conditions"),
        ("{% macro m() %}{{ _('Language') }}{% endmacro %}", "Language Language Langue"),
        ("{% macro m() %}{{ head.language }}{% endmacro %}", "en en fr"),
        ("{% macro m() %}{{ head.title }}{% endmacro %}", "A B C"),
        ("{% macro m() %}{{ head['title'] }}{% endmacro %}", "A B C"),
        ("{% set t = head %}{% macro m() %}{{ t.title }}{% endmacro %}", "A B C"),
        ("{% macro m() %}{{ site[-1] }}{% endmacro %}", "A B C"),
        ("{% macro m() %}{% include 'title.html' %}{% endmacro %}", "A B C"),
        (
            "{% from 'other.html' import t with context %}{% macro m() %}{{ t() }}{% endmacro %}",
            "A B C",
        ),
        (
            "{% macro m() %}{% from 'other.html' import t with context %}{{ t() }}{% endmacro %}",
            "A B C",
        ),
        (
            "{% set l = [] %}{% macro m() %}{{ l.append(1) or l|length }}{% endmacro %}",
            "1 1 1",
        ),
        (
            "{% set n=namespace(v=0) %}{% macro m() %}{% set n.v=n.v+1 %}{{ n.v }}{% endmacro %}",
            "1 1 1",
        ),
        (
            "{% set l = 'a'|list %}{% macro m() %}{{ l.append(1) or l|length }}{% endmacro %}",
            "2 2 2",
        ),
        (
            "{% if true %}{% set t = site[-1] %}{% endif %}{% macro m() %}{{ t }}{% endmacro %}",
            "A B C",
        ),
        ("{% set t %}{{ head.title }}{% endset %}{% macro m() %}{{ t }}{% endmacro %}", "A B C"),
    ],
)
def test_a_part_sees_the_page_that_it_is_drawn_on(tmp_path: Path, part: str, texts: str) -> None:
    assert drawn(tmp_path, part) == texts.split()


@pytest.mark.parametrize("importing", ["{% set range = site[-1] %}", "{% set _ = site[-1] %}"])
def test_a_part_sees_what_the_template_that_imports_it_has_set(
    tmp_path: Path, importing: str
) -> None:
    name = importing.split()[2]
    part = f"{{% macro m() %}}{{{{ {name} }}}}{{% endmacro %}}"
    assert drawn(tmp_path, part, importing) == ["A", "B", "C"]


def test_a_phrase_in_a_loop_sees_the_head_that_is_set_there(tmp_path: Path) -> None:
    text = "{% for x in 'ab' %}{% set head = other %}{{ _('Language') }} {% endfor %}"
    head, other = (HeadView("", "", language, "ltr", "") for language in ("en", "fr"))
    template = render.environment(tmp_path).from_string(text)
    assert template.render(head=head, other=other) == "Langue Langue "


def test_what_a_page_was_drawn_with_goes_at_once(tmp_path: Path) -> None:
    """Macros know the context that knows them: all that was shown would wait for the collector."""
    template = render.environment(tmp_path).from_string(
        "{% macro one() %}{{ head.title }}{% endmacro %}"
        "{% macro two() %}{{ one() }}{% endmacro %}{{ two() }}"
    )

    def contexts() -> int:
        return sum(isinstance(one, PhraseContext) for one in gc.get_objects())

    gc.disable()
    try:
        before = contexts()
        assert template.render(head=HeadView("A", "", "en", "ltr", "")) == "A"
        assert contexts() == before
    finally:
        gc.enable()


def test_the_parts_of_every_page_are_made_once_for_each_language() -> None:
    env = render.environment(Path("/nowhere"))
    for name in ("text", "note", "evidence", "verdicts", "condition", "dates", "cards"):
        part = env.get_template(f"parts/{name}.html")
        made = [
            part.make_module({**env.globals, "head": HeadView(title, "", tag, "ltr", "")})
            for title, tag in (("A", "en"), ("B", "en"), ("C", "fr"))
        ]
        assert made[0] is made[1]
        assert made[0] is not made[2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{{ _("a < %(x)s", x="<") }}', "a < &lt;"),
        ('{{ _("a < %(x)s", x="<b>"|safe) }}', "a < <b>"),
        ('{{ _("100 %%") }}', "100 %"),
        ('{{ _("100 %%, %(x)s", x=1) }}', "100 %, 1"),
        ('{{ pgettext("page", "%(context)s < %(x)s", x="&") }}', "page < &amp;"),
        ('{{ pgettext("page", "%(context)s") }}', "page"),
        ('{{ ngettext("%(num)s %(x)s", "%(num)s %(x)ss", 1200, x="<") }}', "1,200 &lt;s"),
        ('{{ npgettext("t", "%(num)s %(context)s", "%(num)s %(context)ss", 2) }}', "2 ts"),
        ("{% trans x='<' %}a {{ x }}{% endtrans %}", "a &lt;"),
        ('{% autoescape false %}{{ _("a < %(x)s", x="<") }}{% endautoescape %}', "a < <"),
    ],
)
def test_values_are_put_into_phrases_and_escaped(tmp_path: Path, text: str, said: str) -> None:
    template = render.environment(tmp_path).from_string(text)
    head = HeadView("", "", "en", "ltr", "")
    assert [template.render(head=head) for _ in range(2)] == [said, said]


# What our code does not do as Jinja would, Jinja's own does.


def on_a_page(root: Path, text: str, **values: object) -> str:
    """Draw a template that lies in a file, as those of a site do."""
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates/page.html").write_text(text)
    template = render.environment(root).get_template("page.html")
    head = HeadView("<T>", "", "fr", "ltr", "")
    drawn = [template.render(head=head, **values) for _ in range(2)]
    assert drawn[0] == drawn[1]
    return drawn[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ {'a': 1}.a }}{% set x = {'a': '<'} %}{{ x.a }}{{ head.title }}", "1&lt;&lt;T&gt;"),
        ("{{ head.nothing is defined }}", "False"),
        ("{{ head.nothing|default('<') }}", "&lt;"),
        ("{% block x %}a{% endblock %}{{ self.x() }}", "aa"),
        ("{% set x = {'class': 1, 'no': 2} %}{{ x.class }}{{ x.no }}", "12"),
        ("{{ 'ab'.upper() }}{{ head.title.lower() }}", "AB&lt;t&gt;"),
        ("{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m('<') }}{{ m(1, 3) }}", "&lt;213"),
        ("{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(b='<', a=1) }}", "1&lt;"),
        ("{% macro m() %}{{ varargs|join }}{{ kwargs.a }}{% endmacro %}{{ m(1, 2, a=3) }}", "123"),
        ("{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}<{% endcall %}", "<<>"),
        ("{% macro m() %}<{% endmacro %}{% set x = m() %}{{ x }}{{ x ~ '<' }}", "<<&lt;"),
        ("{% macro m() %}<{% endmacro %}{{ m()|forceescape }}{{ m()|upper }}", "&lt;<"),
        (
            (
                "{% autoescape false %}{% macro m() %}<{% endmacro %}{{ m() }}{{ '<' }}"
                "{% endautoescape %}"
            ),
            "<<",
        ),
        (
            (
                "{% macro n(f) %}{{ f('<') }}{% endmacro %}"
                "{% macro m(a) %}{{ a }}{% endmacro %}{{ n(m) }}"
            ),
            "&lt;",
        ),
        (
            "{{ range(3)|join }}{{ namespace(a='<').a }}{{ 1.5 }}{{ true }}{{ none }}",
            "012&lt;1.5TrueNone",
        ),
        ("{% include 'part.html' without context %}{% block x %}b{% endblock %}", "<b"),
        ("{% block x %}a{% include 'part.html' without context %}b{% endblock %}", "a<b"),
        ("{% if true %}{% extends 'part.html' %}{% endif %}x", "<"),
        ("{% if false %}{% extends 'part.html' %}{% endif %}x{% block y %}y{% endblock %}", "xy"),
        ("{% import 'part.html' as p %}{{ p.m('<') }}", "&lt;"),
        ("{% for x in [1, 2] %}{{ loop.index }}{{ loop.last }}{% endfor %}", "1False2True"),
        ("{% macro _(x) %}[{{ x }}]{% endmacro %}{{ _('Language') }}", "[Language]"),
        ("{% set gettext = pgettext %}{{ gettext('page', 'Language') }}", "Language"),
        ("{{ _('Language') }}{% set head = other %}{{ _('Language') }}", "LangueLanguage"),
        ("{% with head = other %}{{ _('Language') }}{% endwith %}", "Langue"),
    ],
)
def test_what_a_template_asks_is_drawn_as_jinja_has_it(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "templates").mkdir()
    part = "{% macro m(a) %}{{ a }}{% endmacro %}<"
    (tmp_path / "templates/part.html").write_text(part)
    assert on_a_page(tmp_path, text, other=HeadView("", "", "en", "ltr", "")) == said
