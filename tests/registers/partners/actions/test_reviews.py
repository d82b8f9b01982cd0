"""Reviews that are due are chased: our contacts, every thirty days, until the review is held."""

from datetime import date, timedelta

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.base.refusals import NotAllowed
from connexions.ground.messaging.models import Message
from connexions.registers.partners.actions import agreements
from connexions.registers.partners.actions import reviews as act
from connexions.registers.partners.models import AgreementContact, AgreementEdition, Organisation
from tests.factories import make_actor, make_partnership
from tests.factories.partners import ON, make_edition, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation(make_partnership())


@pytest.fixture
def by(organisation: Organisation) -> Actor:
    return system("Agreements and disputes", partnership=organisation.partnership_id)


def due(organisation: Organisation, review_on: date, **said: object) -> AgreementEdition:
    """An edition with a contact on each side."""
    made = make_edition(organisation, review_on=review_on, **said)
    here = {"partnership": organisation.partnership, "edition": made}
    with tenancy.acting(system("tests", partnership=organisation.partnership_id)):
        for place, side in enumerate(("ours", "theirs"), start=1):
            AgreementContact.objects.create(
                **here, place=place, side=side, name=side.title(), email=f"{side}@here.example.org"
            )
    return made


@pytest.mark.parametrize(("days", "told"), [(-1, 1), (0, 1), (30, 1), (31, 0)])
def test_it_begins_a_month_before(organisation: Organisation, by: Actor, days: int, told: int) -> None:
    due(organisation, ON + timedelta(days=days))
    with tenancy.acting(by):
        assert act.chase(on=ON, by=by) == told
    assert Message.objects.filter(purpose="agreement review").count() == told  # ours alone is written to


def test_again_after_thirty_days_and_no_sooner(organisation: Organisation, by: Actor) -> None:
    due(organisation, ON)
    with tenancy.acting(by):
        days = [n for n in range(62) if act.chase(on=ON + timedelta(days=n), by=by)]
    assert days == [0, 30, 60]


def test_a_review_that_was_held_is_chased_no_more(organisation: Organisation, by: Actor) -> None:
    made = due(organisation, ON)
    manager = make_actor(partnership=organisation.partnership, role=Role.PARTNERSHIP_MANAGER)
    with tenancy.acting(by):
        assert act.chase(on=ON, by=by) == 1
    with tenancy.acting(manager):
        agreements.review(
            edition=made, words="It works.", next_on=ON + timedelta(days=365), on=ON, by=manager
        )
    with tenancy.acting(by):
        assert act.chase(on=ON + timedelta(days=60), by=by) == 0
        assert act.chase(on=ON + timedelta(days=340), by=by) == 1  # a new review, chased from the beginning


def test_what_is_not_in_force_is_not_chased(organisation: Organisation, by: Actor) -> None:
    due(organisation, ON, state="ended", until_on=ON)
    due(make_organisation(organisation.partnership, "Tyne Counselling"), ON, state="draft")
    due(make_organisation(make_partnership(), "Orwell Youth Housing"), ON)
    with tenancy.acting(by):
        assert act.chase(on=ON, by=by) == 0


def test_nobody_else_chases(organisation: Organisation) -> None:
    adviser = make_actor(partnership=organisation.partnership)
    with tenancy.acting(adviser), pytest.raises(NotAllowed):
        act.chase(on=ON, by=adviser)
