"""People and where they belong."""

from herning.accounts.models.absence import Absence
from herning.accounts.models.department import Department, Membership, Provider
from herning.accounts.models.team import District, DistrictDistance, Team
from herning.accounts.models.user import Language, User

__all__ = [
    "Absence",
    "Department",
    "District",
    "DistrictDistance",
    "Language",
    "Membership",
    "Provider",
    "Team",
    "User",
]
