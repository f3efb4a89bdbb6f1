"""What is in a picture: what is needed together, what comes of it, and what is listed by its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rules.language.criteria.criteria import Polarity
from rules.language.words.document import CriterionInWords, Document
from rules.language.words.prose import Clause, joined

NAMES = {
    Polarity.CONTRAINDICATION: "Contraindication",
    Polarity.RED_FLAG: "Red flag",
    Polarity.REVIEW: "To weigh before the procedure",
    Polarity.LIMIT: "Limit of a blood result",
    Polarity.CONFLICT: "Answers that disagree",
    Polarity.NOTE: "Worth knowing",
}
MOST_CHECKS = 12  # with more, a box says its sentence, and leaves the checks to the words beside it


@dataclass(frozen=True)
class Block:
    """One box of a picture: its name, when it applies where it does not always, and what it holds."""

    name: str
    clause: Clause
    only_when: Clause | None = None
    criterion: str = ""  # the key of the one criterion that it shows
    left_to_words: int = 0  # how many checks it does not show


@dataclass(frozen=True)
class End:
    """What comes of all that is needed together, and when."""

    key: str
    name: str
    when: str


OUTCOMES = (
    End("met", "Met", "All that apply are met."),
    End("not-met", "Not met", "Any one is not met."),
    End("open", "Cannot tell", "Something is open."),
)


@dataclass(frozen=True)
class Picture:
    """How the criteria of a protocol combine, from top to bottom."""

    combined: str  # in one sentence
    pathway: Block | None  # what heads the result instead, and when
    needed: tuple[Block, ...]  # the indications: each a box with what makes it met
    outcomes: tuple[End, ...]  # none where nothing is needed together
    listed: tuple[Block, ...]  # all other criteria, by what it means that one is met


def picture_of(document: Document) -> Picture:
    """The picture of a protocol: every criterion of it stands in one of its boxes."""
    needed = tuple(
        _needed(one) for one in document.criteria if one.criterion.polarity is Polarity.INDICATION
    )
    return Picture(
        document.combined,
        _pathway(document),
        needed,
        OUTCOMES if needed else (),
        _all_listed(document),
    )


def _pathway(document: Document) -> Block | None:
    when = document.pathway_when
    return Block(document.protocol.pathway, when) if when else None


def _all_listed(document: Document) -> tuple[Block, ...]:
    groups: dict[str, list[CriterionInWords]] = {}
    for one in document.criteria:
        if one.criterion.polarity is not Polarity.INDICATION:
            groups.setdefault(_group(one), []).append(one)
    return tuple(_listed(name, many) for name, many in groups.items())


def _needed(one: CriterionInWords) -> Block:
    criterion = one.criterion
    rows = {row.name: row.clause for row in one.rows}
    name = f"{criterion.label} {criterion.short or criterion.says}".strip()
    met, only_when = rows["Met when"], rows.get("Applies when")
    many = _checks(met)
    if many > MOST_CHECKS:
        return Block(name, Clause(criterion.says), only_when, criterion.key, many)
    return Block(name, met, only_when, criterion.key)


def _checks(clause: Clause) -> int:
    return sum(map(_checks, clause.parts)) if clause.parts else 1


def _listed(name: str, many: list[CriterionInWords]) -> Block:
    said = tuple(map(Clause, _sentences(many)))
    if {one.criterion.polarity for one in many} == {Polarity.LIMIT}:
        return Block(name, Clause("each of these", said, "and"))
    entry = {one.criterion.polarity for one in many} == {Polarity.ENTRY}
    return Block(name, joined(said, any_is_enough=not entry))


def _sentences(many: Iterable[CriterionInWords]) -> Iterator[str]:
    """The sentences of some criteria; those that begin alike, and end each with a name, as one."""
    for beginning, alike in groupby(map(_sentence, many), key=lambda said: said.partition(": ")[0]):
        ends = [said.partition(": ")[2].removesuffix(".") for said in alike]
        yield f"{beginning}: {'; '.join(ends)}." if ends[1:] or ends[0] else beginning


def _sentence(one: CriterionInWords) -> str:
    criterion = one.criterion
    if criterion.polarity is Polarity.ENTRY:
        return criterion.short
    return f"{one.heading} Lists disagree." if criterion.lists_disagree else one.heading


def _group(one: CriterionInWords) -> str:
    criterion = one.criterion
    if criterion.polarity is Polarity.ENTRY:
        return criterion.label
    name = NAMES[criterion.polarity]
    if criterion.polarity is Polarity.CONTRAINDICATION and not criterion.strength:
        return f"{name} on other lists"
    rank = criterion.urgency or criterion.strength
    return f"{name}, {rank.value}" if rank else name
