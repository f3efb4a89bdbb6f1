"""Medicines that slow clotting, and how long each is held before a high-bleeding-risk procedure.

Two societies say how long: SIR 2019 in tables that were transcribed, ASRA 2018 as one public calculator
has it. Neither was read in its own text, and a radiology group follows ASRA for the spine.

Names of brands are well known but were not checked against a drug dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass

NO_FIGURE = "no figure in what was read"
MINOR_BY_SIR = "That it does not by itself leave the question of clotting open rests on SIR alone."


@dataclass(frozen=True)
class Antithrombotic:
    """One agent, with how long two societies hold it: shown to the clinician, whose plan it is.

    No rule reads either. `minor` agents are shown for review but do not by themselves leave the
    question of clotting open: a choice of this project that rests on SIR alone.
    """

    key: str
    name: str
    names: tuple[str, ...]
    sir: str
    asra: str
    minor: bool

    @property
    def societies_differ(self) -> bool:
        """Whether both give a time, and not the same."""
        return NO_FIGURE not in (self.sir, self.asra) and self.sir != self.asra

    @property
    def holding(self) -> str:
        """What both say, in words, and that they differ."""
        differ = " The two differ." if self.societies_differ else ""
        minor = f" {MINOR_BY_SIR}" if self.minor else ""
        return f"SIR 2019: {self.sir}. ASRA 2018: {self.asra}.{differ}{minor}"


def _agent(
    key: str,
    name: str,
    *brands: str,
    sir: str = NO_FIGURE,
    asra: str = NO_FIGURE,
    minor: bool = False,
) -> Antithrombotic:
    return Antithrombotic(key, name, (name, *brands), sir, asra, minor)


ENOXAPARIN_SIR = "Preventive dose: 1 dose; treatment dose: 2 doses or 24 hours"
ENOXAPARIN_ASRA = "12 hours for a preventive dose, 24 hours for a treatment dose (our reading)"
SPECIALIST = "Defer, or ask a specialist"
ANTITHROMBOTICS: tuple[Antithrombotic, ...] = (
    _agent(
        "warfarin",
        "Warfarin",
        "Coumadin",
        "Jantoven",
        "Marevan",
        sir="5 days, INR at most 1.8; consider bridging if the risk of a clot is high",
        asra="5 days, and a normal INR",
    ),
    _agent(
        "apixaban",
        "Apixaban",
        "Eliquis",
        sir="4 doses; 6 doses if creatinine clearance is under 50",
        asra="3 days",
    ),
    _agent(
        "rivaroxaban",
        "Rivaroxaban",
        "Xarelto",
        sir="2 doses; 3 doses if creatinine clearance is 15 to 29",
        asra="3 days",
    ),
    _agent("edoxaban", "Edoxaban", "Savaysa", "Lixiana", sir="2 doses", asra="3 days"),
    _agent(
        "dabigatran",
        "Dabigatran",
        "Pradaxa",
        sir="4 doses; 6 to 8 doses if creatinine clearance is under 50",
        asra="4 days; 5 to 6 days where the kidneys are slow (our reading)",
    ),
    _agent("betrixaban", "Betrixaban", sir="3 doses"),
    _agent(
        "enoxaparin",
        "Enoxaparin",
        "Lovenox",
        "Clexane",
        "Inhixa",
        sir=ENOXAPARIN_SIR,
        asra=ENOXAPARIN_ASRA,
    ),
    _agent("dalteparin", "Dalteparin", "Fragmin", sir="1 dose"),
    _agent(
        "heparin",
        "Heparin",
        sir="Into a vein: 4 to 6 hours; under the skin: 6 hours after the last dose",
        asra="Under the skin: 24 hours",
    ),
    _agent(
        "fondaparinux",
        "Fondaparinux",
        "Arixtra",
        sir="2 to 3 days; 3 to 5 days if creatinine clearance is under 50",
        asra="4 days",
    ),
    _agent("argatroban", "Argatroban", sir="2 to 4 hours"),
    _agent("bivalirudin", "Bivalirudin", sir="2 to 4 hours"),
    _agent("clopidogrel", "Clopidogrel", "Plavix", sir="5 days", asra="7 days"),
    _agent("ticagrelor", "Ticagrelor", "Brilinta", "Brilique", sir="5 days", asra="5 days"),
    _agent("prasugrel", "Prasugrel", "Effient", "Efient", sir="7 days", asra="7 to 10 days"),
    _agent(
        "aspirin",
        "Aspirin",
        sir="3 to 5 days, decided for each patient",
        asra="6 days if it is to prevent a first event; else decided together",
        minor=True,
    ),
    _agent(
        "aspirin_dipyridamole",
        "Aspirin with dipyridamole",
        "Aggrenox",
        "Asasantin",
        "Asasantin Retard",
        sir="3 to 5 days, decided for each patient",
    ),
    _agent("cilostazol", "Cilostazol", "Pletal", sir="Do not stop", asra="2 days", minor=True),
    _agent("cangrelor", "Cangrelor", sir=SPECIALIST),
    _agent("abciximab", "Abciximab", sir=SPECIALIST),
    _agent("eptifibatide", "Eptifibatide", sir=SPECIALIST),
    _agent("tirofiban", "Tirofiban", sir=SPECIALIST),
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
NO_HOLDING = f"SIR 2019 and ASRA 2018: {NO_FIGURE}."
MINOR_ANTITHROMBOTICS = tuple(agent.key for agent in ANTITHROMBOTICS if agent.minor)
