"""A partnership with two authorities, and young people with what they did."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from connexions.engines.stats import Life, Spell
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.insight.performance.models import Leaving
from connexions.practice.tracking.models import Activity
from connexions.registers.partners.models import LocalAuthority, Partnership
from connexions.registers.people.models import YoungPerson
from tests.factories import make_partnership
from tests.factories.young_people import make_young_person

BORN = date(2009, 3, 14)  # of academic age 16 from September 2025
SEPTEMBER = date(2025, 9, 1)
ENGLAND = ZoneInfo("Europe/London")


class District:
    """The partnership, who acts in it, and what is written about its young people."""

    def __init__(self) -> None:
        self.partnership: Partnership = make_partnership()
        for code, name in (("391", "Newcastle upon Tyne"), ("392", "North Tyneside")):
            LocalAuthority.objects.update_or_create(
                code=code, defaults={"name": name, "partnership": self.partnership}
            )
        self.system = system("tests", partnership=self.partnership.pk)

    def acting(self, by: Actor | None = None) -> Any:
        return tenancy.acting(by or self.system)

    def actor(self, role: Role) -> Actor:
        return Actor(role, self.partnership.pk, "Reader")

    def young_person(self, *spells: Spell, on_record_from: date = SEPTEMBER, **fields: Any) -> YoungPerson:
        """Somebody with these activities, the last of them current if it has no end."""
        said = {"date_of_birth": BORN, "lead_authority": "391", **fields}
        said["created_at"] = datetime.combine(on_record_from, time(9), ENGLAND)
        made = make_young_person(partnership=self.partnership, **said)
        with self.acting():
            for spell in spells:
                self.does(made, spell)
        return made

    def does(self, young_person: YoungPerson, spell: Spell) -> Activity:
        return Activity.objects.create(
            partnership=self.partnership,
            young_person=young_person,
            kind_id=spell.code,
            start_on=spell.start_on,
            end_on=spell.end_on,
            lapses_on=spell.lapses_on,
        )

    def lives(self) -> Iterable[tuple[str, Life]]:
        """Everybody as the engine knows them, from the rows."""
        left = dict(Leaving.objects.values_list("young_person_id", "left_on"))
        for one in YoungPerson.objects.prefetch_related("activitys"):
            spells = [Spell(a.kind_id, a.start_on, a.end_on, a.lapses_on) for a in one.activitys.all()]
            recorded = one.created_at.astimezone(ENGLAND).date()
            yield one.lead_authority, Life(one.date_of_birth, spells, recorded, left.get(one.pk))
