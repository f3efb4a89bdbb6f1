"""How the published lists rank a contraindication, side by side, in words."""

from __future__ import annotations

from collections.abc import Sequence

from rules.language.criteria.criteria import Criterion, Rank, Strength
from rules.language.criteria.sources import Verified

_SAID = {Strength.LISTED: "listed, not ranked,"}


def ranks_in_words(criterion: Criterion) -> str:
    """The ranks of every list that has it: "relative in the LCD; absolute in SIR and ACR (not …)"."""
    ranks = criterion.ranks
    strengths = dict.fromkeys(rank.strength for rank in ranks)
    return "; ".join(
        _ranked_alike([rank for rank in ranks if rank.strength is strength])
        for strength in strengths
    )


def ranks_in_brief(criterion: Criterion) -> str:
    """Which list ranks it how, its own rank first: "relative (LCD) · absolute (SIR, ACR)"."""
    strengths = dict.fromkeys(rank.strength for rank in criterion.ranks)
    own_first = sorted(strengths, key=lambda one: one is not criterion.strength)
    return " · ".join(
        f"{strength.value} ({', '.join(_lists_of(criterion, strength))})" for strength in own_first
    )


def _lists_of(criterion: Criterion, strength: Strength) -> list[str]:
    ranked = (rank for rank in criterion.ranks if rank.strength is strength)
    return [rank.name.removeprefix("the ") for rank in ranked]


def disagreement_in_words(criterion: Criterion) -> str:
    """The same where lists disagree: "Lists disagree: relative in …; absolute in …"; else empty."""
    return f"Lists disagree: {ranks_in_words(criterion)}" if criterion.lists_disagree else ""


def _ranked_alike(ranks: Sequence[Rank]) -> str:
    said = _SAID.get(ranks[0].strength, ranks[0].strength.value)
    kinds = dict.fromkeys((rank.words, rank.source.how_far) for rank in ranks)
    groups = (
        _named([rank for rank in ranks if (rank.words, rank.source.how_far) == kind])
        for kind in kinds
    )
    return f"{said} in {', and in '.join(groups)}"


def _named(ranks: Sequence[Rank]) -> str:
    """Lists that say it alike and were checked alike: "SIR, ACR and CIRSE (not checked …)"."""
    *most, last = (rank.name for rank in ranks)
    names = f"{', '.join(most)} and {last}" if most else last
    how_far = ranks[0].source.how_far
    marks = (
        f"“{ranks[0].words}”" if ranks[0].words else "",
        "" if how_far is Verified.READ else how_far.value,
    )
    said = "; ".join(filter(None, marks))
    return f"{names} ({said})" if said else names
