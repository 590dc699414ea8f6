"""The Content Security Policies of the site, judged by Google's evaluator."""

import re
from collections.abc import Iterable

import pytest

from tests import web
from tests.site.sites import BuiltSite

pytestmark = pytest.mark.npm

# What may pass: hints, and that 'self' trusts everything on our own origin, which we wrote.
GOOD_ENOUGH = {"INFO", "NONE", "MEDIUM_MAYBE"}
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')


def test_every_policy_is_strict(every_site: BuiltSite) -> None:
    policies = set()
    for url, html in every_site.pages.items():
        (policy,) = POLICY.finditer(html)
        policies.add(policy[1])
        # Only what comes after the policy is bound by it.
        assert not re.search(r"<(?:link|script|style|img)\b", html[: policy.start()]), url
    assert _weaknesses(policies) == []


@pytest.mark.parametrize(
    "policy",
    [
        "script-src 'self'; base-uri 'none'",
        "default-src 'none'; script-src 'self' 'unsafe-inline'; base-uri 'none'",
        "default-src 'none'; script-src https:; base-uri 'none'",
        "default-src 'none'; script-src 'nonce-aa'",
        "default-src 'none' style-src 'self'",
    ],
)
def test_it_can_fail(policy: str) -> None:
    assert _weaknesses([policy])


def _weaknesses(policies: Iterable[str]) -> list[str]:
    asked = sorted(policies)
    return [
        f"{one['severity']}: {one['directive']}: {one['description']} ({policy})"
        for policy, findings in zip(asked, web.ask("csp.mjs", "csp_evaluator", asked), strict=True)
        for one in findings
        if one["severity"] not in GOOD_ENOUGH
    ]
