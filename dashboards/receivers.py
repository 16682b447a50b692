"""A caseworker with open cases cannot leave them behind."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import ngettext

from cases.models import Case
from herning.accounts.models import User
from herning.accounts.signals import person_leaving
from herning.rules import RuleBroken


@receiver(person_leaving)
def cases_are_handed_over(person: User, **_said: Any) -> None:
    """Refuse while the person has open cases; every child has a caseworker who can act."""
    count = Case.objects.open().filter(caseworker=person).count()
    if count:
        raise RuleBroken(
            ngettext(
                "%(name)s har %(count)s åben sag. Bed teamlederen fordele den først.",
                "%(name)s har %(count)s åbne sager. Bed teamlederen fordele dem først.",
                count,
            )
            % {"name": person.name, "count": count}
        )
