"""The feed of free places: how it is signed, and what is asked of one before a word of it is believed.

An envelope is JSON with `payload` (base64url of the very bytes that were signed), `signature` (base64url, Ed25519) and
`key_id`; nothing has to be written again to check it. Neither database nor clock.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils.translation import gettext as _

from interventions.enums import FeedFault, MethodType

KIND, VERSION = "free-places", 1
VALID = timedelta(hours=24)
# Two servers' clocks are never quite the same.
CLOCK_SKEW = timedelta(minutes=5)
MOST_BYTES = 1_000_000
MOST_OFFERS = 2_000
STEPS, AGES, FREE, PRICE = (0, 5), (0, 25), (0, 500), (0, 10_000_000)
MOST_TARGET_GROUPS = 30
KEY_BYTES = 32


class FeedRefused(Exception):
    """A feed is not believed: what is wrong with it, and in words what that means."""

    def __init__(self, fault: FeedFault, message: str) -> None:
        super().__init__(message)
        self.fault = fault
        self.message = message


@dataclass(frozen=True, slots=True)
class ToldOffer:
    """One offer with free places, as a neighbour tells of it."""

    offer_code: str
    offer_name: str
    provider_name: str
    step: int
    method: str
    min_age: int | None
    max_age: int | None
    target_groups: list[str]
    free: int
    weekly_price: int | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that has been checked."""

    sequence: int
    issued_at: datetime
    expires_at: datetime
    offers: list[ToldOffer]


def private_key(text: str) -> Ed25519PrivateKey:
    """The key a municipality signs with, from its 32 bytes in base64."""
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text, validate=True))


def public_text(key: Ed25519PrivateKey) -> str:
    """The public half, as the neighbours are given it."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def public_key(text: str) -> Ed25519PublicKey:
    """A neighbour's key from its text; raises `ValueError` when it is none."""
    raw = base64.b64decode(text.strip(), validate=True)
    if len(raw) != KEY_BYTES:
        raise ValueError("an Ed25519 key has 32 bytes")
    return Ed25519PublicKey.from_public_bytes(raw)


def key_id(text: str) -> str:
    """A short name of a public key; it only helps to tell keys apart and proves nothing."""
    return hashlib.sha256(base64.b64decode(text)).hexdigest()[:16]


def seal(payload: Mapping[str, Any], key: Ed25519PrivateKey) -> bytes:
    """The signed envelope of a payload: keys in order, no blanks, so that the same payload gives the same bytes."""
    told = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    envelope = {
        "payload": base64.urlsafe_b64encode(told).decode(),
        "signature": base64.urlsafe_b64encode(key.sign(told)).decode(),
        "key_id": key_id(public_text(key)),
    }
    return json.dumps(envelope).encode()


def unseal(body: bytes, *, key: str, code: str, after: int, at: datetime) -> Feed:
    """The feed of municipality `code` in an envelope, checked from the outside in; raises `FeedRefused`.

    `after` is the latest sequence read before: an older one is a replay. Nothing is read before the signature holds.
    """
    told = _signed(_parsed(body), key)
    payload = _parsed(told)
    if payload.get("kind") != KIND or payload.get("version") != VERSION:
        raise _malformed(_("Det er ikke version 1 af feedet med ledige pladser."))
    sender = payload.get("municipality")
    if not isinstance(sender, dict) or sender.get("code") != code:
        raise FeedRefused(FeedFault.FORGED, _("Feedet er underskrevet rigtigt, men er en anden kommunes."))
    issued_at, expires_at = _moment(payload, "issued_at"), _moment(payload, "expires_at")
    if not timedelta(0) < expires_at - issued_at <= VALID or issued_at > at + CLOCK_SKEW:
        raise _malformed(_("Feedets tidspunkter hænger ikke sammen. Se kommunernes ure efter."))
    sequence = _number(payload, "sequence", (0, 2**62))
    if expires_at <= at or sequence < after:
        raise FeedRefused(FeedFault.STALE, _("Feedet er for gammelt: det er udløbet, eller en nyere udgave er læst."))
    return Feed(sequence, issued_at, expires_at, _offers(payload))


def _malformed(message: str) -> FeedRefused:
    return FeedRefused(FeedFault.MALFORMED, message)


def _parsed(body: bytes) -> dict[str, Any]:
    if len(body) > MOST_BYTES:
        raise FeedRefused(FeedFault.TOO_BIG, _("Feedet er større end 1 MB."))
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise _malformed(_("Svaret er ikke JSON.")) from None
    if not isinstance(found, dict):
        raise _malformed(_("Svaret er JSON, men ikke et feed."))
    return found


def _signed(envelope: dict[str, Any], key: str) -> bytes:
    """The bytes that the neighbour signed."""
    told, signature = _bytes(envelope, "payload"), _bytes(envelope, "signature")
    try:
        public_key(key).verify(signature, told)
    except (InvalidSignature, ValueError):
        raise FeedRefused(
            FeedFault.FORGED,
            _("Underskriften passer ikke til kommunens nøgle. Ring til kommunen, før du retter nøglen."),
        ) from None
    return told


def _bytes(envelope: dict[str, Any], name: str) -> bytes:
    try:
        return base64.b64decode(str(envelope[name]), altchars=b"-_", validate=True)
    except (KeyError, ValueError):
        raise _malformed(_("Kuverten mangler “%(name)s”.") % {"name": name}) from None


def _moment(payload: dict[str, Any], name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(payload[name])
    except (KeyError, TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise _malformed(_("“%(name)s” er ikke et tidspunkt med tidszone.") % {"name": name})
    return moment


def _offers(payload: dict[str, Any]) -> list[ToldOffer]:
    rows = payload.get("offers")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _malformed(_("“%(name)s” er ikke en liste.") % {"name": "offers"})
    if len(rows) > MOST_OFFERS:
        raise FeedRefused(FeedFault.TOO_BIG, _("Feedet har mere end 2.000 tilbud."))
    offers = [_offer(row) for row in rows]
    if len({(offer.offer_code, offer.provider_name) for offer in offers}) < len(offers):
        raise _malformed(_("Det samme tilbud står to gange."))
    return offers


def _offer(row: dict[str, Any]) -> ToldOffer:
    youngest, oldest = _number(row, "min_age", AGES, may_be_none=True), _number(row, "max_age", AGES, may_be_none=True)
    if youngest is not None and oldest is not None and oldest < youngest:
        raise _malformed(_("Et tilbuds aldre er i omvendt orden."))
    if row.get("method") not in MethodType.values:
        raise _malformed(_("Et tilbud er af en art, der ikke findes."))
    groups = row.get("target_groups")
    if not isinstance(groups, list) or len(groups) > MOST_TARGET_GROUPS:
        raise _malformed(_("“%(name)s” er ikke en liste.") % {"name": "target_groups"})
    return ToldOffer(
        offer_code=_text(row.get("code"), "code", 80),
        offer_name=_text(row.get("name"), "name", 160),
        provider_name=_text(row.get("provider"), "provider", 160),
        step=_number(row, "step", STEPS),
        method=row["method"],
        min_age=youngest,
        max_age=oldest,
        target_groups=[_text(group, "target_groups", 80) for group in groups],
        free=_number(row, "free", FREE),
        weekly_price=_number(row, "weekly_price", PRICE, may_be_none=True),
    )


def _text(value: Any, name: str, longest: int) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > longest or not value.isprintable():
        raise _malformed(
            _("“%(name)s” er ikke en tekst på højst %(longest)s tegn.") % {"name": name, "longest": longest}
        )
    return value.strip()


def _number(row: dict[str, Any], name: str, bounds: tuple[int, int], *, may_be_none: bool = False) -> Any:
    value = row.get(name)
    if value is None and may_be_none:
        return None
    if type(value) is not int or not bounds[0] <= value <= bounds[1]:
        raise _malformed(
            _("“%(name)s” er ikke et tal fra %(lowest)s til %(highest)s.")
            % {"name": name, "lowest": bounds[0], "highest": bounds[1]}
        )
    return value
