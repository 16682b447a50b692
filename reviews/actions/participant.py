"""Who is asked to a review, and what each has said before it."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.access import must_reach
from cases.models import Relative
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_say
from herning.rules import RuleBroken
from reviews import meetings
from reviews.actions.inviting import tell
from reviews.actions.meeting import planned
from reviews.addresses import hashed, view_secret
from reviews.enums import InvitationMethod, ParticipantKind
from reviews.models import Participant, Review
from reviews.signals import invitations_made

OUTSIDE = {ParticipantKind.SCHOOL, ParticipantKind.NETWORK, ParticipantKind.CHILD}


@action(Permission.HOLD_REVIEW)
def add_participant(
    *,
    review: Review,
    kind: str = "",
    name: str = "",
    email: str = "",
    relative: Relative | None = None,
    user: User | None = None,
    by: User,
) -> Participant:
    """Put somebody on the list: the child, one of the network, one who works with the child, or somebody typed in."""
    must_reach(review.case, by)
    fresh, child = planned(review), review.case.child
    if relative is not None:
        if relative.family_id != child.family_id:
            raise RuleBroken(_("Personen hører ikke til barnets netværk."), field="who")
        kind, name, email = meetings.kind_of(relative), relative.name, email or relative.email
    elif user is not None:
        if not meetings.workers_of(review.case).filter(pk=user.pk).exists():
            raise RuleBroken(_("Personen arbejder ikke med barnet nu."), field="who")
        kind, name, email = ParticipantKind.PROVIDER, user.name, user.email
    elif kind == ParticipantKind.CHILD:
        if child.is_unborn:
            raise RuleBroken(_("Barnet er ikke født endnu."), field="who")
        name = child.name
    elif kind not in OUTSIDE:
        raise RuleBroken(_("Vælg, hvem der skal med."), field="who")
    must_say(name, ask=_("Skriv navnet."), field="name")
    _must_be_new(fresh, kind, email, relative, user)
    added = Participant.objects.create(
        review=fresh, kind=kind, name=name.strip(), email=email.strip().lower(), relative=relative, user=user
    )
    record("participant.added", added, by=by)
    return added


def _must_be_new(review: Review, kind: str, email: str, relative: Relative | None, user: User | None) -> None:
    same = Q(email__iexact=email.strip()) if email.strip() else Q(pk__in=[])
    if relative is not None:
        same |= Q(relative=relative)
    if user is not None:
        same |= Q(user=user)
    if kind == ParticipantKind.CHILD:
        same |= Q(kind=kind)
    found = review.participants.filter(same, cancelled_at=None).first()
    if found is not None:
        field = "email" if found.email and found.email == email.strip().lower() and not user else "who"
        raise RuleBroken(_("%(name)s står allerede på listen.") % {"name": found.name}, field=field)


@action(Permission.HOLD_REVIEW)
def remove_participant(*, participant: Participant, at: datetime, by: User) -> Participant:
    """Take somebody off the list; whoever was invited is told that the meeting is not for them any more."""
    review = participant.review
    must_reach(review.case, by)
    fresh = planned(review)
    participant = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if participant.cancelled_at is not None:
        raise RuleBroken(_("Deltageren er allerede taget af listen."))
    if participant.invited_at is not None and fresh.starts_at is not None:
        tell([participant], fresh, InvitationMethod.CANCEL, at=at)
    participant.cancelled_at, participant.address_hash = at, ""
    participant.save(update_fields=["cancelled_at", "address_hash"])
    record("participant.removed", participant, by=by)
    invitations_made.send(Review)
    return participant


@action(Permission.HOLD_REVIEW)
def invite(*, review: Review, at: datetime, by: User) -> list[Participant]:
    """Invite everybody on the list who has an e-mail address and is not invited yet; the worker sends the mails."""
    must_reach(review.case, by)
    fresh = planned(review)
    if fresh.starts_at is None:
        raise RuleBroken(_("Aftal først, hvornår og hvor mødet er."))
    waiting = Participant.objects.select_for_update(of=("self",)).filter(
        review=fresh, invited_at=None, cancelled_at=None
    )
    asked = list(waiting.exclude(email="").order_by("pk"))
    if not asked:
        raise RuleBroken(_("Alle med en e-mailadresse er allerede inviteret. Tilføj først en deltager."))
    for participant in asked:
        participant.invited_at = at
        participant.address_hash = "" if participant.user_id else hashed(view_secret(participant.pk))
        participant.save(update_fields=["invited_at", "address_hash"])
        record("participant.invited", participant, by=by)
    tell(asked, fresh, InvitationMethod.REQUEST, at=at)
    invitations_made.send(Review)
    return asked


@action(Permission.RECEIVE_VIEW)
def write_view(*, participant: Participant, text: str, at: datetime, by: User) -> Participant:
    """Keep what a participant writes at the own address before the meeting begins; it may be changed until then."""
    review = planned(participant.review)
    if review.starts_at is None or review.starts_at <= at:
        raise RuleBroken(_("Mødet er begyndt, så der kan ikke skrives her mere. Sig det på mødet."))
    must_say(text, ask=_("Skriv, hvad du synes, I skal tale om."), field="text")
    return _keep(_locked(participant), text, at=at, recorded_by=None, by=by, event="view.received")


@action(Permission.HOLD_REVIEW)
def record_view(*, participant: Participant, text: str, at: datetime, by: User) -> Participant:
    """Write in what a participant has sent on paper or said by telephone; never over what they wrote themselves."""
    must_reach(participant.review.case, by)
    planned(participant.review)
    must_say(text, ask=_("Skriv det, der er modtaget."), field="text")
    fresh = _locked(participant)
    if fresh.view and fresh.view_recorded_by_id is None:
        raise RuleBroken(_("%(name)s har selv skrevet. Det kan kun rettes af den, der har skrevet det.")
                         % {"name": fresh.name}, field="text")  # fmt: skip
    return _keep(fresh, text, at=at, recorded_by=by, by=by, event="view.recorded")


def _locked(participant: Participant) -> Participant:
    return Participant.objects.select_for_update(of=("self",)).select_related("review__case").get(pk=participant.pk)


def _keep(
    fresh: Participant, text: str, *, at: datetime, recorded_by: User | None, by: User, event: str
) -> Participant:
    fresh.view, fresh.view_at, fresh.view_recorded_by = text.strip(), at, recorded_by
    fresh.save(update_fields=["view", "view_at", "view_recorded_by"])
    record(event, fresh, by=by)
    return fresh
