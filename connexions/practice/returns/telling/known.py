"""What is kept of one young person that the return has a place for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(slots=True)
class Home:
    """Where they lived at the end of the month."""

    line_1: str
    line_2: str
    line_3: str
    town: str
    county: str
    postcode: str
    no_fixed_address: bool


@dataclass(slots=True)
class Doing:
    """What they were known to do at the end of the month."""

    code: str
    start_on: date
    ascertained_on: date | None = None
    verified_on: date | None = None
    review_on: date | None = None
    lapses_on: date | None = None
    predicted_end_on: date | None = None
    neet_start_on: date | None = None
    establishment_number: str = ""
    establishment_name: str = ""
    ukprn: str = ""
    id: UUID | None = None


@dataclass(slots=True)
class Before:
    """What the last frozen month said of them."""

    status: str
    authority: str
    had_plan: bool


@dataclass(slots=True)
class Left:
    """Their departure, where one is recorded."""

    reason: str
    left_on: date
    from_authority: str
    to_authority: str


@dataclass(slots=True)
class Known:
    """Everything of one young person."""

    id: UUID
    number: str
    given_name: str
    middle_names: str
    family_name: str
    born_on: date
    gender: str
    ethnicity: str
    lead_authority: str
    educated_authority: str
    authority_at_year_11: str
    level_of_need: str
    special_needs: str
    cohort_status: str
    here_since: date
    left: Left | None = None
    home: Home | None = None
    doing: Doing | None = None
    numbers: dict[str, str] = field(default_factory=dict)
    characteristics: list[str] = field(default_factory=list)
    guarantees: dict[int, tuple[str, str, bool]] = field(default_factory=dict)
    destination: str = ""
    before: Before | None = None

    @property
    def has_plan(self) -> bool:
        return self.special_needs == "ehc_plan"

    @property
    def on_baseline(self) -> bool:
        return any(on_baseline for _, _, on_baseline in self.guarantees.values())
