"""What a medicine may be, offered in groups: the nearest to what was written first."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from questionnaire.responses.medicine_names import candidates, noted_keys
from questionnaire.summary.medicines_shown import said_contents
from rules.language.questions import Entry
from rules.medicines import PRODUCTS, DrugClass, Ingredient, reading_of
from rules.medicines.ingredients import WITHOUT_A_NAME

NOT_KNOWN = "not_known"
MOST_BRANDS = 4
PAIN_MEDICINES = frozenset(
    {
        DrugClass.PARACETAMOL,
        DrugClass.NSAID,
        DrugClass.NERVE_PAIN,
        DrugClass.MUSCLE_RELAXANT,
        DrugClass.TOPICAL,
    }
)

Choice = tuple[str, str]
Contents = tuple[Ingredient, ...]


def key_of(contents: Contents) -> str:
    """How a form names what is in a medicine: "codeine+paracetamol"; empty for nothing known."""
    return "+".join(noted_keys(contents))


def what_it_may_be(entry: Entry) -> dict[str, list[Choice]]:
    """Groups of choices, each medicine once. Where nothing is read yet, nothing is chosen."""
    near = {key_of(each): each for each in _nearest(entry)}
    rest = {key: each for key, each in _BY_KEY.items() if key not in near}
    first = [("", _("Choose what it is"))] if not reading_of(entry).ingredients else []
    return {
        _("Nearest to what was written"): [*first, *map(_choice, near.values())],
        _("Opioids"): _choices(each for each in rest.values() if _is_opioid(each)),
        _("Other pain medicines"): _choices(each for each in rest.values() if _is_for_pain(each)),
        _("Other medicines"): _choices(each for each in rest.values() if _is_other(each)),
        _("Not on record here"): [
            *((one.key, one.name) for one in WITHOUT_A_NAME if one.key not in near),
            (NOT_KNOWN, _("Nobody knows what it is")),
        ],
    }


def _nearest(entry: Entry) -> list[Contents]:
    """What it is read as now, then the names like it."""
    now = reading_of(entry).ingredients
    written = str(entry.get("name", ""))
    near = [each.ingredients for each in candidates(written, entry.get("form"))]
    return [now, *near] if now else near


def _is_opioid(contents: Contents) -> bool:
    return any(one.drug_class is DrugClass.OPIOID for one in contents)


def _is_for_pain(contents: Contents) -> bool:
    return not _is_opioid(contents) and any(one.drug_class in PAIN_MEDICINES for one in contents)


def _is_other(contents: Contents) -> bool:
    return not _is_opioid(contents) and not _is_for_pain(contents)


def _choices(medicines: Iterable[Contents]) -> list[Choice]:
    """In the order of the alphabet."""
    return sorted(map(_choice, medicines), key=lambda one: one[1])


def _choice(contents: Contents) -> Choice:
    """What is in it, and the names on its box: "Oxycodone: OxyContin, OxyNorm, Endone"."""
    key, said = key_of(contents), said_contents(contents)
    brands = ", ".join(_BRANDS.get(key, [])[:MOST_BRANDS])
    return key, f"{said}: {brands}" if brands else said


def _brands() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for product in PRODUCTS:
        brands = [name for name in product.names if name[0].isupper() or "-" in name]
        found.setdefault(key_of(product.ingredients), []).extend(brands)
    return found


_BY_KEY = {key_of(product.ingredients): product.ingredients for product in reversed(PRODUCTS)}
_BRANDS = _brands()
