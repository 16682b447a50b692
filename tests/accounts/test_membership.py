"""Who works in a department sees its children, from the first day of the work to the last."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import MembershipFactory, UserFactory


@pytest.mark.parametrize(
    ("since", "until", "sees"),
    [(-30, None, True), (0, None, True), (1, None, False), (-30, 0, True), (-30, -1, False), (-30, 14, True)],
)
def test_a_department_is_ones_own_between_the_first_and_the_last_day(claudisvej, since, until, sees):
    today = timezone.localdate()
    worker = UserFactory(role="provider_worker")
    MembershipFactory(
        user=worker,
        department=claudisvej,
        since=today + timedelta(days=since),
        until=None if until is None else today + timedelta(days=until),
    )

    assert worker.department_ids == ([claudisvej.pk] if sees else [])
