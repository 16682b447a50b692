"""Knowledge teams a provider leader is invited to."""

from datetime import date

from herning.accounts.models import User
from interventions.models import KnowledgeTeamMeeting


def own_meetings(user: User, *, on: date) -> list[KnowledgeTeamMeeting]:
    """Those whose papers the leader may read today, the first to come first."""
    return list(KnowledgeTeamMeeting.objects.open_to(user, on=on).order_by("meets_on", "pk"))
