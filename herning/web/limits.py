"""How often something may be done from one place: counted in the cache, forgotten after a while."""

from django.core.cache import cache

LIMIT_SECONDS = 600


def is_too_much(key: str, *, most: int) -> bool:
    """Count a thing once more; whether that is more than `most` times within ten minutes."""
    name = f"limit:{key}"
    if cache.add(name, 1, LIMIT_SECONDS):
        return most < 1
    try:
        return int(cache.incr(name)) > most
    except ValueError:  # it was forgotten between the two
        return False
