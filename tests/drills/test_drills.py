"""Each fault once; `make drills` repeats them in larger numbers."""

import pytest

from bench import drills

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("drill", "cases"),
    [
        (drills.worker_killed, 40),
        (drills.sweep_twice_at_once, 40),
        (drills.broker_down, 2),
        (drills.beat_off, 5),
        (drills.reminded_twice, 4),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_nothing_is_lost_and_nothing_is_doubled(transactional_db, drill, cases):
    finding = drill(1, cases)

    assert (finding.rounds, finding.lost, finding.doubled, finding.holds) == (1, 0, 0, True)
