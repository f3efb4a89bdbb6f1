"""Which medicines on record come as a patch, and which are put on the skin.

Well known, but not checked against a drug dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules.medicines import ingredients as of
from rules.medicines.ingredients import DrugClass, Ingredient

# A word in what people write, and the answer to how it is taken that says the same.
WRITTEN_FORMS = {
    **dict.fromkeys(("patch", "patches", "plaster", "plasters"), "patch"),
    **dict.fromkeys(("cream", "gel", "ointment"), "cream"),
    **dict.fromkeys(("tablet", "tablets", "tab", "tabs", "caplet", "caplets"), "tablet"),
    **dict.fromkeys(("capsule", "capsules", "cap", "caps", "pill", "pills"), "tablet"),
    **dict.fromkeys(("liquid", "syrup", "solution", "suspension", "elixir"), "liquid"),
    **dict.fromkeys(("injection", "injections"), "injection"),
}
SWALLOWED = frozenset({"tablet", "liquid"})
AS_A_PATCH = frozenset(
    {of.FENTANYL, of.BUPRENORPHINE, of.LIDOCAINE, of.DICLOFENAC_GEL, of.CAPSAICIN}
)


def forms_in(words: Iterable[str]) -> frozenset[str]:
    """The forms that are written in a name: "buprenorphine patch"."""
    return frozenset(WRITTEN_FORMS[word] for word in words if word in WRITTEN_FORMS)


def comes_as(contents: Sequence[Ingredient], form: str) -> bool:
    """Whether a medicine comes in a form. True where nothing here tells: an injection, say."""
    on_skin = any(one.drug_class is DrugClass.TOPICAL for one in contents)
    if form == "patch":
        return AS_A_PATCH.issuperset(contents)
    if form == "cream":
        return on_skin
    return not (on_skin and form in SWALLOWED)
