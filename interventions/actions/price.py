"""What an offer costs, from a day on."""

from datetime import date

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.web.days import long_date
from interventions import catalogue_rules
from interventions.actions.changes import tell_change
from interventions.models import Offer, OfferPrice


@action(Permission.CHANGE_CATALOGUE)
def set_price(*, offer: Offer, kroner: int, unit: str, valid_from: date, note: str = "", by: User) -> OfferPrice:
    """Set a price from a day on: the one before it ends there, the next one, if any, still begins on its own day.

    A price that already begins on the day is corrected.
    """
    catalogue_rules.must_be_a_price(kroner, unit)
    Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    prices = OfferPrice.objects.filter(offer=offer)
    same = prices.filter(valid_from=valid_from).first()
    following = prices.filter(valid_from__gt=valid_from).order_by("valid_from").first()
    before = {"price": price_words(same)} if same else _before(prices.in_force(on=valid_from).first())
    price = same or OfferPrice(offer=offer, valid_from=valid_from)
    price.kroner, price.unit, price.note = kroner, unit, note.strip()
    price.valid_until = following.valid_from if following else None
    for earlier in prices.in_force(on=valid_from).exclude(valid_from=valid_from):
        earlier.valid_until = valid_from
        earlier.save(update_fields=["valid_until"])
    price.save()
    record("price.set", price, by=by, why=note)
    tell_change(offer, before, {"price": price_words(price)}, by=by)
    return price


def price_words(price: OfferPrice) -> str:
    """A price as the list of changes tells it."""
    kroner = f"{price.kroner:,}".replace(",", ".")
    return f"{kroner} kr. / {price.get_unit_display()}, {long_date(price.valid_from)}"


def _before(price: OfferPrice | None) -> dict[str, str]:
    return {"price": price_words(price)} if price else {}
