"""Fetch a neighbour's feed over the network, which may be slow, lie about its size or point at our own machines."""

import ipaddress
import socket
import time
from contextlib import closing
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any
from urllib.parse import SplitResult, urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter

from interventions.enums import FeedFault
from interventions.feed import MOST_BYTES, FeedRefused

CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 3.0, 5.0, 8.0
PIECE = 65_536
OK = 200


class ToOneAddress(HTTPAdapter):
    """Speaks to the address that was looked at; the certificate must be the name's, which may be moved meanwhile."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Hold the certificate against the name."""
        super().init_poolmanager(*args, **kwargs, server_hostname=self.host, assert_hostname=self.host)


def fetch(url: str) -> bytes:
    """The body behind an address, at most 1 MB and within eight seconds in all; raises `FeedRefused`.

    Redirects are not followed. Only https and the open internet, unless `FEEDS_MAY_BE_LOCAL`.
    """
    # A neighbour that sends a byte at a time answers every single read in time; only a thread beside sees the whole.
    answers: SimpleQueue[bytes | FeedRefused] = SimpleQueue()
    Thread(target=lambda: answers.put(_answer(url)), daemon=True).start()
    try:
        answer = answers.get(timeout=WHOLE_SECONDS)
    except Empty:
        raise _down(_("Svaret kom ikke inden for %(seconds)s sekunder.") % {"seconds": round(WHOLE_SECONDS)}) from None
    if isinstance(answer, FeedRefused):
        raise answer
    return answer


def must_be_readable(url: str) -> SplitResult:
    """An address that may be read at all: https, a host, no user name in it; raises `FeedRefused` (blocked)."""
    try:
        parts = urlsplit(url)
        port_is_odd = parts.port == 0
    except ValueError:
        raise _blocked(_("Adressen er ikke en webadresse.")) from None
    schemes = {"https", "http"} if settings.FEEDS_MAY_BE_LOCAL else {"https"}
    if parts.scheme not in schemes or not parts.hostname or "@" in parts.netloc or port_is_odd:
        raise _blocked(_("Adressen skal begynde med https:// og være uden brugernavn."))
    return parts


def _answer(url: str) -> bytes | FeedRefused:
    try:
        return _read(must_be_readable(url))
    except FeedRefused as refused:
        return refused
    except (requests.RequestException, OSError, ValueError) as trouble:
        return _down(_("Serveren kan ikke nås (%(trouble)s).") % {"trouble": type(trouble).__name__})


def _read(parts: SplitResult) -> bytes:
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _address_of(host, port)
    at = f"[{address}]" if ":" in address else address
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with closing(requests.Session()) as session:
        # Neither a proxy nor a password of this machine's belongs in a question to a neighbour.
        session.trust_env = False
        session.mount("https://", ToOneAddress(host))
        asked = session.get(
            f"{parts.scheme}://{at}:{port}{path}",
            headers={"Host": parts.netloc, "Accept": "application/json", "Accept-Encoding": "identity"},
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            allow_redirects=False,
            stream=True,
        )
        with closing(asked) as answer:
            if answer.status_code != OK:
                raise _down(_("Serveren svarede %(status)s.") % {"status": answer.status_code})
            return _body(answer)


def _body(answer: requests.Response) -> bytes:
    """What was sent, as it arrives: neither its stated length nor its patience is believed."""
    deadline = time.monotonic() + WHOLE_SECONDS
    body = b""
    while piece := answer.raw.read1(PIECE):
        body += piece
        if len(body) > MOST_BYTES:
            raise FeedRefused(FeedFault.TOO_BIG, _("Feedet er større end 1 MB."))
        if time.monotonic() > deadline:
            raise _down(_("Svaret kom ikke inden for %(seconds)s sekunder.") % {"seconds": round(WHOLE_SECONDS)})
    return body


def _address_of(host: str, port: int) -> str:
    """The first address of a name; every one of them must be on the open internet, or the name is refused."""
    found = [str(known[4][0]) for known in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not settings.FEEDS_MAY_BE_LOCAL and not all(is_on_the_internet(address) for address in found):
        raise _blocked(_("Adressen ligger på et lukket net."))
    return found[0]


def is_on_the_internet(address: str) -> bool:
    """Whether an address belongs to neither this machine nor a closed network, also when written as IPv6."""
    known = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(known, ipaddress.IPv6Address):
        known = known.ipv4_mapped or known.sixtofour or known
    return known.is_global and not known.is_multicast


def _down(message: str) -> FeedRefused:
    return FeedRefused(FeedFault.DOWN, message)


def _blocked(message: str) -> FeedRefused:
    return FeedRefused(FeedFault.BLOCKED, message)
