"""People and where they belong."""

from herning.accounts.models.department import Department, Membership, Provider
from herning.accounts.models.team import District, Team
from herning.accounts.models.user import User

__all__ = ["Department", "District", "Membership", "Provider", "Team", "User"]
