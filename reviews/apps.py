"""The reviews app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Plans, follow-up notes, the six-week review and its reminders."""

    name = "reviews"

    def ready(self) -> None:
        """Listen to help that starts and ends; tell header and list of cases when the next review is due."""
        from cases import header, listing  # noqa: PLC0415 (models exist only once the apps are ready)
        from herning.accounts import signin  # noqa: PLC0415 (the same)
        from herning.web import metrics  # noqa: PLC0415 (the same)
        from interventions import decided_end, planned  # noqa: PLC0415 (the same)
        from interventions.choosing import goals  # noqa: PLC0415 (the same)
        from reviews import ending, receivers  # noqa: F401, PLC0415 (receivers connect themselves)
        from reviews.agreed import plan_agreed_on  # noqa: PLC0415 (the same)
        from reviews.domains import domains_worked_on  # noqa: PLC0415 (the same)
        from reviews.overdue import count_overdue  # noqa: PLC0415 (the same)
        from reviews.unread import with_unread  # noqa: PLC0415 (the same)
        from reviews.upcoming import upcoming, with_review  # noqa: PLC0415 (the same)

        header.PARTS.append(upcoming)
        planned.PLAN_AGREED.append(plan_agreed_on)
        decided_end.DECIDED_END.append(ending.decided_end)
        goals.DOMAINS_OF.append(domains_worked_on)
        listing.ANNOTATORS.append(with_review)
        metrics.GAUGES.append(("herning_overdue_reviews", "Planned reviews over their date.", count_overdue))
        signin.WITH_EACH_PERSON.append(with_unread)
