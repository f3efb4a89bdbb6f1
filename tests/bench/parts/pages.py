"""How fast a patient's pages are turned, by few and by many, beside the bare stack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.bench.load import Crowd, Load, at
from tests.bench.peers import Peer
from tests.bench.sides import Sides
from tests.bench.table import NOW, Figure, table

FEW, MANY, SMALL = 2, 32, 3
TURNED = (
    Figure[Load](
        "Answered pages a second",
        "≥ 1.0 × bare, on the way to 1.3 ×",
        lambda one: one.pages_a_second,
    ),
    Figure[Load]("Page turn, p50, ms", "≤ 1.0 × bare", lambda one: at(50, one.turns)),
    Figure[Load]("Page turn, p99, ms", "≤ 1.0 × bare", lambda one: at(99, one.turns)),
    Figure[Load](
        "Processor time of a request, ms",
        "≤ 4 ms and ≤ 1.0 × bare",
        lambda one: one.processor_a_request,
        2,
    ),
    Figure[Load]("Processor time of an answered page, ms", "", lambda one: one.processor_a_page, 2),
)
WRITTEN = (
    Figure[Load]("Answered pages a second", "", lambda one: one.pages_a_second),
    Figure[Load]("Write, p50, ms", "", lambda one: at(50, one.writes)),
    Figure[Load]("Write, p99, ms", "≤ 0.25 × before", lambda one: at(99, one.writes)),
    Figure[Load]("Processor time of a request, ms", "", lambda one: one.processor_a_request, 2),
)
SECTION = """\
Each client is a patient on a connection of their own who answers every page from the link to the
end, and then the next patient. A *page turn* is what a patient waits for: what was answered is sent
and the next page is there. A *write* is the first half of that. Processor time is that of every
process of the web server; not counted is that of PostgreSQL, where it is measured on that, and the
client's (it used {client:.0%} of a core).

{few} clients, {turns:,} pages turned:

{turned}

{many} clients:

{written}"""


def pages(sides: Sides) -> str:
    """The section."""
    clients = SMALL if sides.is_quick else MANY
    with sides.beside_bare() as peers:
        few = _answered(sides, peers, FEW)
        many = _answered(sides, peers, clients)
    now = few[NOW]
    return SECTION.format(
        client=sum(one.client for one in now) / sum(one.seconds for one in now),
        turns=sum(len(one.turns) for one in now),
        few=FEW,
        many=clients,
        turned=table(TURNED, few),
        written=table(WRITTEN, many),
    )


def _answered(
    sides: Sides, peers: Mapping[str, Peer], clients: int
) -> Mapping[str, Sequence[Load]]:
    crowds = {side: Crowd(peer, clients) for side, peer in peers.items()}
    return sides.by_turns(
        f"{clients} clients answer", crowds, lambda crowd: crowd.answer(sides.seconds)
    )
