"""Who stands on the first advisers' caseloads: people written by hand, and others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from config.demo.contacts import moment
from config.demo.learning import in_order
from config.demo.rota import LEADS
from config.demo.shapes import OtherName, Person, Reach, Touch, Trait
from config.demo.words import staff, stories
from config.demo.years import Year

_WHERE = {"tyne-and-wear": ("391", "newcastle"), "suffolk": ("935", "ipswich")}


@dataclass(frozen=True, slots=True)
class Part:
    """One place on a first adviser's caseload."""

    partnership: str
    adviser: str
    level: int
    situation: str
    story: dict[str, Any] = field(default_factory=dict)

    @property
    def authority(self) -> str:
        return _WHERE[self.partnership][0]

    @property
    def team(self) -> str:
        return _WHERE[self.partnership][1]

    def finish(self, person: Person, rng: Random, year: Year) -> None:
        """What a hand-written story says about contacts, in place of what chance made of them."""
        if self.story.get("contacts"):
            person.contacts = [
                Touch(moment(year.today - timedelta(days=ago), rng), channel, outcome, note)
                for ago, channel, outcome, note in self.story["contacts"]
            ]
        if self.story.get("started"):
            person.spells[-1].start_on = year.today - timedelta(days=self.story["started"])
            in_order(person.spells, year.today)
        if self.situation == "failed" and person.contacts:
            person.contacts[-1].try_again_on = year.today


@cache
def parts(size: int) -> dict[int, Part]:
    """Number → part. In a small population the caseloads are cut, the hand-written people last."""
    found: dict[int, Part] = {}
    number = 1
    for partnership, share in (("tyne-and-wear", 4), ("suffolk", 8)):
        for part in _caseload(partnership)[: size // share]:
            found[number] = part
            number += 1
    return found


def _caseload(partnership: str) -> list[Part]:
    adviser, quota = LEADS[partnership]
    told = [s for s in stories() if s["partnership"] == partnership]
    found = [Part(partnership, adviser, s["level"], s["situation"], s) for s in told]
    for level, count in quota.items():
        left = count - sum(part.level == level for part in found)
        for i in range(left):
            quiet = "calm" if level < 3 else ("light", "light", "light", "ended", "calm")[i % 5]
            if level == 2 and i % 14 == 13:
                quiet = "ended"
            found.append(Part(partnership, adviser, level, quiet))
    return found


def play(person: Person, part: Part) -> None:
    """Make somebody the person of a story, where there is one."""
    story = part.story
    if not story:
        return
    person.key = story["key"]
    person.given, person.family = story["given"], story["family"]
    person.middle, person.preferred = story.get("middle", ""), story.get("preferred", "")
    person.pronouns = story.get("pronouns", "")
    person.gender = story.get("gender", person.sex)
    person.special = story.get("special", "none")
    person.communication = story.get("communication", "")
    person.language = story.get("language", "English")
    person.interpreter = False
    person.names = [OtherName("former", person.given, story["former"])] if story.get("former") else []
    for code in story.get("traits", []):
        person.traits.append(
            Trait(code, person.born_on.replace(year=person.born_on.year + 15, day=1), None, "School")
        )


def settle_reach(person: Person, part: Part | None) -> None:
    """Preferences and signing-in addresses that a story or the staff list names."""
    if part is None or not part.story:
        return
    person.preference = part.story.get("preference", person.preference)
    for entry in staff()["young_people"]:
        if entry["demo_key"] == person.key:
            phone = "+44" + entry["phone"][1:]
            person.reaches = [Reach("mobile", phone, preferred=True), Reach("email", entry["email"])]
