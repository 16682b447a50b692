"""Each kind of row of an exchanged catalogue, written where it belongs; called inside the act that imports."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from herning.accounts.models import Department, District, Provider, User
from herning.rules import RuleBroken
from interventions import colours, rules
from interventions.actions.changes import places_words, tell_change, told
from interventions.actions.ladder import EDITION_FIELDS
from interventions.actions.price import price_words
from interventions.actions.versions import store
from interventions.exchange.comparing import Difference
from interventions.models import (
    AdmissionItem,
    Capacity,
    Ladder,
    Offer,
    OfferPrice,
    Place,
    PlannedPlaces,
    Step,
    StepEdition,
    TargetGroup,
)

Writer = Callable[[Difference, date, User], None]


def carry_out(difference: Difference, *, today: date, by: User) -> None:
    """Write one row, with its change on record."""
    WRITERS[difference.table.name](difference, today, by)


def shorten_prices(changed: Iterable[Difference]) -> None:
    """Let each price that will change last one day for now, so that none stands in another's way meanwhile."""
    for difference in changed:
        if not difference.is_new and "valid_until" in difference.values:
            price = OfferPrice.objects.get(**_price_key(difference))
            price.valid_until = price.valid_from + timedelta(days=1)
            price.save(update_fields=["valid_until"])


def _stated(difference: Difference) -> dict[str, Any]:
    """The columns that differ, with their new values."""
    return {column: value for column, _before, value in difference.changed}


def _ladder(difference: Difference, _today: date, by: User) -> None:
    ladder = Ladder.objects.select_for_update().get()
    _store(ladder, _stated(difference), by=by)


def _step(difference: Difference, today: date, by: User) -> None:
    """A step's words count from today, as if somebody had typed them; its description has no day."""
    step = Step.objects.select_for_update().get(pk=difference.values["number"])
    changes = _stated(difference)
    _store(step, changes, by=by)
    if changes.keys() & set(EDITION_FIELDS):
        words = {name: getattr(step, name) for name in EDITION_FIELDS}
        StepEdition.objects.update_or_create(step=step, valid_from=today, defaults=words)
        transaction.on_commit(colours.forget)


def _edition(difference: Difference, _today: date, by: User) -> None:
    step = Step.objects.get(pk=difference.values["step"])
    key = {"step": step, "valid_from": difference.values["valid_from"]}
    known = StepEdition.objects.filter(**key).first()
    before = told(known) if known else {}
    words = {name: value for name, value in _stated(difference).items() if name in EDITION_FIELDS}
    edition, _is_new = StepEdition.objects.update_or_create(**key, defaults=words)
    tell_change(step, before, told(edition), by=by)


def _target_group(difference: Difference, _today: date, by: User) -> None:
    _put(TargetGroup, {"pk": difference.values["code"]}, _stated(difference), by=by)


def _provider(difference: Difference, _today: date, by: User) -> None:
    _put(Provider, {"code": difference.values["code"]}, _stated(difference), by=by)


def _department(difference: Difference, _today: date, by: User) -> None:
    values = _stated(difference)
    if "provider" in values:
        values["provider"] = Provider.objects.get(code=values["provider"])
    if "district" in values:
        name = values["district"]
        values["district"] = District.objects.get_or_create(name=name)[0] if name else None
    _put(Department, {"code": difference.values["code"]}, values, by=by)


def _offer(difference: Difference, _today: date, by: User) -> None:
    values = _stated(difference)
    if "step" in values:
        values["step"] = Step.objects.get(pk=values["step"])
    offer = _put(Offer, {"code": difference.values["code"]}, values, by=by)
    rules.must_be_ordered(
        offer.min_age, offer.max_age, field="max_age", what=_("Den højeste alder er under den laveste.")
    )
    rules.must_be_ordered(
        offer.min_weeks, offer.max_weeks, field="max_weeks", what=_("Den længste varighed er under den korteste.")
    )


def _price_key(difference: Difference) -> dict[str, Any]:
    return {"offer__code": difference.values["offer"], "valid_from": difference.values["valid_from"]}


def _price(difference: Difference, _today: date, by: User) -> None:
    offer = Offer.objects.get(code=difference.values["offer"])
    known = OfferPrice.objects.filter(**_price_key(difference)).first()
    before = {"price": price_words(known)} if known else {}
    price = known or OfferPrice(offer=offer)
    for name, value in difference.values.items():
        if name != "offer":
            setattr(price, name, value)
    price.save()
    tell_change(offer, before, {"price": price_words(price)}, by=by)


def _places(difference: Difference, today: date, by: User) -> None:
    offer = Offer.objects.get(code=difference.values["offer"])
    department = Department.objects.get(code=difference.values["department"])
    key = {"offer": offer, "department": department, "foster_family": None}
    known = Capacity.objects.select_for_update(of=("self",)).filter(**key, opens_on=difference.values["opens_on"])
    capacity = known.first() or Capacity(offer=offer, department=department)
    is_new = capacity.pk is None
    before = {} if is_new else {"places": places_words(capacity)}
    for name, value in difference.values.items():
        if name not in {"offer", "department"}:
            setattr(capacity, name, value)
    taken = Place.objects.occupied(on=today).filter(capacity=capacity.pk)
    rules.must_fit_places(capacity.places_total, taken=0 if is_new else taken.count())
    capacity.version += not is_new
    capacity.save()
    tell_change(offer, before, {"places": places_words(capacity)}, by=by)


def _planned_places(difference: Difference, _today: date, by: User) -> None:
    values = difference.values
    key = {"offer__code": values["offer"], "department__code": values["department"], "foster_family": None}
    given = Capacity.objects.select_for_update(of=("self",)).select_related("offer", "department")
    capacity = given.filter(**key, closes_on=None).first()
    if capacity is None:
        raise RuleBroken(_("Afdelingen giver ikke tilbuddet. Skriv dens pladser i filen, før du planlægger nye."))
    known = PlannedPlaces.objects.filter(capacity=capacity, from_on=values["from_on"]).first()
    before = {"planned_places": _planned_words(known)} if known else {}
    words = {name: value for name, value in _stated(difference).items() if name in {"places_total", "note"}}
    planned, _is_new = PlannedPlaces.objects.update_or_create(
        capacity=capacity, from_on=values["from_on"], defaults=words
    )
    tell_change(capacity.offer, before, {"planned_places": _planned_words(planned)}, by=by)


def _planned_words(planned: PlannedPlaces) -> str:
    return f"{planned.capacity.department}: {planned.places_total}, {planned.from_on}"


def _admission(difference: Difference, _today: date, by: User) -> None:
    offer = Offer.objects.get(code=difference.values["offer"])
    key = {"offer": offer, "order": difference.values["order"], "text": difference.values["text"]}
    item = AdmissionItem.objects.filter(**key).order_by("pk").first() or AdmissionItem(**key)
    before = {} if item.pk is None else {"admission": item.text}
    for name, value in _stated(difference).items():
        if name != "offer":
            setattr(item, name, value)
    item.save()
    tell_change(offer, before, {"admission": item.text}, by=by)


def _put(model: type[models.Model], key: dict[str, Any], values: dict[str, Any], *, by: User) -> Any:
    """Change a known row, or add it."""
    known: Any = model._default_manager.select_for_update(of=("self",)).filter(**key).first()
    if known is not None:
        _store(known, values, by=by)
        return known
    added = model._default_manager.create(**{name: value for name, value in values.items() if name != "pk"})
    tell_change(added, {}, told(added), by=by)
    return added


def _store(row: Any, changes: dict[str, Any], *, by: User) -> None:
    before = told(row)
    if hasattr(row, "version"):
        store(row, changes)
    else:
        for name, value in changes.items():
            setattr(row, name, value)
        row.save(update_fields=list(changes))
    tell_change(row, before, told(row), by=by)


#: In the order the rows build on each other.
WRITERS: dict[str, Writer] = {
    "ladder": _ladder, "steps": _step, "editions": _edition, "target_groups": _target_group, "providers": _provider,
    "departments": _department, "offers": _offer, "prices": _price, "places": _places,
    "planned_places": _planned_places, "admission": _admission,
}  # fmt: skip
