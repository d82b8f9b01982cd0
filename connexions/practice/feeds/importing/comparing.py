"""What a record changes: the source's last word, its new word, and what is recorded here, field by field.

Only what changed in the source since its last delivery is taken. Where somebody changed the same here in the
meantime, what is here stays, and the difference is reported; a confirmation of the same activity is taken
when it is the later one.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from connexions.practice.feeds.importing.existing import Here
from connexions.practice.feeds.importing.mapping import SOURCE, Doing, Home, Said
from connexions.practice.feeds.importing.piles import DOING_COLUMNS, HOME_COLUMNS, PERSON_COLUMNS, Staging
from connexions.registers.people import restricted
from connexions.registers.people.names import keys_of

LABELS = {
    "given_name": "The given name",
    "middle_names": "The middle name",
    "family_name": "The family name",
    "date_of_birth": "The date of birth",
    "gender": "The gender",
    "ethnicity": "The ethnicity",
    "cohort_status": "The cohort status",
    "level_of_need": "The level of need",
    "special_needs": "Special educational needs",
    "lead_authority": "The lead authority",
    "educated_authority": "The authority of education",
    "authority_at_year_11": "The authority in Year 11",
    "school_id": "The school",
}
EMPTY: dict[str, Any] = {
    "gender": "U",
    "ethnicity": "NOBT",
    "cohort_status": "P",
    "level_of_need": "minimum",
    "special_needs": "none",
    "school_id": None,
    "date_of_birth": None,
}


@dataclass(slots=True)
class Comparison:
    """Lays out what one matched record changes; `differs` names what was changed on both sides."""

    young_person: UUID
    said: Said
    before: Said | None
    here: Here
    sent_on: date
    staging: Staging
    differs: list[str] = field(default_factory=list)

    def lay_out(self) -> None:
        """Put every change on its pile."""
        self._person()
        self._home()
        self._doing()
        self._characteristics()
        self._identifiers()
        self._guarantees()
        self._destination()

    def _person(self) -> None:
        last = self.before.person if self.before else {}
        here, final = self.here.person, {}
        for name, new in self.said.person.items():
            old = here[name]
            if _takes(new, last.get(name), old, empty=EMPTY.get(name, ""), first=self.before is None):
                final[name] = new
            elif new not in (old, last.get(name)):
                self.differs.append(LABELS[name])
        if final:
            whole = {name: here[name] for name in PERSON_COLUMNS} | final
            self.staging.changed_people.add((self.young_person, *whole.values()))
            if final.keys() & {"given_name", "middle_names", "family_name"}:
                self._renamed(whole)

    def _renamed(self, now: dict[str, Any]) -> None:
        here, others = self.here.person, list(self.here.other_names)
        if (now["given_name"], now["family_name"]) != (here["given_name"], here["family_name"]):
            others.append(f"{here['given_name']} {here['family_name']}")
            self.staging.former_names.add(
                (
                    self.staging.fresh(),
                    self.young_person,
                    here["given_name"],
                    here["family_name"],
                    self.sent_on,
                )
            )
        self.staging.renamed.add((self.young_person,))
        words = keys_of(
            now["given_name"], now["middle_names"], now["family_name"], here["preferred_name"], *others
        )
        for word in words:
            self.staging.words.add((self.young_person, word))

    def _home(self) -> None:
        new, last, row = self.said.home, self.before.home if self.before else None, self.here.home
        old = Home(**{name: row[name] for name in HOME_COLUMNS}) if row else None
        if new is None or new in (old, last):
            return
        if self.young_person in restricted.here():
            self.differs.append("The address of a restricted record, which no extract changes,")
            return
        if row is not None and old != last:
            self.differs.append("The address")
            return
        if row is not None:
            until = max(self.sent_on, row["from_on"] or self.sent_on)
            self.staging.ended_homes.add((row["id"], until))
        from_on = self.sent_on if row is not None else None
        self.staging.homes.add((self.staging.fresh(), self.young_person, *asdict(new).values(), from_on))

    def _doing(self) -> None:
        new, last, row = self.said.doing, self.before.doing if self.before else None, self.here.doing
        if new is None or new == last:
            return
        if row is None:
            self.staging.activities.add((self.staging.fresh(), self.young_person, *asdict(new).values()))
            return
        old = Doing(**{name: row[name] for name in DOING_COLUMNS})
        if new == old:
            return
        if (new.kind_id, new.start_on) == (old.kind_id, old.start_on):
            if old == last or _later(new.verified_on, old.verified_on):
                self.staging.changed_activities.add((row["id"], *asdict(new).values()))
        elif old != last:
            self.differs.append("The activity")
        elif new.start_on > old.start_on:
            self.staging.ended_activities.add((row["id"], new.start_on))
            self.staging.activities.add((self.staging.fresh(), self.young_person, *asdict(new).values()))
        else:
            self.staging.changed_activities.add((row["id"], *asdict(new).values()))

    def _characteristics(self) -> None:
        new, last = self.said.characteristics, self.before.characteristics if self.before else frozenset()
        here = self.here.characteristics
        for kind in sorted(new - last - here.keys()):
            from_on = self.sent_on if self.before else None
            self.staging.characteristics.add((self.staging.fresh(), self.young_person, kind, from_on))
        for kind in sorted((last - new) & here.keys()):
            row, source = here[kind]
            if source == SOURCE:
                self.staging.ended_characteristics.add((row, self.sent_on))
            else:
                self.differs.append(f"The characteristic {kind.replace('_', ' ')}")

    def _identifiers(self) -> None:
        last, here = self.before.identifiers if self.before else {}, self.here.identifiers
        for scheme, value in self.said.identifiers.items():
            known = here.get(scheme, {})
            if value in known or last.get(scheme) == value:
                continue
            if scheme == "former_ccis" and value in here.get("ccis", {}):
                continue  # becomes a former number just below, when its record takes the new one
            replaced = known.get(last.get(scheme, ""))
            if scheme == "ccis":
                for former, row in known.items():
                    self.staging.changed_identifiers.add((row, "former_ccis", former))
            elif scheme != "former_ccis" and known:
                if replaced is None:
                    self.differs.append(
                        "The unique pupil number" if scheme == "upn" else "The unique learner number"
                    )
                    continue
                if scheme == "uln":
                    self.staging.changed_identifiers.add((replaced, "uln", value))
                    continue
                self.staging.changed_identifiers.add((replaced, "former_upn", last["upn"]))
            self.staging.identifiers.add((self.staging.fresh(), self.young_person, scheme, value))

    def _guarantees(self) -> None:
        last = self.before.guarantees if self.before else {}
        for year, new in self.said.guarantees.items():
            old = self.here.guarantees.get(year)
            if _takes(new, last.get(year), old, empty=None, first=self.before is None):
                row = (self.staging.fresh(), self.young_person, year, *new, self.staging.told_on)
                self.staging.guarantees.add(row)
            elif new not in (old, last.get(year)):
                self.differs.append(f"The September Guarantee of Year {year}")

    def _destination(self) -> None:
        new, old = self.said.destination, self.here.destination
        last = self.before.destination if self.before else None
        if new is None:
            return
        if _takes(new, last, old, empty=None, first=self.before is None):
            self.staging.destinations.add((self.staging.fresh(), self.young_person, new))
        elif new not in (old, last):
            self.differs.append("The intended destination")


def lay_out_new(said: Said, young_person: str, staging: Staging) -> None:
    """Put somebody who was not here before on the piles."""
    person = {name: said.person.get(name, EMPTY.get(name, "")) for name in PERSON_COLUMNS}
    staging.people.add((young_person, *person.values()))
    for word in keys_of(person["given_name"], person["middle_names"], person["family_name"]):
        staging.words.add((young_person, word))
    if said.home is not None:
        home = (getattr(said.home, name) for name in HOME_COLUMNS)
        staging.homes.add((staging.fresh(), young_person, *home, None))
    for scheme, value in said.identifiers.items():
        staging.identifiers.add((staging.fresh(), young_person, scheme, value))
    for kind in said.characteristics:
        staging.characteristics.add((staging.fresh(), young_person, kind, None))
    if said.doing is not None:
        staging.activities.add(
            (staging.fresh(), young_person, *(getattr(said.doing, name) for name in DOING_COLUMNS))
        )
    for year, guarantee in said.guarantees.items():
        staging.guarantees.add((staging.fresh(), young_person, year, *guarantee, None))
    if said.destination is not None:
        staging.destinations.add((staging.fresh(), young_person, said.destination))


def _takes(new: Any, last: Any, here: Any, *, empty: Any, first: bool) -> bool:
    """Whether the source's new word is written over what is here."""
    if new in (here, last):
        return False
    return bool(here == last) or (here == empty and (first or last is None))


def _later(new: date | None, old: date | None) -> bool:
    return new is not None and (old is None or new > old)
