"""Load the catalogue the model came with; what the municipality has changed since stays as it is."""

from datetime import date
from typing import Any

from django.utils.text import slugify

from herning.accounts.models import Department, Provider, User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from interventions.models import AdmissionItem, Capacity, Ladder, Offer

# The booklet is of January 2016.
CATALOGUE_OF = date(2016, 1, 1)
SOURCE = "Indsatskataloget, januar 2016"
WEEKS_IN_A_YEAR = 52


@action(Permission.CHANGE_CATALOGUE)
def load_catalogue(*, catalogue: dict[str, Any], by: User) -> int:
    """Add the providers, departments, offers and places that are missing; gives how many offers were added."""
    names = {listed["code"]: listed["name"] for listed in catalogue["providers"]}
    added = 0
    for listed in catalogue["offers"]:
        offer, is_new = Offer.objects.get_or_create(code=listed["code"], defaults=_offer(listed))
        added += is_new
        _admission(offer, listed.get("admission", []))
        for department in _departments(listed, names):
            Capacity.objects.get_or_create(
                offer=offer,
                department=department,
                opens_on=CATALOGUE_OF,
                defaults={
                    "places_total": listed.get("places"),
                    "closes_on": _closes_on(listed),
                    "note": SOURCE,
                },
            )
    record("catalogue.loaded", Ladder.objects.get(), by=by, why=f"{added}")
    return added


def _admission(offer: Offer, lines: list[dict[str, Any]]) -> None:
    """The checklist an offer came with; one the municipality has its own lines on is left alone."""
    if lines and not offer.admission_items.exists():
        AdmissionItem.objects.bulk_create(
            AdmissionItem(offer=offer, order=10 * place, **line) for place, line in enumerate(lines, start=1)
        )


def weeks(months: int) -> int:
    """Months as weeks, to the nearest whole week: the catalogue gives both, the offer keeps weeks."""
    return round(months * WEEKS_IN_A_YEAR / 12)


def _offer(listed: dict[str, Any]) -> dict[str, Any]:
    shortest, longest = listed.get("duration_months_min"), listed.get("duration_months_max")
    return {
        "name": listed["name_da"].strip("'"),
        "step_id": listed["step"],
        "number": listed.get("number"),
        "method": listed["method_type"],
        "description": listed.get("description_da", ""),
        "target_group": listed.get("target_group_da", ""),
        "target_groups": listed.get("target_groups", []),
        "prerequisite": listed.get("prerequisite", ""),
        "evidence": listed.get("evidence_label", ""),
        "professions": listed.get("professions", []),
        "min_age": listed.get("min_age"),
        "max_age": listed.get("max_age"),
        "min_weeks": weeks(shortest) if shortest else listed.get("duration_weeks_min"),
        "max_weeks": weeks(longest) if longest else listed.get("duration_weeks_max"),
        "is_time_limited": listed.get("time_limited", False),
        "is_legal_placement": listed.get("counts_as_legal_placement", False),
        "closes_on": _closes_on(listed),
        "note": _note(listed),
    }


def _note(listed: dict[str, Any]) -> str:
    """The source's own remark, what has no field of its own, and each conversion that was made."""
    parts = [listed["note"]] if "note" in listed else []
    if "staffed_24h" in listed:
        parts.append("Personale hele døgnet." if listed["staffed_24h"] else "Ikke personale hele døgnet.")
    months = [str(listed[key]) for key in ("duration_months_min", "duration_months_max") if key in listed]
    if months:
        parts.append(f"Varigheden er angivet som {'–'.join(months)} måneder og regnet om til uger.")
    return " ".join(parts)


def _closes_on(listed: dict[str, Any]) -> date | None:
    closed_by = listed.get("provider_reported_closed_by")
    return date.fromisoformat(closed_by) if closed_by else None


def _departments(listed: dict[str, Any], names: dict[str, str]) -> list[Department]:
    """The department the catalogue names; else each provider as one department of its own; else none."""
    providers = listed.get("providers", [])
    if "department" in listed:
        # Where the catalogue names a department and no provider, the department stands as its own provider.
        code = providers[0] if providers else slug(listed["department"])
        provider = _provider(code, names.get(code, listed["department"]))
        return [_department(provider, slug(listed["department"]), listed["department"])]
    return [_department(_provider(code, names[code]), code, names[code]) for code in providers]


def _provider(code: str, name: str) -> Provider:
    return Provider.objects.get_or_create(code=code, defaults={"name": name})[0]


def _department(provider: Provider, code: str, name: str) -> Department:
    found, _is_new = Department.objects.get_or_create(code=code, defaults={"provider": provider, "name": name})
    return found


def slug(name: str) -> str:
    """A name as a code, with the Danish letters written out."""
    return slugify(name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa"))
