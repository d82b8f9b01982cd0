"""An extract that holds somebody whose record is restricted here: matched, never opened, shown or written over."""

from datetime import timedelta

import pytest
from django.db import connection

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.practice.feeds.importing.addresses import NOT_SHOWN
from connexions.practice.feeds.models import Problem, SourceRecord
from connexions.registers.partners.models import Partnership
from connexions.registers.people.actions import residences, restrictions
from connexions.registers.people.models import Residence, YoungPerson
from tests.engines.ccis.samples import clean
from tests.factories import make_actor
from tests.practice.feeds.extracts import data_officer, person_of, take

pytestmark = pytest.mark.django_db

ONE = "4440000000001"
NEW = {"AddressLine1": "7 Found Street", "Town": "Foundtown", "Postcode": "NE1 7ZZ"}
BADLY_WRITTEN = NEW | {"Postcode": "NE17ZZ"}
WORDS = ("Test Row", "Safe House", "Found", "NE2 2SF", "NE1 7ZZ", "NE17ZZ")


def restricted_in_hiding(by: Actor) -> Actor:
    """The sample person was taken in, and their record restricted; then they moved. Who is named for it."""
    take(by, clean(1))
    jay = person_of(by, ONE)
    manager = make_actor(
        partnership=Partnership.objects.get(pk=by.partnership), role=Role.PARTNERSHIP_MANAGER
    )
    on = clock.today()
    with tenancy.acting(manager):
        restrictions.begin(
            young_person=jay, kind="fleeing", reason="They were found at their last address", named=[],
            review_on=on + timedelta(days=90), at=clock.now(), on=on, by=manager,
        )  # fmt: skip
        home = {"line_1": "3 Safe House", "town": "Safetown", "postcode": "NE2 2SF"}
        residences.move(young_person=jay, by=manager, from_on=on, on=on, home=home)
    return manager


def kept(by: Actor) -> str:
    """All that the import left behind, as it lies in the database."""
    with tenancy.acting(by), connection.cursor() as cursor:
        found = []
        for table in (
            "feeds_problem",
            "feeds_sourcerecord",
            "feeds_delivery",
            "people_residence",
            "audit_change",
        ):
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
            found += [row[0] for row in cursor.fetchall()]
    return " ".join(found)


@pytest.mark.parametrize("said", [NEW, BADLY_WRITTEN], ids=["written well", "written badly"])
def test_what_is_sealed_stays_and_nothing_of_it_is_shown(said: dict[str, str]) -> None:
    by = data_officer()
    named = restricted_in_hiding(by)
    before = kept(named)
    counts = take(by, clean(1, GivenName="Danielle", **said))
    assert (counts["created"], counts["updated"], counts["refused"]) == (0, 1, 0)  # no second record
    with tenancy.acting(named):
        assert YoungPerson.objects.get().given_name == "Danielle"
        now = Residence.objects.get(until_on=None)
        assert (now.line_1, now.postcode) == ("3 Safe House", "NE2 2SF")
        told = list(Problem.objects.values_list("message", flat=True))
        assert any("restricted record, which no extract changes" in one for one in told)
        assert (NOT_SHOWN in told) == (said is BADLY_WRITTEN)
        assert not set(SourceRecord.objects.get().fields["values"]) & set(NEW)
    lies = kept(named)
    assert [word for word in WORDS if word in lies and word not in before] == []
    assert [word for word in ("Safe House", "NE2 2SF", "Found", "7ZZ") if word in lies] == []


def test_the_same_again_and_a_record_that_is_refused_show_nothing_either() -> None:
    by = data_officer()
    named = restricted_in_hiding(by)
    badly = clean(1, **BADLY_WRITTEN)
    take(by, badly)
    assert take(by, badly)["unchanged"] == 1
    assert take(by, clean(1, LeadLEA="808", **BADLY_WRITTEN))["refused"] == 1
    assert [word for word in ("Found", "7ZZ") if word in kept(named)] == []


def test_what_was_wrong_with_their_address_before_is_forgotten_with_it() -> None:
    by = data_officer()
    take(by, clean(1, Postcode="NE14XD"))
    assert "NE14XD" in kept(by)
    jay = person_of(by, ONE)
    manager = make_actor(
        partnership=Partnership.objects.get(pk=by.partnership), role=Role.PARTNERSHIP_MANAGER
    )
    with tenancy.acting(manager):
        restrictions.begin(
            young_person=jay, kind="fleeing", reason="They were found at their last address", named=[],
            review_on=clock.today() + timedelta(days=90), at=clock.now(), on=clock.today(), by=manager,
        )  # fmt: skip
        assert Problem.objects.get(field="Postcode").message == NOT_SHOWN
