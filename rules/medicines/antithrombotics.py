"""Medicines that slow clotting, and how long each is held before a high-bleeding-risk procedure.

Names of brands are well known but were not checked against a drug dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.language.criteria.sources import Source
from rules.sources.guidance import SIR_2019

NO_FIGURE = "No figure in the source read"


@dataclass(frozen=True)
class Antithrombotic:
    """One agent. `holding` is shown to the clinician, whose plan it is; no rule reads it.

    `minor` agents are shown for review but do not by themselves leave the question of clotting
    open: a choice of this project.
    """

    key: str
    name: str
    names: tuple[str, ...]
    holding: str
    source: Source
    minor: bool


def _agent(
    key: str, name: str, *brands: str, holding: str = NO_FIGURE, minor: bool = False
) -> Antithrombotic:
    return Antithrombotic(key, name, (name, *brands), holding, SIR_2019, minor)


WARFARIN_HOLDING = "5 days, INR at most 1.8; consider bridging if the risk of a clot is high"
ENOXAPARIN_HOLDING = "Preventive dose: 1 dose; treatment dose: 2 doses or 24 hours"
SPECIALIST = "Defer, or ask a specialist"

ANTITHROMBOTICS: tuple[Antithrombotic, ...] = (
    _agent("warfarin", "Warfarin", "Coumadin", "Jantoven", "Marevan", holding=WARFARIN_HOLDING),
    _agent(
        "apixaban",
        "Apixaban",
        "Eliquis",
        holding="4 doses; 6 doses if creatinine clearance is under 50",
    ),
    _agent(
        "rivaroxaban",
        "Rivaroxaban",
        "Xarelto",
        holding="2 doses; 3 doses if creatinine clearance is 15 to 29",
    ),
    _agent("edoxaban", "Edoxaban", "Savaysa", "Lixiana", holding="2 doses"),
    _agent(
        "dabigatran",
        "Dabigatran",
        "Pradaxa",
        holding="4 doses; 6 to 8 doses if creatinine clearance is under 50",
    ),
    _agent("betrixaban", "Betrixaban", holding="3 doses"),
    _agent("enoxaparin", "Enoxaparin", "Lovenox", "Clexane", "Inhixa", holding=ENOXAPARIN_HOLDING),
    _agent("dalteparin", "Dalteparin", "Fragmin", holding="1 dose"),
    _agent(
        "heparin",
        "Heparin",
        holding="Into a vein: 4 to 6 hours; under the skin: 6 hours after the last dose",
    ),
    _agent(
        "fondaparinux",
        "Fondaparinux",
        "Arixtra",
        holding="2 to 3 days; 3 to 5 days if creatinine clearance is under 50",
    ),
    _agent("argatroban", "Argatroban", holding="2 to 4 hours"),
    _agent("bivalirudin", "Bivalirudin", holding="2 to 4 hours"),
    _agent("clopidogrel", "Clopidogrel", "Plavix", holding="5 days"),
    _agent("ticagrelor", "Ticagrelor", "Brilinta", "Brilique", holding="5 days"),
    _agent("prasugrel", "Prasugrel", "Effient", "Efient", holding="7 days"),
    _agent("aspirin", "Aspirin", holding="3 to 5 days, decided for each patient", minor=True),
    _agent(
        "aspirin_dipyridamole",
        "Aspirin with dipyridamole",
        "Aggrenox",
        "Asasantin",
        "Asasantin Retard",
        holding="3 to 5 days, decided for each patient",
    ),
    _agent("cilostazol", "Cilostazol", "Pletal", holding="Do not stop", minor=True),
    _agent("cangrelor", "Cangrelor", holding=SPECIALIST),
    _agent("abciximab", "Abciximab", holding=SPECIALIST),
    _agent("eptifibatide", "Eptifibatide", holding=SPECIALIST),
    _agent("tirofiban", "Tirofiban", holding=SPECIALIST),
    _agent("acenocoumarol", "Acenocoumarol"),
    _agent("phenindione", "Phenindione"),
    _agent("tinzaparin", "Tinzaparin"),
    _agent("vorapaxar", "Vorapaxar"),
    _agent("dipyridamole", "Dipyridamole"),
    _agent("ginkgo", "Ginkgo", "ginkgo biloba"),
    _agent("fish_oil", "High-dose fish oil", "fish oil", "fish oils"),
)


def _as_known(agent: Antithrombotic) -> str:
    brands = ", ".join(name for name in agent.names[1:] if name[0].isupper())
    return f"{agent.name} ({brands})" if brands else agent.name


# As people know them: the medicine, then the names on the boxes.
ANTITHROMBOTIC_NAMES = {agent.key: _as_known(agent) for agent in ANTITHROMBOTICS}
ANTITHROMBOTIC_HOLDING = {agent.key: agent.holding for agent in ANTITHROMBOTICS}
MINOR_ANTITHROMBOTICS = tuple(agent.key for agent in ANTITHROMBOTICS if agent.minor)
