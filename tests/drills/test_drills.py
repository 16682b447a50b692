"""Each fault once; `make drills` repeats them in larger numbers."""

import pytest

from bench import drills

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("drill", "rounds", "cases"),
    [
        (drills.worker_killed, 1, 40),
        (drills.sweep_twice_at_once, 1, 40),
        (drills.broker_down, 1, 2),
        (drills.beat_off, 1, 5),
        (drills.reminded_twice, 1, 4),
        (drills.killed_while_sending, 3, 40),
        (drills.killed_while_inviting, 1, 12),
        (drills.database_restarted, 1, 40),
        (drills.clock_jumped, 1, 4),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_nothing_is_lost_and_nothing_is_doubled(transactional_db, drill, rounds, cases):
    finding = drill(rounds, cases)

    assert (finding.rounds, finding.lost, finding.doubled, finding.holds) == (rounds, 0, 0, True)
