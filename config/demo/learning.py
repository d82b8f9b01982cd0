"""What somebody does and did: school, what came after, and how well it is known."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from config.demo import rates
from config.demo.shapes import Person, Spell, Trait
from config.demo.words import School, places
from config.demo.years import Year, between
from connexions.engines.currency import add_months, lapses_on, load_lapse_table

NEET = {"540", "610", "615", "616", "619", "620", "630", "640", "650", "660", "670", "680"}
NOT_KNOWN = {"810", "820", "830"}
_REVIEWED = {"260", "290", "350", "616", "710"}
_ENDING = {"110", "120", "130", "140", "150", "210", "220", "230", "240", "250", "260", "270", "280", "290"}
_TRAINING = {"410", "430", "440", "450", "460", "530"}
_AT_SCHOOL = {"110", "210"}
_LAPSING_WORK = ("330", "360", "340", "310")
_SOURCES = (
    "School list",
    "College enrolment list",
    "Young person",
    "Parent",
    "Phone call",
    "Provider’s starter list",
)


def current_code(person: Person, rng: Random, vulnerable: bool) -> tuple[str, bool]:
    """What somebody does today, and whether nobody confirmed it in time."""
    age = person.age
    if age <= 15:
        return str(rates.COMPULSORY.pick(rng)), False
    if rng.random() < _adrift(person, vulnerable):
        if rng.random() < rates.NEET_SHARE.get(age, 0.5):
            code = str(rates.NEET.pick(rng))
            return ("619" if code in ("630", "650") and person.sex == "M" else code), False
        if age >= 17 and rng.random() < rates.LAPSED_SHARE * (2 if age == 17 else 1):
            return rng.choice(_LAPSING_WORK), True
        return str(rates.NOT_KNOWN.pick(rng)), False
    if age >= 20:
        return str(rates.SETTLED_PLAN_20.pick(rng)), False
    if person.special == "ehc_plan" and rng.random() < 0.12:
        return str(rates.WITH_PLAN_16.pick(rng)), False
    return str(rates.SETTLED[age].pick(rng)), False


def _adrift(person: Person, vulnerable: bool) -> float:
    if person.age >= 20:
        return rates.ADRIFT_PLAN_20
    if person.age >= 18:
        return rates.ADRIFT_OLDER[person.age] * (1.6 if vulnerable or person.special != "none" else 0.95)
    return rates.ADRIFT_VULNERABLE if vulnerable else rates.ADRIFT_16_17[person.special]


def live(person: Person, rng: Random, year: Year, school: School, code: str, *, lapsed: bool = False) -> None:
    """The spells from secondary school to what somebody does now."""
    person.school, person.school_name = school.number, school.name
    person.educated_authority = school.number[:3]
    if person.age <= 15:
        _at_school(person, rng, year, code)
        return
    person.year_11_authority = school.number[:3]
    left = year.september(person.age, 16)
    start = min(max(_start(person, rng, year, code, lapsed), left), year.today)
    ended = _ended(person, year, "110", year.september(person.age, 11), left, school)
    person.spells.append(ended)
    _between(person, rng, year, school, left, start)
    person.spells.append(_current(person, rng, year, school, code, start, lapsed))
    in_order(person.spells, year.today)


def in_order(spells: list[Spell], today: date) -> None:
    """Each spell ends where the next begins, and is ascertained and verified within itself."""
    until = today
    for spell in reversed(spells):
        spell.start_on = min(spell.start_on, until)
        if spell.end_on is not None:
            spell.end_on = until
        spell.verified_on = min(max(spell.verified_on, spell.start_on), until)
        spell.ascertained_on = min(max(spell.ascertained_on, spell.start_on), spell.verified_on)
        until = spell.start_on


def _at_school(person: Person, rng: Random, year: Year, code: str) -> None:
    start = year.september(person.age, 11)
    if code != "110":
        person.spells.append(
            _ended(person, year, "110", start, max(start, year.start_on - timedelta(days=60)), None)
        )
        start = person.spells[-1].end_on or start
    spell = Spell(code, start, None, start, _listed(person, rng, year, start))
    spell.ascertained_on = min(start + timedelta(days=14), spell.verified_on)
    spell.predicted_end_on = date(year.september(person.age, 16).year, 8, 31)
    _place(spell, rng, person, School(person.school, person.school_name, 18, 0, 0))
    spell.source = "School list"
    _lapse(spell)
    person.spells.append(spell)


def _listed(person: Person, rng: Random, year: Year, start: date) -> date:
    """When their school last named them: on its list for this year's census, save for a few that it forgot."""
    first = max(year.start_on, start)
    census = max(first, min(year.today, date(year.first, 10, 9)))
    day = between(rng, first, census)
    forgotten = person.number % 40 == 11 and person.key == "" and start < date(year.first, 6, 1)
    return date(year.first, 6, 1) if forgotten else day


def _ended(person: Person, year: Year, code: str, start: date, end: date, school: School | None) -> Spell:
    spell = Spell(code, start, end, start + timedelta(days=10), max(start, end - timedelta(days=60)))
    spell.ascertained_on = min(spell.ascertained_on, spell.verified_on)
    spell.predicted_end_on = end - timedelta(days=1) if code in _ENDING and end > start else None
    if code in ("110", "210") and (school or person.school):
        spell.place_number = school.number if school else person.school
        spell.place_name = school.name if school else person.school_name
    if code in NEET:
        spell.neet_start_on = start
    spell.source = (
        "School list" if code == "110" else "College enrolment list" if code in _ENDING else "Phone call"
    )
    _lapse(spell)
    return spell


def _start(person: Person, rng: Random, year: Year, code: str, lapsed: bool) -> date:
    """When the present activity began, so that it fits its kind, the person's age and today."""
    left, today = year.september(person.age, 16), year.today
    if lapsed:
        return between(rng, left, today - timedelta(days=270))
    if code in ("210", "220", "230", "270", "280", "460"):
        if person.age == 17 and rng.random() < 0.76:
            return left
        return year.start_on
    if code in ("240", "260"):
        return max(year.september(person.age, 18), left)
    if code in NEET:
        return between(rng, max(left, today - timedelta(days=300)), today - timedelta(days=2))
    if code in NOT_KNOWN:
        return between(rng, max(left, today - timedelta(days=240)), today)
    if code in _TRAINING:
        return between(rng, max(left, today - timedelta(days=150)), today - timedelta(days=1))
    if code in ("350", "616", "710", "290"):
        return between(rng, max(left, today - timedelta(days=60)), today - timedelta(days=1))
    return between(rng, max(left, today - timedelta(days=420)), today - timedelta(days=3))


def _between(person: Person, rng: Random, year: Year, school: School, left: date, start: date) -> None:
    """What came after Year 11 and before now."""
    at = left
    if (start - at).days < 10:
        if start > at:
            person.spells.append(_ended(person, year, "810", at, start, None))
        return
    code = "210" if school.oldest_age >= 18 and rng.random() < 0.5 else "230"
    if person.age >= 18 and (start - at).days > 700 and rng.random() < 0.8:
        course = date(at.year + 2, 9, 1)
    else:
        course = start if rng.random() < 0.5 else between(rng, at + timedelta(days=30), start)
    course = min(course, start)
    person.spells.append(_ended(person, year, code, at, course, school))
    if (start - course).days > 0:
        middle = rng.choice(("810", "619", "360", "530", "330"))
        person.spells.append(_ended(person, year, middle, course, start, None))


def _current(
    person: Person, rng: Random, year: Year, school: School, code: str, start: date, lapsed: bool
) -> Spell:
    start = min(start, year.today)
    first = max(start, min(year.start_on, year.today))
    verified = between(rng, first, year.today)
    if lapsed:
        verified = between(rng, start, min(add_months(year.today, -13 if code == "310" else -7), year.today))
        verified = max(verified, start)
    elif code in ("330", "340", "360", "380", "381", "550", "410", "430", "440", "450"):
        verified = between(rng, max(start, year.today - timedelta(days=120)), year.today)
    elif code in ("530", "350", "616", "710", "290", "260"):
        verified = between(rng, max(start, year.today - timedelta(days=30)), year.today)
    spell = Spell(code, start, None, min(start + timedelta(days=rng.randrange(21)), verified), verified)
    if code in _REVIEWED:
        spell.review_on = year.today + timedelta(days=rng.randrange(5, 60))
    if code in _ENDING:
        spell.predicted_end_on = _course_end(person, year, code, start)
    elif code in _TRAINING and code != "530":
        spell.predicted_end_on = add_months(verified, 6)
    if code in NEET:
        before = person.spells[-1] if person.spells else None
        spell.neet_start_on = before.neet_start_on if before and before.neet_start_on else start
    _place(spell, rng, person, school)
    spell.source = rng.choice(_SOURCES) if code not in NOT_KNOWN else "Tracking exercise"
    _lapse(spell)
    return spell


def _course_end(person: Person, year: Year, code: str, start: date) -> date:
    years = 3 if code == "240" else 2 if code in ("210", "220", "230") and person.age == 16 else 1
    last = max(year.end_on, date(start.year + years, 8, 31))
    return year.end_on if code == "260" else last


def _lapse(spell: Spell) -> None:
    first = spell.verified_on.year - (spell.verified_on.month < 9)
    spell.lapses_on = lapses_on(
        spell.code,
        verified_on=spell.verified_on,
        review_on=spell.review_on,
        predicted_end_on=spell.predicted_end_on,
        table=load_lapse_table(first),
    )


def _place(spell: Spell, rng: Random, person: Person, school: School) -> None:
    """Where the activity happens, by name; a real school only for school."""
    words = places()
    code = spell.code
    if code == "120":
        spell.place_number, spell.place_name = f"{person.authority}9999", "Home educated"
    elif code in _AT_SCHOOL:
        spell.place_number, spell.place_name = school.number, school.name
    elif code in ("220", "230", "250", "270"):
        spell.place_name = rng.choice(words["colleges"][person.authority])
    elif code == "240":
        spell.place_name = rng.choice(words["universities"])
    elif code == "280":
        spell.place_name = rng.choice(words["special_colleges"])
    elif code in _TRAINING:
        spell.place_name = rng.choice(words["providers"])
    elif code[0] == "3" or code == "550":
        spell.place_name = rng.choice(words["employers"])


def traits(person: Person, rng: Random, year: Year, code: str, vulnerable: bool) -> None:
    """Characteristics with dates and sources; those that an activity implies come with it."""
    kinds = []
    if vulnerable:
        kinds.append(str(rates.VULNERABLE.pick(rng)))
        if rng.random() < 0.25:
            kinds.append(str(rates.VULNERABLE.pick(rng)))
    elif rng.random() < 0.003 and person.sex == "F" and person.age >= 16:
        kinds.append(rng.choice(("120", "180")))
    if code in rates.EXPECTED_TRAIT:
        kinds.append(rates.EXPECTED_TRAIT[code])
    for kind in dict.fromkeys(kinds):
        if kind == "160" and person.age < 16:
            kind = "110"
        since = between(rng, year.today - timedelta(days=900), year.today - timedelta(days=15))
        if all(kind != trait.code for trait in person.traits):
            person.traits.append(Trait(kind, since, None, rates.SOURCES[kind]))
    if rng.random() < 0.006:
        ended = between(rng, year.today - timedelta(days=700), year.today - timedelta(days=100))
        person.traits.append(Trait("200", ended - timedelta(days=200), ended, "School"))


def promises(person: Person, rng: Random, year: Year) -> None:
    """September Guarantee and intended destination, for those of the years that have them."""
    if person.age in (16, 17) or (person.age == 15 and year.today.month in (4, 5, 6, 7, 8)):
        person.guarantee.append((11, str(rates.GUARANTEE_11.pick(rng))))
    if person.age == 17 or (person.age == 16 and year.today.month in (4, 5, 6, 7, 8)):
        person.guarantee.append((12, str(rates.GUARANTEE_12.pick(rng))))
    if person.age in (15, 16, 17) and rng.random() < (0.5 if person.age == 15 else 0.93):
        person.destination = str(rates.DESTINATIONS.pick(rng))
