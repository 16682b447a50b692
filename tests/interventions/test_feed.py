"""A feed of free places is believed only when every question has its answer; each lie has its name."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from interventions.enums import FeedFault
from interventions.feed import FeedRefused, public_text, seal, unseal
from interventions.fetching import fetch, is_on_the_internet, must_be_readable

KEY, OTHER_KEY = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
OFFER = {
    "code": "boegely", "name": "Bøgely", "provider": "Bøgely", "step": 5, "method": "residential_treatment",
    "min_age": 12, "max_age": 17, "target_groups": ["Skolevægring"], "free": 2, "weekly_price": 22_000,
}  # fmt: skip
PAYLOAD = {
    "kind": "free-places", "version": 1, "municipality": {"code": "756", "name": "Ikast-Brande Kommune"},
    "issued_at": NOW.isoformat(), "expires_at": (NOW + timedelta(hours=24)).isoformat(), "sequence": 7,
    "offers": [OFFER],
}  # fmt: skip


def read(body, *, after=0, at=NOW):
    return unseal(body, key=public_text(KEY), code="756", after=after, at=at)


def told(**changes):
    """A rightly signed feed with changes."""
    return seal(PAYLOAD | changes, KEY)


def with_offer(**changes):
    return told(offers=[OFFER | changes])


def opened(**changes):
    """An envelope with parts changed after signing."""
    return json.dumps(json.loads(told()) | changes).encode()


def encoded(words):
    return base64.urlsafe_b64encode(words.encode()).decode()


def test_a_right_feed_says_what_was_told():
    feed = read(told())

    assert (feed.sequence, feed.issued_at, feed.expires_at) == (7, NOW, NOW + timedelta(hours=24))
    assert [(offer.offer_name, offer.step, offer.free, offer.target_groups) for offer in feed.offers] == [
        ("Bøgely", 5, 2, ["Skolevægring"])
    ]


def test_the_same_payload_gives_the_same_bytes():
    assert told() == seal(dict(reversed(PAYLOAD.items())), KEY)


def test_the_same_edition_may_be_read_again():
    assert read(told(), after=7).sequence == 7


WRONG = [
    # what is wrong, the body, what is said
    ("another key", seal(PAYLOAD, OTHER_KEY), "forged"),
    ("payload changed after signing", opened(payload=encoded(json.dumps(PAYLOAD | {"sequence": 9}))), "forged"),
    ("no signature at all", opened(signature=""), "forged"),
    ("another municipality's own feed", told(municipality={"code": "615", "name": "Horsens"}), "forged"),
    ("no municipality", told(municipality="756"), "forged"),
    ("run out", told(issued_at="2026-11-19T11:00:00+00:00", expires_at="2026-11-20T11:00:00+00:00"), "stale"),
    ("not JSON", b"<html>502</html>", "malformed"),
    ("nothing", b"", "malformed"),
    ("not text", b"\xff\xfe\x00", "malformed"),
    ("deep", b"[" * 200_000, "malformed"),
    ("a list", b"[]", "malformed"),
    ("no payload", b"{}", "malformed"),
    ("payload is no base64", opened(payload="æøå"), "malformed"),
    ("payload is a number", opened(payload=7), "malformed"),
    ("version 2", told(version=2), "malformed"),
    ("another kind", told(kind="children"), "malformed"),
    ("valid for a year", told(expires_at="2027-11-20T12:00:00+00:00"), "malformed"),
    ("ends before it begins", told(expires_at="2026-11-20T11:00:00+00:00"), "malformed"),
    ("from tomorrow", told(issued_at="2026-11-21T11:00:00+00:00"), "malformed"),
    ("a time without a zone", told(issued_at="2026-11-20T12:00:00"), "malformed"),
    ("a time that is none", told(expires_at="i morgen"), "malformed"),
    ("a time that is a number", told(expires_at=5), "malformed"),
    ("sequence is a text", told(sequence="8"), "malformed"),
    ("sequence is true", told(sequence=True), "malformed"),
    ("sequence is huge", told(sequence=10**30), "malformed"),
    ("offers is no list", told(offers={}), "malformed"),
    ("an offer is no object", told(offers=["x"]), "malformed"),
    ("twice the same", told(offers=[OFFER, OFFER]), "malformed"),
    ("step 6", with_offer(step=6), "malformed"),
    ("step -1", with_offer(step=-1), "malformed"),
    ("no step", with_offer(step=None), "malformed"),
    ("free is below zero", with_offer(free=-1), "malformed"),
    ("free is not whole", with_offer(free=1.5), "malformed"),
    ("free is a flood", with_offer(free=10_000), "malformed"),
    ("ages in the wrong order", with_offer(min_age=17, max_age=12), "malformed"),
    ("age of a hundred", with_offer(max_age=100), "malformed"),
    ("no name", with_offer(name=" "), "malformed"),
    ("a name too long", with_offer(name="x" * 161), "malformed"),
    ("a name with a NUL", with_offer(name="a\x00b"), "malformed"),
    ("a name that is a number", with_offer(name=5), "malformed"),
    ("an unknown method", with_offer(method="magic"), "malformed"),
    ("a method that is a list", with_offer(method=["foster_care"]), "malformed"),
    ("target groups are a text", with_offer(target_groups="alle"), "malformed"),
    ("31 target groups", with_offer(target_groups=["x"] * 31), "malformed"),
    ("a price below zero", with_offer(weekly_price=-1), "malformed"),
    ("more than 2,000 offers", told(offers=[OFFER | {"code": str(n)} for n in range(2_001)]), "too_big"),
    ("more than 1 MB", b" " * 1_000_001, "too_big"),
]


@pytest.mark.parametrize(("body", "fault"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_wrong_feed_is_refused_by_name(body, fault):
    with pytest.raises(FeedRefused) as refused:
        read(body)

    assert (refused.value.fault, bool(refused.value.message)) == (FeedFault(fault), True)


def test_an_older_edition_is_a_replay():
    with pytest.raises(FeedRefused) as refused:
        read(told(), after=8)

    assert refused.value.fault == FeedFault.STALE


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("8.8.8.8", True), ("2001:4860:4860::8888", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("192.168.1.1", False), ("172.16.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - asked about, never bound
        ("::1", False), ("::", False), ("fe80::1%eth0", False), ("fd00::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False), ("2002:7f00:1::", False), ("224.0.0.1", False),
    ],
)  # fmt: skip
def test_a_closed_network_is_known_however_it_is_written(address, is_open):
    assert is_on_the_internet(address) == is_open


@pytest.mark.parametrize(
    "url",
    [
        "http://nabo.example/", "ftp://nabo.example/", "file:///etc/passwd", "https://", "//nabo.example/", "",
        "https://ida:hemmelig@nabo.example/", "https://nabo.example:99999/", "https://[nabo/", "javascript:1",
    ],
)  # fmt: skip
def test_only_an_https_address_is_read(url, settings):
    settings.FEEDS_MAY_BE_LOCAL = False

    with pytest.raises(FeedRefused) as refused:
        must_be_readable(url)

    assert refused.value.fault == FeedFault.BLOCKED


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
def test_this_machine_is_never_asked(host, settings):
    settings.FEEDS_MAY_BE_LOCAL = False

    with pytest.raises(FeedRefused) as refused:
        fetch(f"https://{host}:9/")

    assert refused.value.fault == FeedFault.BLOCKED
