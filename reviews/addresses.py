"""Secret addresses: whoever holds one is let in by it alone, so only its SHA-256 is kept."""

import hashlib
import secrets
from base64 import urlsafe_b64encode

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

SECRET_BYTES = 32
# What a secret in an address looks like: 32 bytes in base64url.
LENGTH = 43


def new_secret() -> str:
    """A secret of 32 random bytes; it is shown once."""
    return secrets.token_urlsafe(SECRET_BYTES)


def view_secret(participant_id: int) -> str:
    """The secret at which one participant writes beforehand: 32 bytes that follow from the server's own key.

    It is not kept, and yet a mail that is sent again, or that tells of a change, holds the same address.
    """
    digest = salted_hmac("reviews.written_view", str(participant_id), algorithm="sha256").digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def full(name: str, *args: object) -> str:
    """A page's whole address, as a mail or a calendar needs it."""
    return settings.SITE_ORIGIN.rstrip("/") + reverse(name, args=args)
