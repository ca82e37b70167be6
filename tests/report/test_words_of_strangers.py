"""No name makes the page say something else: it can't be turned round, and holds nothing that HTML can't."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from hardstand.report.templates import environment, harmless


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("at Base\u202e between 4 and 15", "at Base between 4 and 15"),
        ("\u202b\u202a\u202d\u202c\u2066\u2067", ""),
        ("open \u2068 isolate", "open  isolate"),
        ("closed twice \u2069\u2069", "closed twice "),
        ("\u2068\u0642\u0627\u0639\u062f\u0629\u2069 (OSLK)", "\u2068\u0642\u0627\u0639\u062f\u0629\u2069 (OSLK)"),
        ("a\x00b\x1b[2J\x7f\x85", "a\ufffdb\ufffd[2J\ufffd\ufffd"),
        ("half \ud800", "half \ufffd"),
        ("line\nend\tand \u200cjoiner", "line\nend\tand \u200cjoiner"),
    ],
)
def test_what_a_template_writes_is_harmless(written: str, seen: str) -> None:
    assert environment().from_string("{{ it }}|{{ it|bound }}").render(it=written).split("|")[0] == seen


def test_names_from_right_to_left_stay_isolated() -> None:
    page = environment().from_string("{{ it|bound }}").render(it="at \u0642\u0627\u0639\u062f\u0629\u202e in")
    assert page == "at \u2068\u0642\u0627\u0639\u062f\u0629\u2069 in"


def test_our_own_markup_is_left_alone() -> None:
    own = Markup("<b>\u202e</b>")
    assert harmless(own) is own
