"""Personal links: a random key that opens one assessment. Only its hash is ever kept."""

import hashlib
import re
import secrets
from typing import Final

_BYTES: Final = 16
_LINK = re.compile(r"[A-Za-z0-9_-]{22}")


def new_link() -> str:
    """Return a new key of 128 random bits, 22 characters that are safe in an address."""
    return secrets.token_urlsafe(_BYTES)


def is_link(text: str) -> bool:
    """Tell whether *text* has the form of a key."""
    return _LINK.fullmatch(text) is not None


def link_hash(link: str) -> str:
    """Return the SHA-256 of *link* in hexadecimal: what the store keeps. The key itself cannot be found back."""
    return hashlib.sha256(link.encode()).hexdigest()


def new_id() -> str:
    """Return a short random id for a part of a document (48 bits)."""
    return secrets.token_hex(6)
