"""What a figure is about: whose cases, which district, since when; the same for a number and for the list behind it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from cases.models import Case
from cases.models.case import CaseQuerySet
from herning.accounts.models import User
from herning.accounts.permissions import Role
from herning.rules import add_months

MONTHS = (1, 3, 6, 12)


@dataclass(frozen=True)
class Scope:
    """The cases a person reaches, narrowed to a district, and a period that ends on `on`."""

    user: User
    on: date
    months: int = MONTHS[0]
    district: int | None = None
    district_name: str = ""

    # What the access log asks of everything a page is about: no single case.
    pk = ""
    case_number = ""

    @property
    def reached_by(self) -> str:
        """By what right the figures are seen."""
        return str(self.user.role)

    @property
    def before(self) -> date:
        """The day the period begins and figures are held against."""
        return add_months(self.on, -self.months)

    def cases(self) -> CaseQuerySet:
        """The cases counted."""
        cases = Case.objects.visible_to(self.user)
        return cases if self.district is None else cases.filter(district_id=self.district)

    def of(self, path: str = "case__") -> Q:
        """The same as a condition on rows that lead to a case, without a list of ten thousand cases in the query."""
        match self.user.role:
            case Role.MANAGER:
                asked = Q()
            case Role.TEAM_LEADER:
                asked = Q(**{f"{path}team_id": self.user.team_id})
            case _:
                asked = Q(**{f"{path}pk__in": self.cases().values("pk")})
        return asked if self.district is None else asked & Q(**{f"{path}district_id": self.district})

    def query(self, **more: Any) -> str:
        """The address of a list: this scope's own filters and what the number adds."""
        asked = {"distrikt": self.district, "maaneder": None if self.months == MONTHS[0] else self.months} | more
        found = urlencode({name: value for name, value in asked.items() if value is not None})
        return f"?{found}" if found else ""
