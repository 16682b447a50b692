"""`manage.py make_feed_key`: a new pair of keys for the feed of free places; nothing is stored."""

import base64
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management.base import BaseCommand

from interventions.feed import key_id, public_text


class Command(BaseCommand):
    """Print a private key for FEED_PRIVATE_KEY and the public key that the neighbours are given."""

    help = "Print a new pair of keys for the feed of free places."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print both halves, named as the settings and the neighbours' page name them."""
        key = Ed25519PrivateKey.generate()
        public = public_text(key)
        self.stdout.write(f"FEED_PRIVATE_KEY={base64.b64encode(key.private_bytes_raw()).decode()}")
        self.stdout.write(f"Public key for the neighbours: {public} (short: {key_id(public)})")
