"""A child is registered, and what is known of it is put right."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cases import rules
from cases.access import must_reach_child
from cases.changes import changes_since
from cases.models import Child, Family
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken

CHANGEABLE = frozenset(
    {"name", "cpr", "born_on", "expected_on", "address", "is_address_protected", "school", "language"}
)


class StaleChild(RuleBroken):
    """Somebody else changed the child meanwhile; the message says what, `version` is the one to go on from."""

    def __init__(self, message: str, *, version: int) -> None:
        super().__init__(message)
        self.version = version


@action(Permission.REGISTER_CONCERN)
def register_child(
    *,
    name: str,
    born_on: date | None,
    expected_on: date | None,
    cpr: str,
    address: str = "",
    is_address_protected: bool = False,
    school: str = "",
    language: str = "",
    family: Family | None = None,
    today: date | None = None,
    by: User,
) -> Child:
    """Register a born or expected child, alone or in a sibling's family; birth and term are held against `today`."""
    known = _checked({"name": name, "cpr": cpr, "born_on": born_on, "expected_on": expected_on}, today=today)
    child = Child(
        **known,
        address=address.strip(),
        is_address_protected=is_address_protected,
        school=school.strip(),
        language=language.strip(),
    )
    child.family = family or Family.objects.create()
    _store(child, force_insert=True)
    record("child.registered", child, by=by)
    return child


@action(Permission.CHANGE_CHILD)
def change_child(*, child: Child, seen_version: int, today: date | None = None, by: User, **fields: Any) -> Child:
    """Put right what is known of a child; who started from an older version is told what has changed since."""
    if unknown := fields.keys() - CHANGEABLE:
        raise TypeError(f"a child has no changeable {', '.join(sorted(unknown))}")
    current = Child.objects.select_for_update(of=("self",)).get(pk=child.pk)
    must_reach_child(current, by)
    if current.version != seen_version:
        raise StaleChild(changes_since(current, seen_version), version=current.version)
    before = {name: getattr(current, name) for name in CHANGEABLE}
    after = _checked(before | fields, today=today)
    changed = [name for name in sorted(CHANGEABLE) if after[name] != before[name]]
    if not changed:
        raise RuleBroken(_("Du har ikke ændret noget. Ret et felt, eller gå tilbage."))
    for name in changed:
        setattr(current, name, after[name])
    current.version += 1
    _store(current, update_fields=[*changed, "version"])
    record("child.changed", current, by=by)
    return current


def _checked(known: dict[str, Any], *, today: date | None) -> dict[str, Any]:
    """What is known of a child, trimmed and fitting together."""
    given: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in known.items()}
    given["name"] = " ".join(given["name"].split())
    if not given["name"]:
        raise RuleBroken(_("Skriv barnets navn, eller “Ufødt” og mors navn."), field="name")
    given["cpr"] = rules.clean_cpr(given["cpr"] or "") or None
    if given["cpr"] and given["born_on"] is None:
        given["born_on"] = rules.birth_date(given["cpr"])
    rules.must_fit_cpr(given["cpr"] or "", given["born_on"])
    if given["born_on"] is None and given["expected_on"] is None:
        raise RuleBroken(_("Skriv hvornår barnet er født, eller terminen hvis det er ufødt."), field="born_on")
    if today is not None:
        rules.must_be_born_or_expected(born_on=given["born_on"], expected_on=given["expected_on"], today=today)
    return given


def _store(child: Child, **how: Any) -> None:
    """Write the row; a CPR number another child has is refused, also when two register it at the same moment.

    It is looked up first, because PostgreSQL writes the row it refuses into its log; the constraint decides the race.
    """
    if child.cpr is None:
        child.save(**how)
        return
    known = RuleBroken(
        _("Et barn med det CPR-nummer er allerede registreret. Find det med søgningen i stedet."), field="cpr"
    )
    if Child.objects.filter(cpr=child.cpr).exclude(pk=child.pk).exists():
        raise known
    try:
        with transaction.atomic():
            child.save(**how)
    except IntegrityError as broken:
        if "cpr" not in str(broken):
            raise
        # The words of the refusal carry the number and are told to nobody; the server's log must leave them out too.
        raise known from None
