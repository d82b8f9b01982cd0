"""Who somebody is: sex, name, background, numbers."""

from __future__ import annotations

from random import Random

from config.demo.shapes import Number, OtherName, Person
from config.demo.words import Weighted, forename, names, surnames
from config.demo.years import Year, between
from connexions.engines.identifiers.uln import uln_check_digit
from connexions.engines.identifiers.upn import upn_check_letter

# Shares by partnership, rounded; nobody should quote them.
_ETHNICITY = {
    "tyne-and-wear": Weighted(
        [
            ("WBRI", 82.0), ("WIRI", 0.2), ("WROM", 0.2), ("WOTH", 2.6), ("MWBC", 0.6), ("MWBA", 0.7),
            ("MWAS", 1.2),
            ("MOTH", 0.8), ("AIND", 1.3), ("APKN", 1.9), ("ABAN", 1.9), ("AOTH", 1.1), ("BCRB", 0.1),
            ("BAFR", 1.6),
            ("BOTH", 0.3), ("BBRI", 0.2), ("CHNE", 0.7), ("OARA", 0.8), ("OOTH", 0.7), ("REFU", 0.5),
            ("NOBT", 1.6),
        ]
    ),
    "suffolk": Weighted(
        [
            ("WBRI", 83.5), ("WIRI", 0.2), ("WROM", 0.5), ("WOTH", 5.2), ("MWBC", 1.5), ("MWBA", 0.7),
            ("MWAS", 1.1),
            ("MOTH", 1.2), ("AIND", 0.8), ("APKN", 0.3), ("ABAN", 0.9), ("AOTH", 0.7), ("BCRB", 0.4),
            ("BAFR", 0.9),
            ("BOTH", 0.3), ("BBRI", 0.2), ("CHNE", 0.3), ("OARA", 0.2), ("OOTH", 0.5), ("REFU", 0.4),
            ("NOBT", 1.7),
        ]
    ),
}  # fmt: skip
_COMMUNITY = {
    "AIND": "south_asian", "APKN": "south_asian", "ABAN": "south_asian", "BAFR": "black", "BCRB": "black",
    "BOTH": "black", "BBRI": "black", "CHNE": "chinese", "OARA": "arab", "WOTH": "european",
    "WROM": "traveller",
}  # fmt: skip
_LANGUAGES = {
    "south_asian": ("Urdu", "Bengali", "Punjabi", "Hindi"),
    "black": ("Yoruba", "Tigrinya", "Somali", "Twi"),
    "chinese": ("Cantonese", "Mandarin"),
    "arab": ("Arabic", "Kurdish"),
    "european": ("Polish", "Romanian", "Portuguese", "Lithuanian", "Ukrainian"),
}
_MIDDLE = {
    "F": ("Rose", "Louise", "Grace", "May", "Ann", "Marie", "Jane", "Elizabeth", "Lily", "Kate", "Faith"),
    "M": ("Lee", "James", "John", "Thomas", "Alexander", "William", "Peter", "Joseph", "Robert", "David"),
}
_NEEDS = (
    "Dyslexia: short messages.",
    "Dyslexia: plain fonts, coloured paper helps.",
    "Autistic: say beforehand what will happen, and keep to it.",
    "Hearing aid on the left: sit on the right.",
    "British Sign Language; book the interpreter a week ahead.",
    "Stammers on the phone: text instead.",
    "Needs time to answer. Do not finish sentences.",
    "Large print, 18 point.",
    "Selective mutism: writes or types.",
    "ADHD: short meetings, walk and talk.",
    "Makaton and pictures.",
)


def community_of(ethnicity: str) -> str:
    """Which lists of names to draw from; British for everybody else."""
    return _COMMUNITY.get(ethnicity, "british")


def ethnicity(rng: Random, partnership: str) -> str:
    return str(_ETHNICITY[partnership].pick(rng))


def surname(rng: Random, community: str) -> str:
    if community == "british":
        first = str(surnames().pick(rng))
        return f"{first}-{surnames().pick(rng)}" if rng.random() < 0.02 else first
    return str(rng.choice(names()["surnames"][community]))


def given_name(rng: Random, community: str, year: int, sex: str) -> str:
    own = names()["forenames"].get(community)
    if own and rng.random() < 0.7:
        return str(rng.choice(own[sex]))
    return forename(rng, year, sex)


def dress(person: Person, rng: Random, year: Year) -> None:
    """Give somebody the rest of who they are: preferred and former names, pronouns, language, needs."""
    community = community_of(person.ethnicity)
    chance = rng.random()
    if chance < 0.55:
        person.middle = rng.choice(_MIDDLE[person.sex])
    person.gender = person.sex if rng.random() > 0.012 else rng.choice("UW")
    _preferred(person, rng)
    if rng.random() < 0.035:
        _former(person, rng, community, year)
    if community in _LANGUAGES and rng.random() < 0.45:
        person.language = rng.choice(_LANGUAGES[community])
        person.interpreter = rng.random() < 0.12


def communication(rng: Random, special: str) -> str:
    """What to mind when talking or writing; likelier with special needs."""
    share = {"none": 0.008, "sen_support": 0.22, "ehc_plan": 0.6}[special]
    return rng.choice(_NEEDS) if rng.random() < share else ""


def _preferred(person: Person, rng: Random) -> None:
    short = names()["nicknames"].get(person.given)
    if short and rng.random() < 0.3:
        person.preferred = rng.choice(short)
    elif rng.random() < 0.006:
        person.preferred = forename(rng, person.born_on.year, "M" if person.sex == "F" else "F")
        person.pronouns = rng.choice(("they/them", "he/him", "she/her", "they/them"))
    elif rng.random() < 0.02:
        person.pronouns = {"F": "she/her", "M": "he/him"}[person.sex]


def _former(person: Person, rng: Random, community: str, year: Year) -> None:
    """A changed surname: a parent's marriage, a move, a choice at sixteen."""
    changed = between(rng, person.born_on.replace(day=1), year.today)
    person.names.append(OtherName("former", person.given, surname(rng, community), changed))


def numbers(person: Person, rng: Random, database: str) -> None:
    """Identifiers: valid, save for a few learner numbers with a mistyped digit, as in life."""
    person.numbers.append(Number("ccis", f"{database}{person.number * 10 + 7:010d}"))
    school = person.school or f"{person.authority}4000"
    entered = (person.born_on.year + 5) % 100
    rest = f"{school}{entered:02d}{person.number % 1000:03d}"
    person.numbers.append(Number("upn", upn_check_letter(rest) + rest))
    if person.age >= 14 and rng.random() < 0.94:
        person.numbers.append(Number("uln", _learner_number(person.number, rng)))
    if rng.random() < 0.02:
        other = rng.choice(("805", "929", "840", "926", "881", "383"))
        person.numbers.append(Number("former_ccis", f"{other}{rng.randrange(10**6, 10**9):010d}"))


def _learner_number(number: int, rng: Random) -> str:
    """One of a kind: the first nine digits come from the person's own number."""
    nine = 100_000_000 + number * 7
    digit = uln_check_digit(str(nine))
    while digit is None:
        nine += 1
        digit = uln_check_digit(str(nine))
    if rng.random() < 0.006:
        digit = (digit + 1 + rng.randrange(8)) % 10
    return f"{nine}{digit}"
