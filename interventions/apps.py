"""The interventions app."""

from django.apps import AppConfig


class InterventionsConfig(AppConfig):
    """The ladder, its offers, and the help that is given."""

    name = "interventions"

    def ready(self) -> None:
        """Tell the header and the list of cases which step a child is on."""
        from cases import header, listing  # noqa: PLC0415 (models exist only once the apps are ready)
        from interventions.models.intervention import with_step  # noqa: PLC0415 (models exist only once the apps are ready)
        from interventions.standing import standing  # noqa: PLC0415 (models exist only once the apps are ready)

        header.PARTS.append(standing)
        listing.ANNOTATORS.append(lambda cases, today: with_step(cases, on=today))
