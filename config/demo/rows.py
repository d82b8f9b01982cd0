"""People as rows: the text that COPY reads, table by table, made where nothing knows of a database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from config.demo.casework_rows import write_casework
from config.demo.people import Population, block
from config.demo.shapes import Person
from connexions.registers.people.names import words_of

LEVELS = {1: "intensive", 2: "supported", 3: "minimum"}
TRAITS = {
    "110": "looked_after", "120": "parent_caring", "130": "refugee", "140": "young_carer",
    "150": "substance_misuse", "160": "care_leaver", "170": "youth_justice", "180": "pregnancy",
    "190": "parent_not_caring", "200": "alternative_provision", "210": "mental_health",
}  # fmt: skip
TABLES: dict[str, str] = {
    "people_youngperson": (
        "id partnership_id version given_name middle_names family_name preferred_name pronouns date_of_birth"
        " gender ethnicity first_language needs_interpreter communication_needs contact_preference"
        " lead_authority educated_authority authority_at_year_11 school_id taught_in_year level_of_need"
        " special_needs cohort_status adviser_id team_id allocated_on created_at"
    ),
    "people_residence": (
        "id partnership_id young_person_id version line_1 line_2 line_3 town county postcode"
        " no_fixed_address with_whom from_on until_on source"
    ),
    "people_contactpoint": (
        "id partnership_id young_person_id version kind value whose preferred note opted_out_on failed_on"
        " source"
    ),
    "people_identifier": "id partnership_id young_person_id scheme value source",
    "people_name": ("id partnership_id young_person_id kind given_name family_name from_on until_on source"),
    "people_searchkey": "partnership_id young_person_id word",
    "people_characteristic": "id partnership_id young_person_id kind from_on until_on source",
    "people_carer": (
        "id partnership_id young_person_id version name relationship parental_responsibility may_contact"
        " phone email note source"
    ),
    "people_sibling": "id partnership_id young_person_id sibling_id relationship",
    "tracking_activity": (
        "id partnership_id young_person_id version kind_id start_on end_on ascertained_on verified_on"
        " review_on lapses_on predicted_end_on neet_start_on establishment_number establishment_name"
        " ukprn source evidence recorded_at"
    ),
    "tracking_guaranteestatus": "id partnership_id young_person_id year code authority on_baseline",
    "tracking_intendeddestination": "id partnership_id young_person_id code said_on source",
    "casework_allocation": ("id partnership_id young_person_id adviser_id team_id from_on until_on reason"),
    "casework_assessment": (
        "id partnership_id young_person_id version form_id started_on finished_at with_young_person"
        " summary made_by_id"
    ),
    "casework_rating": (
        "id partnership_id young_person_id version assessment_id factor adviser_level young_person_level"
        " difference strengths not_explored set_aside rated_by_id"
    ),
    "casework_evidence": (
        "id partnership_id young_person_id assessment_id factor source who said_on words contact_id"
        " added_by_id added_at"
    ),
    "casework_sitting": (
        "id partnership_id young_person_id assessment_id held_on with_young_person others factors"
        " recorded_by_id"
    ),
    "casework_plan": (
        "id partnership_id young_person_id version status edition assessment_id started_on agreed_on"
        " agreed_how agreed_by_id closed_on closing_summary"
    ),
    "casework_goal": (
        "id partnership_id young_person_id version plan_id position words factors clarified strengths"
    ),
    "casework_step": (
        "id partnership_id young_person_id version goal_id position words owner owner_name due_on status"
        " status_on reason remind_whom"
    ),
    "casework_edition": (
        "id partnership_id young_person_id plan_id number told agreed_on how agreed_by_id words"
    ),
    "casework_contact": (
        "id partnership_id young_person_id version at channel outcome note try_again_on recorded_by_id"
        " recorded_at"
    ),
    "casework_review": (
        "id partnership_id young_person_id version due_on set_by_id held_on held_by_id assessment_id"
        " decision summary rule because since_on set_on"
    ),
}  # in an order that foreign keys allow


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that rows refer to, as text: what a load looks up once."""

    partnerships: dict[str, int]
    teams: dict[str, int]
    workers: dict[str, str]
    schools: dict[str, str]
    form: int


@dataclass(slots=True)
class Bundle:
    """The rows of one block: the bytes to copy, and what is gathered for the end."""

    people: int
    data: dict[str, bytes]
    words: dict[int, set[str]]
    stories: dict[str, str] = field(default_factory=dict)  # key of a story → id


Put = Callable[..., str]


class Ids:
    """Time-sorted identifiers, the same for the same block of the same population."""

    def __init__(self, population: Population, index: int) -> None:
        midnight = datetime.combine(population.today - timedelta(days=1), time(), UTC)
        self._ms = int(midnight.timestamp() * 1000) + index * 60
        self._rng = Random(f"{population.seed}/{population.size}/ids/{index}")

    def __call__(self) -> str:
        """The next, as text: ``base.ids.id_at`` does the same, twenty times slower."""
        self._ms += self._rng.random() < 0.002
        r = self._rng.getrandbits(74)
        high, low = self._ms >> 16, self._ms & 0xFFFF
        return (
            f"{high:08x}-{low:04x}-7{r >> 62:03x}-{0x8000 | r >> 48 & 0x3FFF:04x}-{r & 0xFFFFFFFFFFFF:012x}"
        )


def bundle(population: Population, index: int, keys: Keys) -> Bundle:
    """Everybody of one block, as rows."""
    people = block(population, index)
    ids = Ids(population, index)
    of = {person.number: ids() for person in people}
    lines: dict[str, list[str]] = {table: [] for table in TABLES}
    words: dict[int, set[str]] = {}
    for person in people:
        _write(person, of, keys, ids, lines, words, population.today)
    data = {table: ("\n".join(rows) + "\n").encode() if (rows := lines[table]) else b"" for table in TABLES}
    stories = {person.key: of[person.number] for person in people if person.key}
    return Bundle(len(people), data, words, stories)


def text(values: tuple[Any, ...]) -> str:
    """One row. The words of the demo hold neither tabs nor backslashes (tests look): nothing is escaped."""
    return "\t".join(
        ["\\N" if value is None else value if type(value) is str else str(value) for value in values]
    )


def _write(
    person: Person,
    of: dict[int, str],
    keys: Keys,
    ids: Ids,
    lines: dict[str, list[str]],
    words: dict[int, set[str]],
    today: date,
) -> None:
    me, partnership = of[person.number], keys.partnerships[person.partnership]

    def put(table: str, *values: Any) -> str:
        key = ids()
        lines[table].append(text((key, partnership, me, *values)))
        return key

    _record(person, me, partnership, keys, lines, today)
    _about(person, of, put)
    _doing(person, put)
    found = words.setdefault(partnership, set())
    for word in _search_words(person):
        found.add(word)
        lines["people_searchkey"].append(f"{partnership}\t{me}\t{word}")
    if person.adviser:
        write_casework(person, keys, put)


def _record(
    person: Person, me: str, partnership: int, keys: Keys, lines: dict[str, list[str]], today: date
) -> None:
    at_school = person.spells[-1].code in ("110", "210")
    joined = max(person.spells[0].start_on, person.born_on.replace(year=person.born_on.year + 13, day=1))
    left = person.age >= 18 and person.special != "ehc_plan"
    row = (
        me, partnership, 1, person.given, person.middle, person.family, person.preferred, person.pronouns,
        person.born_on, person.gender, person.ethnicity, person.language, person.interpreter,
        person.communication, person.preference, person.authority, person.educated_authority,
        person.year_11_authority, keys.schools.get(person.spells[-1].place_number) if at_school else None,
        person.taught_in_year, LEVELS[person.level], person.special, "A" if left else "P",
        keys.workers[person.adviser] if person.adviser else None, keys.teams[person.team],
        person.allocated_on, min(joined, today),
    )  # fmt: skip
    lines["people_youngperson"].append(text(row))


def _about(person: Person, of: dict[int, str], put: Put) -> None:
    for home in person.homes:
        put(
            "people_residence", 1, home.line_1, "", "", home.town, "", home.postcode, home.no_fixed_address,
            home.with_whom if home.until_on is None else "", home.from_on, home.until_on, "Demo",
        )  # fmt: skip
    for reach in person.reaches:
        put(
            "people_contactpoint", 1, reach.kind, reach.value, "", reach.preferred, reach.note,
            reach.opted_out_on, reach.failed_on, "Demo",
        )  # fmt: skip
    for number in person.numbers:
        put("people_identifier", number.scheme, number.value, "Demo")
    for name in person.names:
        put("people_name", name.kind, name.given, name.family, None, name.until_on, "Demo")
    for trait in person.traits:
        put("people_characteristic", TRAITS[trait.code], trait.from_on, trait.until_on, trait.source)
    for carer in person.carers:
        put(
            "people_carer", 1, carer.name, carer.relationship, carer.responsible, carer.may_contact,
            carer.phone, "", carer.note, "Demo",
        )  # fmt: skip
    for other in person.siblings:
        put("people_sibling", of[other], "Twin" if person.twin else "Brother or sister")


def _doing(person: Person, put: Put) -> None:
    for spell in person.spells:
        put(
            "tracking_activity", 1, spell.code, spell.start_on, spell.end_on, spell.ascertained_on,
            spell.verified_on, spell.review_on, spell.lapses_on, spell.predicted_end_on, spell.neet_start_on,
            spell.place_number, spell.place_name, "", spell.source, "",
            spell.ascertained_on or spell.start_on,
        )  # fmt: skip
    for year, code in person.guarantee:
        put("tracking_guaranteestatus", year, code, person.year_11_authority or person.authority, True)
    if person.destination:
        put("tracking_intendeddestination", person.destination, None, "Demo")


def _search_words(person: Person) -> set[str]:
    found: set[str] = set()
    for name in (person.given, person.middle, person.family, person.preferred):
        if name:
            found |= _words_of(name)
    for other in person.names:
        found |= _words_of(other.given) | _words_of(other.family)
    return found


@lru_cache(maxsize=200_000)
def _words_of(name: str) -> set[str]:
    return words_of(name)
