"""Makers of those to be found: somebody whose situation is not known, tried before, with a number."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.practice.casework.models import Contact
from connexions.practice.tracing.models import QueueRules
from connexions.practice.tracing.queries.queues import Asked, Filters
from connexions.practice.tracing.queries.rules import rules_of
from connexions.registers.partners.models import Partnership
from connexions.registers.people.models import Carer, YoungPerson
from tests.factories.casework import TODAY, make_activity
from tests.factories.places import make_partnership
from tests.factories.staff import make_actor
from tests.factories.young_people import make_contact_point, make_young_person

NOW = datetime(2026, 11, 3, 15, tzinfo=ZoneInfo("Europe/London"))


def make_officer(here: Partnership | None = None) -> Actor:
    """A tracking officer of a new partnership, or of the one given."""
    return make_actor(partnership=here or make_partnership(authorities=("391",)), role=Role.TRACKING_OFFICER)


def make_lost(by: Actor, *, kind: str = "810", number: str = "", **fields: Any) -> YoungPerson:
    """Somebody of seventeen whose situation is not known, or what *kind* says; with a mobile number."""
    here = Partnership.objects.get(pk=by.partnership)
    activity = {
        name: fields.pop(name) for name in list(fields) if name in ("start_on", "lapses_on", "review_on")
    }
    said = {"date_of_birth": date(2009, 3, 14), "lead_authority": "391", **fields}
    one = make_young_person(partnership=here, **said)
    if number:
        make_contact_point(one, number, preferred=True)
    with tenancy.acting(system("tests", partnership=here.pk)):
        make_activity(one, kind=kind, **{"start_on": date(2026, 9, 1), **activity})
    return one


def make_try(of: YoungPerson, by: Actor, *, days_ago: int = 3, at: datetime = NOW, **fields: Any) -> Contact:
    """A try at somebody: nobody answered the phone, unless said otherwise."""
    said = {"channel": "phone", "outcome": "no_answer", **fields}
    with tenancy.acting(system("tests", partnership=of.partnership_id)):
        return Contact.objects.create(
            partnership_id=of.partnership_id,
            young_person=of,
            at=at - timedelta(days=days_ago),
            recorded_by_id=by.id,
            recorded_at=at - timedelta(days=days_ago),
            **said,
        )


def make_carer(of: YoungPerson, **fields: Any) -> Carer:
    """Their mother, whom we may ring."""
    said = {
        "name": "Alison Dunmore",
        "relationship": "Mother",
        "phone": "+447700900417",
        "may_contact": True,
        **fields,
    }
    with tenancy.acting(system("tests", partnership=of.partnership_id)):
        return Carer.objects.create(partnership_id=of.partnership_id, young_person=of, **said)


def look(by: Actor, on: date = TODAY, **filters: str) -> Asked:
    """A look at the queues."""
    rules: QueueRules = rules_of(by=by)
    return Asked(by, on, rules, Filters(**filters))
