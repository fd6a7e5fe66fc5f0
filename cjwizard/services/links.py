"""Personal links: a random key that opens one assessment. Only its hash is ever kept."""

import base64
import hashlib
import re
import secrets
from typing import Final

_BYTES: Final = 16
_LINK = re.compile(r"[A-Za-z0-9_-]{22}")


def new_link() -> str:
    """Return a new key of 128 random bits, 22 characters that are safe in an address."""
    return secrets.token_urlsafe(_BYTES)


def view_link(edit_link: str, number: int) -> str:
    """Return the read-only link with this *number* that belongs to *edit_link*, in the form of :func:`new_link`.

    It leads one way: who has *edit_link* can always be shown it again, who has only this cannot find *edit_link* or another
    number. A number that was never used before makes a link that nobody has.
    """
    digest = hashlib.sha256(f"cjwizard read-only link\n{number}\n{edit_link}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:_BYTES]).rstrip(b"=").decode()


def is_link(text: str) -> bool:
    """Tell whether *text* has the form of a key."""
    return _LINK.fullmatch(text) is not None


def link_hash(link: str) -> str:
    """Return the SHA-256 of *link* in hexadecimal: what the store keeps. The key itself cannot be found back."""
    return hashlib.sha256(link.encode()).hexdigest()


def new_id() -> str:
    """Return a short random id for a part of a document (48 bits)."""
    return secrets.token_hex(6)
