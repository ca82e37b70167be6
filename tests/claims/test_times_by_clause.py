"""A time stays with the clause that says it."""

from __future__ import annotations

from datetime import date

import pytest

from hardstand.claims import Claim, Gazetteer, extract_claims
from hardstand.claims.reading.documents import document_of


def _claims(text: str) -> tuple[Claim, ...]:
    return extract_claims(document_of(text, published=date(2024, 6, 30)), Gazetteer())


@pytest.mark.parametrize(
    ("text", "after", "by"),
    [
        ("Six tanks left Kidal on 4 June, and a new hangar is now being built at the base.", None, None),
        ("Six tanks left Kidal on 4 June, and two trucks followed them to Gao.", date(2024, 6, 4), date(2024, 6, 4)),
        ("Six tanks were destroyed and two trucks burnt in Kidal on 4 June.", date(2024, 6, 4), date(2024, 6, 4)),
        ("Imagery dated 4 June shows that the hangar at Kidal air base has been extended.", None, date(2024, 6, 4)),
        ("Six tanks at Kidal might be withdrawn by the end of December.", None, date(2024, 12, 31)),
    ],
)
def test_time_of_the_last_claim(text: str, after: date | None, by: date | None) -> None:
    last = _claims(text)[-1]
    assert (last.period.after, last.period.by) == (after, by)
