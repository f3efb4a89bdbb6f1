"""Words that stand around a medicine's name without changing which medicine it is."""

from __future__ import annotations

_FORMS = """
    tablet tablets tab tabs caplet caplets capsule capsules cap caps pill pills patch patches
    plaster plasters liquid solution suspension syrup soluble effervescent dispersible melt melts
    oral sachet sachets drops spray injection suppository suppositories continus
    transdermal film coated enteric gastro resistant chewable elixir granules ampoule ampoules
    prolonged modified slow sustained immediate extended controlled release
    mr sr xr er xl cr ir pr la ec sl
"""
_SALTS = """
    sulphate sulfate hydrochloride hcl sodium potassium phosphate bitartrate tartrate citrate
    fumarate maleate acetate etexilate bisulfate besilate
"""
_DOSES = """
    mg mgs mcg mcgs microgram micrograms milligram milligrams g gram grams ml mls ug h hr hrs hour
    hours hourly x a per every each day days daily week weekly night nightly morning evening
    once twice times time one two three four five six seven eight nine ten eleven twelve half quarter
    at in od bd tds qds prn when as needed required and of with up to max maximum
    change changed changing alternate
"""
_COUNTED = """
    tablet tablets tab tabs capsule capsules cap caps caplet caplets pill pills patch patches
    ml mls millilitre millilitres dose doses sachet sachets
"""
_DENIALS = """
    no not none non never nil without stopped stop free except allergic allergy intolerant
    avoid avoiding cannot cant dont didnt isnt refused declined was were
"""

# Phrases of a medicine written in one line, each whole.
WHEN_NEEDED = frozenset(
    f"{only}{phrase}"
    for only in ("", "only ")
    for phrase in (
        *("when needed", "as needed", "if needed", "when required", "as required", "if required"),
        *("when necessary", "if necessary", "as necessary", "prn", "p.r.n", "as and when"),
        *("when i need it", "if i need it", "as i need it", "when i need to", "as and when needed"),
        *("when in pain", "for breakthrough pain", "when it hurts", "if i have pain"),
    )
)
REGULARLY = frozenset(("regularly", "regular", "at set times", "by the clock", "at fixed times"))
AT_ONE_TIME = ("at a time", "each time", "at once", "at one time")
# What people say around it, which changes no name, no number and no time.
SAID_AROUND = frozenset(
    (
        *("i take", "i use", "i am on", "i'm on", "i am taking", "i'm taking", "take", "taking"),
        *("use", "using", "apply", "wear", "wearing", "usually", "currently", "at the moment"),
        *("i have", "have", "my", "by mouth", "orally", "swallowed", "on the skin", "of", "it"),
        *("for pain", "for the pain", "for my pain", "for my back", "for back pain", "pain relief"),
        *("with food", "after food", "with water", "after meals", "with meals", "with milk"),
        *("with breakfast", "with lunch", "with dinner", "with supper", "with tea", "with a meal"),
        *("before food", "before meals", "on an empty stomach"),
        *AT_ONE_TIME,
        "each",
        *("po",),
    )
)

# What is counted of a medicine: "2 tablets", "5 ml".
COUNTED = frozenset(_COUNTED.split())
# What a medicine comes as and what salt it is: said beside a strength, they change nothing of it.
FORMS = frozenset(f"{_FORMS} {_SALTS} strength strengths of each".split())
AROUND = frozenset(f"{_FORMS} {_SALTS} {_DOSES}".split())

# "No paracetamol" is two letters away from "paracetamol" and means the opposite.
DENIALS = frozenset(_DENIALS.split())
