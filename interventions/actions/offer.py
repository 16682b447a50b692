"""The catalogue's offers: added and changed, closed by date, never deleted."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_say
from herning.rules import RuleBroken
from interventions import catalogue_rules, rules
from interventions.actions.catalogue import slug
from interventions.actions.changes import tell_change, told
from interventions.actions.versions import locked_version, store
from interventions.enums import MethodType, Paragraph
from interventions.models import Offer

OFFER_FIELDS = frozenset(
    {
        "name", "step", "number", "method", "description", "target_group", "prerequisite", "evidence", "professions",
        "min_age", "max_age", "min_weeks", "max_weeks", "is_time_limited", "is_legal_placement",
        "target_groups", "paragraphs", "languages", "has_own_school", "opens_on", "closes_on", "note",
    }
)  # fmt: skip
CODE_LENGTH = 60
# Addresses of the catalogue's own pages.
TAKEN_CODES = frozenset(
    {"ny", "trappen", "aendringer", "eksport", "indlaes", "maalgrupper", "distrikter", "afdelinger"}
)


@action(Permission.CHANGE_CATALOGUE)
def add_offer(*, by: User, **fields: Any) -> Offer:
    """Put an offer in the catalogue; its code is made of its name and never changes."""
    _must_hold(fields)
    code = slug(str(fields["name"]))[:CODE_LENGTH]
    if not code or code in TAKEN_CODES or Offer.objects.filter(code=code).exists():
        raise RuleBroken(_("Der er allerede et tilbud med det navn. Giv det nye et andet."), field="name")
    offer = Offer.objects.create(code=code, **fields)
    record("offer.added", offer, by=by)
    tell_change(offer, {}, told(offer), by=by)
    return offer


@action(Permission.CHANGE_CATALOGUE)
def change_offer(*, offer: Offer, seen_version: int, by: User, **fields: Any) -> Offer:
    """Change an offer, unless somebody else did so meanwhile; children there keep the step they were given."""
    fresh = locked_version(Offer, offer.pk, seen_version=seen_version)
    _must_hold({name: getattr(fresh, name) for name in OFFER_FIELDS} | fields)
    before = told(fresh)
    store(fresh, fields)
    record("offer.changed", fresh, by=by)
    tell_change(fresh, before, told(fresh), by=by)
    return fresh


@action(Permission.CHANGE_CATALOGUE)
def close_offer(*, offer: Offer, closes_on: date, today: date, by: User) -> Offer:
    """Close an offer from a day: nobody is referred to it any more, and each child there needs somewhere to go."""
    fresh = Offer.objects.select_for_update(of=("self",)).select_related("step").get(pk=offer.pk)
    if fresh.closes_on is not None and fresh.closes_on <= today:
        raise RuleBroken(_("Tilbuddet er allerede lukket."), field="closes_on")
    if fresh.closes_on == closes_on:
        raise RuleBroken(_("Tilbuddet lukker allerede den dag."), field="closes_on")
    catalogue_rules.must_close_later(closes_on, opens_on=fresh.opens_on, today=today)
    before = told(fresh)
    store(fresh, {"closes_on": closes_on})
    record("offer.closed", fresh, by=by, why=f"{closes_on}")
    tell_change(fresh, before, told(fresh), by=by)
    return fresh


def _must_hold(fields: dict[str, Any]) -> None:
    unknown = fields.keys() - OFFER_FIELDS
    if unknown:
        raise TypeError(f"an offer has no {', '.join(sorted(unknown))} that can be changed")
    must_say(str(fields.get("name", "")), field="name", ask=_("Skriv tilbuddets navn."))
    if fields.get("method") not in MethodType.values:
        raise RuleBroken(_("Vælg, hvad slags hjælp tilbuddet er."), field="method")
    if not set(fields.get("paragraphs") or []) <= set(Paragraph.values):
        raise RuleBroken(_("Vælg blandt de paragraffer, hjælp kan gives efter."), field="paragraphs")
    rules.must_be_ordered(
        fields.get("min_age"), fields.get("max_age"), field="max_age", what=_("Den højeste alder er under den laveste.")
    )
    rules.must_be_ordered(
        fields.get("min_weeks"),
        fields.get("max_weeks"),
        field="max_weeks",
        what=_("Den længste varighed er under den korteste."),
    )
    opens_on, closes_on = fields.get("opens_on"), fields.get("closes_on")
    if opens_on and closes_on and closes_on <= opens_on:
        raise RuleBroken(_("Tilbuddet lukker, før det åbner."), field="closes_on")
