"""Which scans were done, when and where, and why an MRI scan cannot be done."""

from rules.language.logic.conditions import all_of, any_of, not_
from rules.language.questions import ApproximateDay, Choice, MultiChoice, Text, YesNo
from rules.language.questions.pages import Page, Section
from rules.questions.fracture_history import told_by_scan
from rules.questions.usual import FAR_AHEAD, LONG_AGO

SCAN_STATUS = {"done": "Done", "booked": "Booked", "not_done": "Not done"}

mri_status = Choice(
    "mri_status",
    "Have you had an MRI scan of your back for this pain?",
    "MRI status",
    hint="An MRI scan uses a strong magnet, in a tunnel",
    options={
        "done": "Yes, it is done",
        "booked": "No, but I have a date for it",
        "requested": "No, but someone has asked for it",
        "not_done": "No",
        "cannot": "I cannot have an MRI scan",
    },
)

# It shows what such a scan would, and more.
no_mri_yet = any_of(mri_status.is_unknown, not_(mri_status.is_("done")))

has_mri_date = mri_status.is_one_of("done", "booked")

mri_date = ApproximateDay(
    "mri_date",
    "When was your MRI scan, or when will it be?",
    "MRI date",
    asked_if=has_mri_date,
    past=False,
    past_if=mri_status.is_("done"),
    to_come_if=mri_status.is_("booked"),
    years_back=LONG_AGO,
    years_ahead=FAR_AHEAD,
)

mri_place = Text(
    "mri_place",
    "Where was your MRI scan, or where will it be?",
    "MRI place",
    hint="The name of the hospital or clinic",
    asked_if=has_mri_date,
    longest=500,
)

mri_showed_recent = YesNo(
    "mri_showed_recent",
    "Were you told that the MRI scan showed a recent broken bone?",
    "Told that MRI showed a recent fracture",
    asked_if=mri_status.is_("done"),
)

mri_why_not = MultiChoice(
    "mri_why_not",
    "Why can you not have an MRI scan?",
    "Why no MRI",
    hint="Choose all that apply",
    asked_if=mri_status.is_("cannot"),
    options={
        "pacemaker": "A pacemaker or defibrillator",
        "other_device": "Another device in my body, such as a pump, an ear implant or a stimulator",
        "metal": "Metal in my body, such as a clip, a plate or a splinter in the eye",
        "claustrophobia": "Fear of small spaces (claustrophobia)",
        "cannot_lie_flat": "I cannot lie flat for 30 minutes",
        "kidneys": "A kidney problem",
        "other": "Another reason",
    },
)

ct_scan = Choice(
    "ct_scan",
    "CT scan of your back",
    "CT scan",
    asked_if=any_of(told_by_scan.is_unknown, not_(told_by_scan.includes("ct"))),
    options=SCAN_STATUS,
)

bone_scan = Choice(
    "bone_scan",
    "Bone scan with an injection (isotope scan)",
    "Bone scan",
    asked_if=all_of(
        no_mri_yet,
        any_of(told_by_scan.is_unknown, not_(told_by_scan.includes("bone_scan"))),
    ),
    options=SCAN_STATUS,
)

spect_ct = Choice(
    "spect_ct",
    "Bone scan and CT scan in one (SPECT/CT)",
    "SPECT/CT",
    asked_if=no_mri_yet,
    options=SCAN_STATUS,
)

xray = Choice(
    "xray",
    "X-ray of your back",
    "X-ray",
    asked_if=any_of(told_by_scan.is_unknown, not_(told_by_scan.includes("xray"))),
    options=SCAN_STATUS,
)

ct_date = ApproximateDay(
    "ct_date",
    "When was your CT scan, or when will it be?",
    "CT date",
    asked_if=ct_scan.is_one_of("done", "booked"),
    past=False,
    past_if=ct_scan.is_("done"),
    to_come_if=ct_scan.is_("booked"),
    years_back=LONG_AGO,
    years_ahead=FAR_AHEAD,
)

bone_scan_date = ApproximateDay(
    "bone_scan_date",
    "When was your bone scan, or when will it be?",
    "Bone scan date",
    asked_if=bone_scan.is_one_of("done", "booked"),
    past=False,
    past_if=bone_scan.is_("done"),
    to_come_if=bone_scan.is_("booked"),
    years_back=LONG_AGO,
    years_ahead=FAR_AHEAD,
)

spect_ct_date = ApproximateDay(
    "spect_ct_date",
    "When was your SPECT/CT scan, or when will it be?",
    "SPECT/CT date",
    asked_if=spect_ct.is_one_of("done", "booked"),
    past=False,
    past_if=spect_ct.is_("done"),
    to_come_if=spect_ct.is_("booked"),
    years_back=LONG_AGO,
    years_ahead=FAR_AHEAD,
)

xray_date = ApproximateDay(
    "xray_date",
    "When was your X-ray, or when will it be?",
    "X-ray date",
    asked_if=xray.is_one_of("done", "booked"),
    past=False,
    past_if=xray.is_("done"),
    to_come_if=xray.is_("booked"),
    years_back=LONG_AGO,
    years_ahead=FAR_AHEAD,
)

SECTION = Section(
    "mri",
    "Your scans",
    (
        Page("scans", "Scans for this pain", (mri_status, xray, ct_scan)),
        Page(
            "mri-details",
            "About your MRI scan",
            (mri_date, mri_place, mri_showed_recent, mri_why_not),
        ),
        Page(
            "other-scans",
            "Scans with an injection",
            (bone_scan, spect_ct),
        ),
        Page(
            "other-scan-dates",
            "When were your other scans?",
            (xray_date, ct_date, bone_scan_date, spect_ct_date),
        ),
    ),
)
