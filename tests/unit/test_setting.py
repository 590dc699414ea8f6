"""What editors wrote is set once, in the typography of the language that it is in."""

from builder.derive.setting import set_site
from builder.fields import read
from builder.model import Site
from builder.yamlnodes import compose

SITE = """\
title: "Est-ce vrai ?"
base_url: https://d.example/
language: fr
publisher: { name: "L'équipe : nous" }
verdicts:
  - id: open
    label: { fr: "Vrai ?", en: "True ?" }
    meaning: { fr: "On ne sait pas : rien n'est sûr", en: "Isn't known : yet" }
topics:
  - { id: why, label: { fr: "Pourquoi ?", en: "Why ?" } }
"""


def test_labels_and_meanings_are_set_in_their_languages() -> None:
    node, _ = compose("content/site.yaml", SITE)
    assert node is not None
    site, problems = read(Site, node, "content/site.yaml")
    assert site is not None, problems
    made = set_site(site)
    assert made.title == "Est-ce vrai\u202f?"
    assert made.publisher.name == "L'équipe : nous"
    (level,), (topic,) = made.verdicts, made.topics
    assert level.label == {"fr": "Vrai\u202f?", "en": "True ?"}
    assert level.meaning == {
        "fr": "On ne sait pas\u00a0: rien n’est sûr",
        "en": "Isn't known : yet",
    }
    assert topic.label == {"fr": "Pourquoi\u202f?", "en": "Why ?"}
    assert set_site(made) == made
