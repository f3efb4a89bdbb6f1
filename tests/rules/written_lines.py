"""Medicines as people write them in one line, and what of each line belongs in which box.

A box that a line does not fill is asked about; an empty text says that its box is not needed.
"""

LINES: dict[str, dict[str, str]] = {
    # As the question's own hint has them.
    "oxycontin 10 mg twice a day": {
        "name": "oxycontin", "strength": "10", "unit": "mg", "times": "twice a day",
    },
    "co-codamol 30/500 2 four times a day": {
        "name": "co-codamol", "strength": "30/500", "unit": "", "amount": "2",
        "times": "four times a day",
    },
    "butrans 10 patch changed every 7 days": {
        "name": "butrans", "form": "patch", "strength": "10", "changed_every": "every 7 days",
    },
    "Oramorph 5 ml when needed, up to 6 times": {
        "name": "Oramorph", "form": "liquid", "amount": "5 ml", "times": "up to 6 times",
        "pattern": "when_needed",
    },
    # As a label has them.
    "Paracetamol 500mg tablets 2 qds": {
        "name": "Paracetamol", "form": "tablet", "strength": "500", "unit": "mg", "amount": "2",
        "times": "qds",
    },
    "Zomorph 10mg bd": {"name": "Zomorph", "strength": "10", "unit": "mg", "times": "bd"},
    "MST 30 mg MR tablets 1 bd": {
        "name": "MST", "form": "tablet", "strength": "30", "unit": "mg", "amount": "1",
        "times": "bd",
    },
    "Gabapentin 300mg caps 1 tds": {
        "name": "Gabapentin", "form": "tablet", "strength": "300", "unit": "mg", "amount": "1",
        "times": "tds",
    },
    "Amitriptyline 10mg nocte": {
        "name": "Amitriptyline", "strength": "10", "unit": "mg", "times": "nocte",
    },
    "Codeine phosphate 30mg one or two qds prn": {
        "name": "Codeine phosphate", "strength": "30", "unit": "mg", "amount": "one or two",
        "times": "qds", "pattern": "when_needed",
    },
    "Tramadol SR 100mg twice daily": {
        "name": "Tramadol SR", "strength": "100", "unit": "mg", "times": "twice daily",
    },
    "naproxen 250mg t.d.s": {"name": "naproxen", "strength": "250", "unit": "mg", "times": "t.d.s"},
    "Morphine sulphate 10mg/5ml oral solution 5ml prn max 4 times a day": {
        "name": "Morphine sulphate", "form": "liquid", "strength": "10", "unit": "mg_in_5_ml",
        "amount": "5ml", "times": "max 4 times a day", "pattern": "when_needed",
    },
    "Diclofenac 50 mg gastro-resistant tablets 1 tablet three times a day with food": {
        "name": "Diclofenac", "form": "tablet", "strength": "50", "unit": "mg", "amount": "1 tablet",
        "times": "three times a day",
    },
    # In any order, with the words that people put around it.
    "2 paracetamol four times a day": {
        "name": "paracetamol", "amount": "2", "times": "four times a day",
    },
    "2 x 500 mg paracetamol four times a day": {
        "name": "paracetamol", "strength": "500", "unit": "mg", "amount": "2",
        "times": "four times a day",
    },
    "I take two 30/500 co-codamol 4 times a day when needed": {
        "name": "co-codamol", "strength": "30/500", "unit": "", "amount": "two",
        "times": "4 times a day", "pattern": "when_needed",
    },
    "half a tablet of codeine 30 mg at night": {
        "name": "codeine", "form": "tablet", "strength": "30", "unit": "mg", "amount": "half a tablet",
        "times": "at night",
    },
    "1½ tablets of oxycodone 5 mg every 6 hours": {
        "name": "oxycodone", "form": "tablet", "strength": "5", "unit": "mg", "amount": "1½ tablets",
        "times": "every 6 hours",
    },
    "one 10mg OxyContin tablet every 12 hours regularly": {
        "name": "OxyContin", "form": "tablet", "strength": "10", "unit": "mg",
        "times": "every 12 hours", "pattern": "regular", "amount": "1",
    },
    "ibuprofen 400mg with food three times a day": {
        "name": "ibuprofen", "strength": "400", "unit": "mg", "times": "three times a day",
    },
    "tramadol 50 mg 1-2 capsules every 4-6 hours": {
        "name": "tramadol", "form": "tablet", "strength": "50", "unit": "mg", "amount": "1-2 capsules",
        "times": "every 4-6 hours",
    },
    "co-codamol 30/500, two tablets, 4 times a day, since 2019": {
        "name": "co-codamol", "form": "tablet", "strength": "30/500", "unit": "",
        "amount": "two tablets", "times": "4 times a day",
    },
    "tramadol 50mg twice a day for 3 years": {
        "name": "tramadol", "strength": "50", "unit": "mg", "times": "twice a day",
    },
    "aspirin 75 mg one a day": {
        "name": "aspirin", "strength": "75", "unit": "mg", "amount": "1", "times": "once a day",
    },
    "pregabalin 75mg capsule morning and night": {
        "name": "pregabalin", "form": "tablet", "strength": "75", "unit": "mg",
        "times": "morning and night",
    },
    "celecoxib 200mg daily": {"name": "celecoxib", "strength": "200", "unit": "mg", "times": "daily"},
    "baclofen 10 mg every 8 hours": {
        "name": "baclofen", "strength": "10", "unit": "mg", "times": "every 8 hours",
    },
    "paracetamol 1g four times a day": {
        "name": "paracetamol", "strength": "1000", "unit": "mg", "times": "four times a day",
    },
    "paracetamol 0,5 g qds": {
        "name": "paracetamol", "strength": "500", "unit": "mg", "times": "qds",
    },
    "dihydrocodeine 30 mg 4 hourly if needed": {
        "name": "dihydrocodeine", "strength": "30", "unit": "mg", "times": "4 hourly",
        "pattern": "when_needed",
    },
    "codeine and paracetamol 30/500 2 qds": {
        "name": "codeine and paracetamol", "strength": "30/500", "unit": "", "amount": "2",
        "times": "qds",
    },
    "alendronic acid 70 mg once a week": {
        "name": "alendronic acid", "strength": "70", "unit": "mg", "times": "once a week",
    },
    "gabapentin 300 mg one in the morning and one at night": {
        "name": "gabapentin", "strength": "300", "unit": "mg", "amount": "one", "times": "2",
    },
    "pregabalin 75mg capsule twice a day with breakfast and with supper": {
        "name": "pregabalin", "form": "tablet", "strength": "75", "unit": "mg",
        "times": "twice a day",
    },
    "Nurofen plus 2 at a time, 3 times a day": {
        "name": "Nurofen plus", "amount": "2", "times": "3 times a day",
    },
    "Zapain 30mg/500mg 2 tabs qds": {
        "name": "Zapain", "form": "tablet", "strength": "30/500", "unit": "mg",
        "amount": "2 tabs", "times": "qds",
    },
    # Liquids, patches, creams.
    "oramorph 10mg/5ml 2.5 ml every 4 hours as needed": {
        "name": "oramorph", "form": "liquid", "strength": "10", "unit": "mg_in_5_ml",
        "amount": "2.5 ml", "times": "every 4 hours", "pattern": "when_needed",
    },
    "oxynorm 5mg/5ml 5 ml prn": {
        "name": "oxynorm", "form": "liquid", "strength": "5", "unit": "mg_in_5_ml", "amount": "5 ml",
        "pattern": "when_needed",
    },
    "gabapentin 50 mg/ml 6 ml tds": {
        "name": "gabapentin", "form": "liquid", "strength": "50", "unit": "mg_in_1_ml",
        "amount": "6 ml", "times": "tds",
    },
    "paracetamol 250 mg in 5 ml, 10 to 20 ml four times a day": {
        "name": "paracetamol", "form": "liquid", "strength": "250", "unit": "mg_in_5_ml",
        "amount": "10 to 20 ml", "times": "four times a day",
    },
    "fentanyl 25 mcg/h 72 hour patch": {
        "name": "fentanyl", "form": "patch", "strength": "25", "unit": "microgram_an_hour",
        "changed_every": "every 72 hours",
    },
    "Fentanyl patch 25 micrograms per hour, 1 patch, changed every 3 days": {
        "name": "Fentanyl", "form": "patch", "strength": "25", "unit": "microgram_an_hour",
        "amount": "1 patch", "changed_every": "every 3 days",
    },
    "Butec 5 7 day patch": {
        "name": "Butec", "form": "patch", "strength": "5", "changed_every": "every 7 days",
    },
    "durogesic 12 patch every 3 days": {
        "name": "durogesic", "form": "patch", "strength": "12", "changed_every": "every 3 days",
    },
    "BuTrans patch 10 changed weekly": {
        "name": "BuTrans", "form": "patch", "strength": "10", "changed_every": "weekly",
    },
    "transtec patch 35 mcg/h change twice a week": {
        "name": "transtec", "form": "patch", "strength": "35", "unit": "microgram_an_hour",
        "changed_every": "twice a week",
    },
    "lidocaine 5% plasters 1 a day": {
        "name": "lidocaine", "form": "patch", "strength": "5", "unit": "percent", "amount": "1",
        "changed_every": "once a day",
    },
    "voltarol 1% gel twice a day": {
        "name": "voltarol gel", "form": "cream", "strength": "1", "unit": "percent",
        "times": "twice a day",
    },
    "ibuprofen gel three times a day": {
        "name": "ibuprofen gel", "form": "cream", "times": "three times a day",
    },
    "Clexane 40 mg injection once a day": {
        "name": "Clexane", "form": "injection", "strength": "40", "unit": "mg",
        "times": "once a day",
    },
    # A number that is a part of the name.
    "DF118 30 mg three times a day": {
        "name": "DF118", "strength": "30", "unit": "mg", "times": "three times a day",
    },
    "Tylenol 3 times a day": {"name": "Tylenol", "times": "3 times a day"},
    "Tylenol 3 1-2 tablets every 4 hours prn": {
        "name": "Tylenol 3", "form": "tablet", "amount": "1-2 tablets", "times": "every 4 hours",
        "pattern": "when_needed",
    },
    # A name with a slip of the pen, or that nobody knows: it is asked about on its own page.
    "oxycontine 10 mg twice a day": {
        "name": "oxycontine", "strength": "10", "unit": "mg", "times": "twice a day",
    },
    "parcetamol 500mg 2 tablets qds": {
        "name": "parcetamol", "form": "tablet", "strength": "500", "unit": "mg",
        "amount": "2 tablets", "times": "qds",
    },
    "cocodomol 30/500 two at night": {
        "name": "cocodomol", "strength": "30/500", "amount": "two", "times": "at night",
    },
    "amlodipine 5 mg once a day": {
        "name": "amlodipine", "strength": "5", "unit": "mg", "times": "once a day",
    },
    "the white ones twice a day": {"name": "the white ones", "times": "twice a day"},
    # The name alone.
    "co-codamol": {"name": "co-codamol"},
    "Zomorph 10mg": {"name": "Zomorph", "strength": "10", "unit": "mg"},
    "gabapentin 300": {"name": "gabapentin", "strength": "300"},
}  # fmt: skip

# What is not told apart, or not understood: its own box is asked about, and no other part changes.
ASKED_ABOUT: dict[str, dict[str, str]] = {
    "diazepam 2 at night": {"name": "diazepam", "times": "at night"},  # 2 mg, or 2 tablets
    "morphine 60 mg a day": {"name": "morphine"},  # all day, or at once
    "the white ones 2 a day": {"name": "the white ones"},
    "prednisolone 8 tablets a day": {"name": "prednisolone", "form": "tablet"},
    "oxycontin 10 tablets twice a day": {
        "name": "oxycontin", "form": "tablet", "times": "twice a day",
    },
    "oxycodone 10-20 mg every 4 hours": {"name": "oxycodone"},
    "oxycodone 10 or 20 mg every 4 hours": {"name": "oxycodone"},
    "naproxen 250 mg twise a day": {"name": "naproxen"},
    "naproxen 250 mg tablets twise a day": {
        "name": "naproxen", "form": "tablet", "strength": "250", "unit": "mg",
    },
    "gabapentin 300 mg 1 in the morning and 2 at night": {
        "name": "gabapentin", "strength": "300", "unit": "mg",
    },
    "gabapentin 300 mg in the morning and 600 mg at night": {"name": "gabapentin"},
    "gabapentin 300 mg and 600 mg at night": {"name": "gabapentin"},
    "paracetamol 2 tablets up to 8 in 24 hours": {"name": "paracetamol", "form": "tablet"},
    "oramorph 10 mg in 10 ml, 5 ml twice a day": {
        "name": "oramorph", "form": "liquid", "strength": "10 mg in 10 ml", "unit": "",
        "amount": "5 ml", "times": "twice a day",
    },
    "paracetamol 2 tablets or 10 ml qds": {"name": "paracetamol", "form": "tablet"},
    "codeine 30 mg qds regularly when needed": {
        "name": "codeine", "strength": "30", "unit": "mg", "times": "qds",
    },
    "paracetamol 500mg 2,4 times a day": {  # 2, four times a day
        "name": "paracetamol",
    },
    "codeine 30 mg 1,2 tablets qds": {"name": "codeine", "form": "tablet"},
    "insulin 10 units twice a day": {"name": "insulin"},
    "paracetamol 500mg x 2 qds": {"name": "paracetamol"},
    "oxycodone 5mg every 4 hours max 6 a day": {
        "name": "oxycodone", "strength": "5", "unit": "mg",
    },
    "10 mg twice a day": {"strength": "10", "unit": "mg", "times": "twice a day"},
}  # fmt: skip

# What names several medicines, or denies one, is one name from end to end, and a person is asked.
NAMES_ONLY = (
    "no paracetamol",
    "stopped codeine last year",
    "allergic to codeine 30 mg",
    "paracetamol 500 mg and ibuprofen 400 mg",
    "paracetamol 500 mg, zomorf 10 mg twice a day",
    "my doctor gave me 2 paracetamol",
    "morphine (Zomorph) 10 mg twice a day",
    "paracetamol 500 mg twice a day and something for sleep",
    "I had a tablet from my neighbour" + " and another" * 9,
)
