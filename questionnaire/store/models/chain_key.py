"""The audit trail's own keys, which outlive every change of master keys."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from questionnaire.store.encryption import place
from questionnaire.store.models.base import Model


class ChainKey(Model):
    """A key of the trail, sealed with the master key. It is for the entries from `since` on.

    Entries of before there was one of its own were made with keys derived of the master keys. These are
    kept here too, each for the entries from the first.
    """

    __tablename__ = "chain_key"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[int] = mapped_column(BigInteger)
    key_sealed: Mapped[bytes]

    @property
    def key_place(self) -> str:
        return key_place(self.number)


def key_place(number: int) -> str:
    """What a key of the trail is bound to, by its number."""
    return place(ChainKey.__tablename__, "key_sealed", number)
