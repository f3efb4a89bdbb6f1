"""The head of the trail: its last entry, written down elsewhere, so that a trail cut short is known."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import NamedTuple

from questionnaire.store.encryption import derive

DIGEST_BYTES = 32


class NoHead(ValueError):
    """A text is no head of this trail: why, in a sentence."""


class Head(NamedTuple):
    """The number of the last entry, and its digest."""

    sequence: int
    digest: bytes

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest.hex()}"

    @classmethod
    def read(cls, text: str) -> Head:
        """A head as it is written. Raises NoHead."""
        sequence, _, digest = text.partition(":")
        try:
            read = cls(int(sequence), bytes.fromhex(digest))
        except ValueError:
            read = cls(0, b"")
        if str(read) != text or len(read.digest) != DIGEST_BYTES:
            raise NoHead(
                "a head is written as `questionnaire audit head` prints it, NUMBER:64 figures"
            )
        return read


def signed_line(head: Head, at: datetime, secret: bytes) -> str:
    """A head with when it was so, signed with the trail's own key: nobody else can write such a line."""
    said = f"{at.isoformat(timespec='seconds')} {head}"
    return f"{said} {_signature(said, secret)}"


def read_line(line: str, secret: bytes) -> Head:
    """The head of such a line, or one without time and signature. Raises NoHead."""
    said, _, signature = line.strip().rpartition(" ")
    if not said:
        return Head.read(signature)
    if not hmac.compare_digest(signature.encode(), _signature(said, secret).encode()):
        raise NoHead("this line was not signed with the key of this trail, or was changed since")
    return Head.read(said.rpartition(" ")[2])


def _signature(said: str, secret: bytes) -> str:
    return hmac.digest(derive(secret, "head"), said.encode(), "sha256").hex()
