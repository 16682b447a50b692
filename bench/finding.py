"""What a drill found over its rounds."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from cases.models import Case
from herning.audit.models import Event
from reviews.models import Review


@dataclass
class Finding:
    """What was lost, what was doubled, and which mails the mail server was given again under their Message-ID.

    A worker that is killed, or loses its database, between the mail server's 250 and its own commit cannot know that
    the mail was taken. So each of its processes may deliver one mail again for each fault, `may_repeat` in all; a mail
    with another Message-ID, or a second mail to the same person, is doubled.
    """

    drill: str
    rounds: int
    lost: int = 0
    doubled: int = 0
    repeated: int = 0
    may_repeat: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, nothing doubled, and no more delivered again than the faults allow."""
        return self.lost == self.doubled == 0 and self.repeated <= self.may_repeat

    def count(self, expected: int, found: Counter[Any]) -> None:
        """Add what is missing of the expected things and what is there more than once."""
        self.lost += expected - len(found)
        self.doubled += sum(found.values()) - len(found)

    def count_reviews(self, cases: list[Case]) -> None:
        """Every case has exactly one planned review, and every such review exactly one event."""
        planned = Review.objects.planned().filter(case__in=cases)
        self.count(len(cases), Counter(planned.values_list("case_id", flat=True)))
        told = Event.objects.filter(kind="review.planned", case_number__in=[case.number for case in cases])
        self.count(len(cases), Counter(told.values_list("case_number", flat=True)))
