"""The deadlines whose day has passed, for the messages that tell of them."""

from datetime import date, timedelta

from cases.models import Case
from reviews.clocks import DANGER, REVIEW, REVIEW_BY_LAW, Deadline, deadlines_among

# A late review and a concern that nobody has assessed are told of by messages of their own.
TOLD_OTHERWISE = {REVIEW, DANGER}


def passed(*, on: date) -> list[tuple[int, Deadline]]:
    """Each open case with its deadlines before a day, once for each clock; one query.

    The law's day of a review is told of where it is another than the house's.
    """
    among = deadlines_among(Case.objects.all(), on=on, until=on - timedelta(days=1))
    reviewed = {case: deadline.due_on for deadline, (case, _number) in among if deadline.kind == REVIEW}
    found: dict[tuple[int, str], Deadline] = {}
    for deadline, (case, _number) in among:
        is_said = deadline.kind == REVIEW_BY_LAW and reviewed.get(case) == deadline.due_on
        if deadline.kind not in TOLD_OTHERWISE and not is_said:
            found.setdefault((case, deadline.kind), deadline)
    return [(case, deadline) for (case, _kind), deadline in found.items()]
