"""What an invented young person is made of, before anything knows of a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(slots=True)
class Home:
    line_1: str
    town: str
    postcode: str
    from_on: date
    until_on: date | None = None
    with_whom: str = ""
    no_fixed_address: bool = False


@dataclass(slots=True)
class Reach:
    """A phone number or e-mail address."""

    kind: str
    value: str
    preferred: bool = False
    note: str = ""
    opted_out_on: date | None = None
    failed_on: date | None = None


@dataclass(slots=True)
class Guardian:
    name: str
    relationship: str
    phone: str
    may_contact: bool
    responsible: bool = True
    note: str = ""


@dataclass(slots=True)
class Number:
    scheme: str
    value: str


@dataclass(slots=True)
class OtherName:
    kind: str
    given: str
    family: str
    until_on: date | None = None


@dataclass(slots=True)
class Trait:
    """A characteristic: its official code, since when, and who said so."""

    code: str
    from_on: date
    until_on: date | None
    source: str


@dataclass(slots=True)
class Spell:
    """One activity for a while; the current one has no end."""

    code: str
    start_on: date
    end_on: date | None
    ascertained_on: date
    verified_on: date
    place_number: str = ""
    place_name: str = ""
    review_on: date | None = None
    lapses_on: date | None = None
    predicted_end_on: date | None = None
    neet_start_on: date | None = None
    source: str = ""


@dataclass(slots=True)
class Marks:
    """One assessment: eighteen pairs of (adviser's level, young person's level); none is not explored."""

    started_on: date
    finished_at: datetime | None
    summary: str
    levels: list[tuple[int | None, int | None]]
    words: dict[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Stride:
    """One step of a goal."""

    words: str
    owner: str
    owner_name: str
    due_on: date
    status: str
    status_on: date
    reason: str = ""


@dataclass(slots=True)
class Aim:
    words: str
    factors: list[int]
    steps: list[Stride]


@dataclass(slots=True)
class Agreed:
    """A plan, and which assessment (from 0) it came from."""

    status: str
    edition: int
    assessment: int | None
    started_on: date
    agreed_on: date | None
    how: str
    goals: list[Aim]
    closed_on: date | None = None
    closing: str = ""


@dataclass(slots=True)
class Touch:
    """One contact, or a try at one."""

    at: datetime
    channel: str
    outcome: str
    note: str
    try_again_on: date | None = None


@dataclass(slots=True)
class Look:
    """A review, due or held."""

    due_on: date
    held_on: date | None = None
    assessment: int | None = None
    decision: str = ""
    summary: str = ""


@dataclass(slots=True)
class Person:
    """One invented young person, whole."""

    number: int
    partnership: str
    authority: str
    team: str
    household: int
    given: str
    family: str
    sex: str
    born_on: date
    age: int  # academic age
    key: str = ""
    middle: str = ""
    preferred: str = ""
    pronouns: str = ""
    gender: str = "U"
    ethnicity: str = "NOBT"
    language: str = "English"
    interpreter: bool = False
    communication: str = ""
    preference: str = ""
    educated_authority: str = ""
    year_11_authority: str = ""
    school: str = ""
    school_name: str = ""
    taught_in_year: int | None = None
    level: int = 3
    special: str = "none"
    adviser: str = ""
    allocated_on: date | None = None
    situation: str = ""
    twin: bool = False
    siblings: list[int] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    reaches: list[Reach] = field(default_factory=list)
    carers: list[Guardian] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    names: list[OtherName] = field(default_factory=list)
    traits: list[Trait] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    guarantee: list[tuple[int, str]] = field(default_factory=list)
    destination: str = ""
    earlier_adviser: str = ""
    assessments: list[Marks] = field(default_factory=list)
    plans: list[Agreed] = field(default_factory=list)
    contacts: list[Touch] = field(default_factory=list)
    reviews: list[Look] = field(default_factory=list)

    @property
    def known_as(self) -> str:
        return self.preferred or self.given
