"""A page asks for the same rows once."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.cases import CaseFactory
from tests.factories.reviews import PlanFactory, ReviewFactory


@pytest.mark.parametrize("page", [
    "/opfoelgninger/{review}/dagsorden/", "/sager/{number}/plan/maal/", "/sager/{number}/frister/",
])  # fmt: skip
def test_no_page_asks_the_same_twice(ida, signed_in, page):
    case = CaseFactory(caseworker=ida)
    PlanFactory(case=case)
    review = ReviewFactory(case=case)
    client = signed_in(ida)
    client.get("/")

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page.format(review=review.pk, number=case.number))

    assert answer.status_code == 200
    assert [sql for sql, times in Counter(row["sql"] for row in asked).items() if times > 1] == []
