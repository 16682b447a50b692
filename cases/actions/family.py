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
from herning.rules import RuleBroken


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
        name=rules.must_be_said(name, field="name", message=_("Skriv navnet.")),
        kind=kind,
        phone=phone.strip(),
        email=email.strip(),
        address=address.strip(),
        is_address_protected=is_address_protected,
        can_support=can_support.strip(),
    )
    if has_custody:
        Custody.objects.create(child=child, holder=relative, since=_custody_since(child, custody_since))
    elif custody_since is not None:
        raise RuleBroken(_("Sæt kryds ved forældremyndighed, eller lad datoen stå tom."), field="has_custody")
    record("relative.added", child, by=by)
    return relative


@action(Permission.CHANGE_FAMILY)
def end_custody(*, custody: Custody, until: date, by: User) -> Custody:
    """Somebody no longer holds custody of the child."""
    current = Custody.objects.select_for_update(of=("self",)).select_related("child").get(pk=custody.pk)
    must_reach_child(current.child, by)
    if current.until is not None:
        raise RuleBroken(_("Forældremyndigheden er allerede ophørt."))
    rules.must_not_be_before(until, current.since, field="until", what=_("den begyndte"))
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


def _custody_since(child: Child, given: date | None) -> date:
    since = given or child.born_on
    if since is None:
        raise RuleBroken(_("Barnet er ufødt. Forældremyndighed begynder ved fødslen."), field="has_custody")
    if child.born_on is not None:
        rules.must_not_be_before(since, child.born_on, field="custody_since", what=_("barnet blev født"))
    return since
