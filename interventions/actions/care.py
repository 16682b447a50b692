"""What is done while a placement lasts: contact is arranged, and supervision visits are held."""

from datetime import date

from django.utils.translation import gettext as _

from cases.access import must_reach
from cases.models import Relative
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from herning.web.days import long_date
from interventions import care_rules
from interventions.actions.placement import locked_placement
from interventions.enums import ContactBasis
from interventions.models import Contact, Placement, SupervisionVisit
from interventions.models.care import supervised_since


@action(Permission.SET_CONTACT)
def set_contact(
    *,
    placement: Placement,
    with_whom: str,
    rhythm: str,
    basis: str,
    is_less_than_monthly: bool,
    is_supervised: bool,
    childs_wish: str,
    from_on: date,
    relative: Relative | None = None,
    by: User,
) -> Contact:
    """Arrange contact with one person; what limits it below once a month, or supervises it, is the Board's (§ 105)."""
    must_reach(placement.intervention.case, by)
    fresh = locked_placement(placement)
    if relative is not None and relative.family_id != fresh.child.family_id:
        raise RuleBroken(_("Personen hører til en anden familie. Vælg en fra barnets eget netværk."), field="relative")
    name = with_whom.strip() or (relative.name if relative else "")
    name = must_say(name, field="with_whom", ask=_("Vælg, hvem barnet har samvær med, eller skriv navnet."))
    rhythm = must_say(rhythm, field="rhythm", ask=_("Skriv, hvor tit og hvordan de ses."))
    care_rules.must_be_the_boards(
        basis=basis, is_less_than_monthly=is_less_than_monthly, is_supervised=is_supervised
    )  # fmt: skip
    must_be_in_order(from_on, fresh.starts_on, field="from_on", what=_("anbringelsens start"))
    same = Contact.objects.in_force().filter(placement=fresh)
    if same.filter(with_whom__iexact=name).exists():
        raise RuleBroken(
            _("Der er allerede en aftale med %(name)s. Afslut den, før du laver en ny.") % {"name": name},
            field="with_whom",
        )
    made = Contact.objects.create(
        placement=fresh, relative=relative, with_whom=name, rhythm=rhythm, basis=ContactBasis(basis),
        is_less_than_monthly=is_less_than_monthly, is_supervised=is_supervised, childs_wish=childs_wish.strip(),
        from_on=from_on, agreed_by=by,
    )  # fmt: skip
    record("contact.set", made, by=by, why=str(ContactBasis(basis).label))
    return made


@action(Permission.SET_CONTACT)
def end_contact(*, contact: Contact, until: date, by: User) -> Contact:
    """End an arrangement of contact on a day; a new one says what holds instead."""
    must_reach(contact.placement.intervention.case, by)
    locked_placement(contact.placement)
    fresh = Contact.objects.select_for_update(of=("self",)).select_related("placement__intervention__case").get(
        pk=contact.pk
    )  # fmt: skip
    if fresh.until is not None:
        raise RuleBroken(_("Aftalen er allerede afsluttet %(day)s.") % {"day": long_date(fresh.until)})
    must_be_in_order(until, fresh.from_on, field="until", what=_("aftalens start"))
    fresh.until = until
    fresh.save(update_fields=["until"])
    record("contact.ended", fresh, by=by)
    return fresh


@action(Permission.HOLD_SUPERVISION)
def hold_supervision(
    *,
    visit: SupervisionVisit,
    held_on: date,
    is_announced: bool,
    has_spoken_with_child: bool,
    was_without_staff: bool | None,
    child_words: str,
    no_talk_reason: str,
    findings: str,
    follow_up: str,
    next_due_on: date,
    today: date,
    by: User,
) -> SupervisionVisit:
    """Write down a visit with the child's own words, and plan the next one within six months (§ 156)."""
    must_reach(visit.placement.intervention.case, by)
    placement = locked_placement(visit.placement)
    fresh = _planned(visit)
    must_be_in_order(
        held_on, max(supervised_since(placement), placement.starts_on), field="held_on",
        what=_("det seneste tilsyn eller starten"), latest=today,
        ahead=_("Datoen ligger i fremtiden. Skriv tilsynet, når det er holdt."),
    )  # fmt: skip
    care_rules.must_tell_of_the_child(
        has_spoken=has_spoken_with_child, child_words=child_words, no_talk_reason=no_talk_reason
    )
    findings = must_say(findings, field="findings", ask=_("Skriv, hvad du så på besøget."))
    care_rules.must_be_within_the_half_year(next_due_on, since=held_on, field="next_due_on")
    fresh.held_on, fresh.held_by, fresh.is_announced = held_on, by, is_announced
    fresh.has_spoken_with_child = has_spoken_with_child
    fresh.was_without_staff = was_without_staff if has_spoken_with_child else None
    fresh.child_words = child_words.strip() if has_spoken_with_child else ""
    fresh.no_talk_reason = "" if has_spoken_with_child else no_talk_reason.strip()
    fresh.findings, fresh.follow_up = findings, follow_up.strip()
    fresh.save()
    SupervisionVisit.objects.create(placement=placement, due_on=next_due_on)
    record("supervision.held", fresh, by=by)
    return fresh


@action(Permission.HOLD_SUPERVISION)
def move_supervision(*, visit: SupervisionVisit, due_on: date, reason: str, today: date, by: User) -> SupervisionVisit:
    """Move a planned visit with a reason, never beyond six months after the one before (§ 156)."""
    must_reach(visit.placement.intervention.case, by)
    placement = locked_placement(visit.placement)
    fresh = _planned(visit)
    reason = must_say(reason, field="reason", ask=_("Skriv, hvorfor tilsynet flyttes."))
    must_be_in_order(due_on, today, field="due_on", what=_("i dag"))
    care_rules.must_be_within_the_half_year(due_on, since=supervised_since(placement), field="due_on")
    fresh.due_on = due_on
    fresh.save(update_fields=["due_on"])
    record("supervision.moved", fresh, by=by, why=reason)
    return fresh


def _planned(visit: SupervisionVisit) -> SupervisionVisit:
    fresh = (
        SupervisionVisit.objects.select_for_update(of=("self",))
        .select_related("placement__intervention__case")
        .get(pk=visit.pk)
    )
    if fresh.held_on is not None or fresh.cancelled_on is not None:
        raise RuleBroken(_("Tilsynet er allerede skrevet eller bortfaldet. Genindlæs siden og se det næste."))
    return fresh
