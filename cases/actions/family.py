"""Who stands around the child: siblings, parents with custody, and the network."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cases import rules
from cases.access import must_reach_child
from cases.models import Child, Custody, Relative
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_not_be_future, must_say
from herning.rules import RuleBroken
from herning.web.days import long_date


@action(Permission.CHANGE_FAMILY)
def add_relative(
    *,
    child: Child,
    name: str,
    kind: str,
    phone: str = "",
    email: str = "",
    address: str = "",
    is_address_protected: bool = False,
    can_support: str = "",
    has_custody: bool = False,
    custody_since: date | None = None,
    by: User,
) -> Relative:
    """Add an adult to the family or its network; custody runs from the birth when no other day is given."""
    must_reach_child(child, by)
    relative = Relative.objects.create(
        family_id=child.family_id,
        name=must_say(name, field="name", ask=_("Skriv navnet.")),
        kind=kind,
        phone=phone.strip(),
        email=email.strip(),
        address=address.strip(),
        is_address_protected=is_address_protected,
        can_support=can_support.strip(),
    )
    if has_custody:
        since = _custody_since(child, custody_since, field="custody_since")
        Custody.objects.create(child=child, holder=relative, since=since)
    elif custody_since is not None:
        raise RuleBroken(_("Sæt kryds ved forældremyndighed, eller lad datoen stå tom."), field="has_custody")
    record("relative.added", child, by=by)
    return relative


@action(Permission.CHANGE_FAMILY)
def give_custody(*, child: Child, holder: Relative, since: date, today: date, by: User) -> Custody:
    """An adult who stands in the family already holds custody of the child, from a day that has been."""
    current = Child.objects.select_for_update(of=("self",)).get(pk=child.pk)
    must_reach_child(current, by)
    held_by = Relative.objects.get(pk=holder.pk)
    if held_by.family_id != current.family_id:
        raise RuleBroken(_("%(name)s hører ikke til barnets familie.") % {"name": held_by.name})
    begins_on = _custody_since(current, since, field="since")
    must_not_be_future(begins_on, today=today, field="since")
    rules.must_be_a_minors(current.born_on or today, today, field="since")
    _must_not_hold_already(current, held_by, since=begins_on)
    custody = Custody.objects.create(child=current, holder=held_by, since=begins_on)
    record("custody.given", current, by=by)
    return custody


@action(Permission.CHANGE_FAMILY)
def end_custody(*, custody: Custody, until: date, by: User) -> Custody:
    """Somebody no longer holds custody of the child; `until` is the first day without."""
    current = Custody.objects.select_for_update(of=("self",)).select_related("child").get(pk=custody.pk)
    must_reach_child(current.child, by)
    if current.until is not None:
        raise RuleBroken(_("Forældremyndigheden er allerede ophørt."))
    must_be_in_order(until, current.since, field="until", what=_("den begyndte"))
    if current.child.born_on is not None:
        rules.must_be_a_minors(current.child.born_on, until, field="until")
    current.until = until
    current.save(update_fields=["until"])
    record("custody.ended", current.child, by=by)
    return current


@action(Permission.CHANGE_FAMILY)
def add_sibling(*, child: Child, sibling: Child, by: User) -> Child:
    """Join the two children's families: siblings, adults and network of both become one."""
    if child.pk == sibling.pk:
        raise RuleBroken(_("Det er barnet selv. Vælg en anden."), field="sibling")
    must_reach_child(child, by)
    _must_reach_sibling(sibling, by)
    kept, left = _families(child, sibling)
    if kept == left:
        raise RuleBroken(_("De to er allerede i samme familie."), field="sibling")
    Child.objects.filter(family_id=left).update(family_id=kept)
    Relative.objects.filter(family_id=left).update(family_id=kept)
    sibling.family_id = kept
    record("sibling.added", child, by=by)
    return sibling


def _must_reach_sibling(sibling: Child, by: User) -> None:
    """Whoever joins two families sees both, so a case that is another's is opened with a reason first."""
    try:
        must_reach_child(sibling, by)
    except PermissionDenied:
        raise RuleBroken(
            _("%(name)s har en sag hos en anden rådgiver. Åbn den sag med en begrundelse først, eller bed rådgiveren.")
            % {"name": sibling.name},
            field="sibling",
        ) from None


def _families(child: Child, sibling: Child) -> tuple[int, int]:
    """The families of both now; the rows are held in the order of their keys, so no two joins wait in a ring."""
    both = Child.objects.select_for_update(of=("self",)).filter(pk__in=[child.pk, sibling.pk]).order_by("pk")
    now = dict(both.values_list("pk", "family_id"))
    return now[child.pk], now[sibling.pk]


def _must_not_hold_already(child: Child, holder: Relative, *, since: date) -> None:
    """Custody can be held again after it ended, never twice on one day; the child's row is held meanwhile."""
    met = Custody.objects.filter(child=child, holder=holder).meeting(since=since).order_by("-since").first()
    if met is None:
        return
    named = {"name": holder.name, "since": long_date(met.since)}
    if met.until is None:
        raise RuleBroken(_("%(name)s har allerede forældremyndighed, fra %(since)s.") % named, field="since")
    raise RuleBroken(
        _("%(name)s havde forældremyndighed fra %(since)s til %(until)s. Vælg en dag fra da af.")
        % {**named, "until": long_date(met.until)},
        field="since",
    )


def _custody_since(child: Child, given: date | None, *, field: str) -> date:
    """The first day: the one given, or the birth, and never before it."""
    if child.born_on is None:
        raise RuleBroken(_("Barnet er ufødt. Forældremyndighed begynder ved fødslen."), field="has_custody")
    since = given or child.born_on
    must_be_in_order(since, child.born_on, field=field, what=_("barnet blev født"))
    rules.must_be_a_minors(child.born_on, since, field=field)
    return since
