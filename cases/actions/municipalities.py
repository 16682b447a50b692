"""Which municipalities a case lies between."""

from django.conf import settings
from django.utils.translation import gettext as _

from cases.access import must_write_in
from cases.models import Case
from herning.accounts.models import User
from herning.accounts.municipalities import NAMES
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken

FIELDS = ("acting_municipality", "paying_municipality", "residence_municipality")


@action(Permission.CHANGE_CHILD)
def set_municipalities(
    *,
    case: Case,
    seen_version: int,
    acting_municipality: str,
    paying_municipality: str,
    residence_municipality: str,
    by: User,
) -> Case:
    """Say which municipality acts, pays, and is the child's home, where it is another than this one.

    The own code is stored as nothing: what is not said is here.
    """
    must_write_in(case, by)
    current = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    must_write_in(current, by)
    if current.version != seen_version:
        raise RuleBroken(_("En anden har rettet sagen, siden du åbnede siden. Se, hvad der står nu, og gem igen."))
    told = dict(zip(FIELDS, (acting_municipality, paying_municipality, residence_municipality), strict=True))
    for name, code in told.items():
        if code and code not in NAMES:
            raise RuleBroken(_("Vælg en kommune på listen."), field=name)
        setattr(current, name, "" if code == settings.MUNICIPALITY_CODE else code)
    current.version += 1
    current.save(update_fields=[*FIELDS, "version"])
    record("case.municipalities_set", current, by=by)
    return current
