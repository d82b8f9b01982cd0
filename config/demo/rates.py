"""How common each activity, need and characteristic is: England's published figures
(data/reference/scorecard_2025.csv) at academic age 16-17, and plausible ones where none are published."""

from __future__ import annotations

from config.demo.words import Weighted

# Share that is not in education, employment or training, or not known, at academic age 16-17. With 2.8% in a
# vulnerable group these give the published 10.1 (EHC plan), 9.6 (SEN support), 4.9 (neither), 28.2 (those).
ADRIFT_16_17 = {"ehc_plan": 0.0945, "sen_support": 0.0895, "none": 0.0418}
ADRIFT_VULNERABLE = 0.282
ADRIFT_OLDER = {18: 0.14, 19: 0.19}
ADRIFT_PLAN_20 = 0.25
NEET_SHARE = {16: 0.58, 17: 0.62, 18: 0.52, 19: 0.42}  # of those adrift; the rest are not known

NEET = Weighted(
    [("619", 56), ("615", 4), ("616", 6), ("610", 9), ("640", 11), ("620", 3), ("630", 4), ("650", 2),
     ("540", 2),
     ("670", 1), ("680", 2)]
)  # fmt: skip
NOT_KNOWN = Weighted([("810", 74), ("820", 20), ("830", 6)])
LAPSED_SHARE = 0.22  # of those not known: a status that nobody confirmed in time

COMPULSORY = Weighted([("110", 97.9), ("120", 1.2), ("140", 0.4), ("150", 0.4), ("130", 0.1)])
# Out of those neither NEET nor not known. At 16-17 together: full-time education 86, apprenticeship 4.2,
# other education and training 1.9 of all.
SETTLED = {
    16: Weighted(
        [("210", 50.5), ("220", 9.3), ("230", 33.9), ("270", 0.2), ("310", 2.8), ("410", 0.6), ("450", 0.3),
         ("320", 0.2), ("430", 0.2), ("250", 0.2), ("530", 0.6), ("330", 0.3), ("340", 0.2), ("360", 0.3),
         ("350", 0.1), ("290", 0.02), ("260", 0.01)]
    ),
    17: Weighted(
        [("210", 46.7), ("220", 9.0), ("230", 32.3), ("270", 0.2), ("310", 6.1), ("410", 0.8), ("450", 0.3),
         ("320", 0.6), ("430", 0.3), ("250", 0.4), ("550", 0.1), ("530", 0.5), ("330", 1.1), ("340", 0.8),
         ("360", 0.7), ("350", 0.2), ("380", 0.1), ("710", 0.05)]
    ),
    18: Weighted(
        [("240", 32), ("230", 18), ("210", 9), ("310", 11), ("320", 1.5), ("330", 9), ("340", 6), ("360", 6),
         ("350", 1.5), ("380", 1), ("410", 1), ("430", 0.5), ("440", 0.3), ("250", 1), ("530", 0.3),
         ("260", 1.5),
         ("710", 0.1)]
    ),
    19: Weighted(
        [("240", 39), ("230", 7), ("310", 11), ("320", 2), ("330", 16), ("340", 9), ("360", 8), ("350", 1.5),
         ("380", 2), ("381", 0.3), ("410", 1), ("440", 0.7), ("250", 1), ("260", 1), ("710", 0.2)]
    ),
}  # fmt: skip
SETTLED_PLAN_20 = Weighted(
    [("230", 48), ("280", 18), ("460", 13), ("250", 7), ("410", 4), ("330", 3), ("360", 5), ("340", 2)]
)
WITH_PLAN_16 = Weighted([("280", 9), ("460", 3)])  # what only an EHC plan opens, taken by some

AGES = Weighted(
    [(13, 12.4), (14, 12.8), (15, 14.0), (16, 15.0), (17, 15.0), (18, 13.3), (19, 10.0), (20, 0.35),
     (21, 0.3),
     (22, 0.25), (23, 0.2), (24, 0.15), (25, 0.1)]
)  # fmt: skip
SPECIAL = Weighted([("ehc_plan", 4.0), ("sen_support", 12.0), ("none", 84.0)])

VULNERABLE_SHARE = 0.028
VULNERABLE = Weighted(
    [
        ("110", 26),
        ("160", 12),
        ("130", 9),
        ("140", 14),
        ("150", 6),
        ("170", 10),
        ("190", 1),
        ("200", 14),
        ("210", 22),
    ]
)
SOURCES = {
    "110": "Virtual school", "120": "Young person", "130": "Local authority", "140": "Young carers’ project",
    "150": "Young person", "160": "Leaving care team", "170": "Youth justice team", "180": "Young person",
    "190": "Young person", "200": "School", "210": "Young person",
}  # fmt: skip
EXPECTED_TRAIT = {"620": "140", "630": "120", "650": "180"}  # what the return expects with these activities

# Level of need by what is going on: (intensive, supported); together about 3% and 12%.
NEED = {
    "vulnerable": (0.34, 0.50),
    "adrift": (0.10, 0.52),
    "ehc_plan": (0.07, 0.42),
    "sen_support": (0.025, 0.17),
    "none": (0.009, 0.056),
}
GUARANTEE_11 = Weighted(
    [("110", 94.6), ("140", 1.7), ("151", 1.2), ("154", 0.9), ("122", 0.5), ("120", 0.3), ("150", 0.2),
     ("153", 0.2),
     ("159", 0.4)]
)  # fmt: skip
GUARANTEE_12 = Weighted(
    [("114", 84.0), ("110", 9.0), ("115", 1.8), ("140", 1.2), ("151", 1.5), ("154", 1.0), ("122", 0.6),
     ("120", 0.6),
     ("159", 0.3)]
)  # fmt: skip
DESTINATIONS = Weighted(
    [("111", 44), ("121", 40), ("211", 7), ("311", 0.6), ("321", 0.6), ("411", 0.8), ("511", 5), ("611", 2)]
)
