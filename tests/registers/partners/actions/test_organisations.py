"""Organisations: closed only where nothing goes on, and brought together only where that is safe."""

from datetime import date

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.registers.partners.actions import agreements
from connexions.registers.partners.actions import organisations as act
from connexions.registers.partners.models import AgreementEdition, Organisation
from tests.factories import make_actor, make_partnership
from tests.factories.partners import ON, make_edition, make_organisation, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation(make_partnership())


@pytest.fixture
def other(organisation: Organisation) -> Organisation:
    return make_organisation(organisation.partnership, "Wearbank")


@pytest.fixture
def manager(organisation: Organisation) -> Actor:
    return make_actor(partnership=organisation.partnership, role=Role.PARTNERSHIP_MANAGER)


def test_it_is_not_closed_while_an_agreement_goes_on(organisation: Organisation, manager: Actor) -> None:
    made = make_edition(organisation)
    with tenancy.acting(manager):
        with pytest.raises(NotPossible, match="End the agreement first"):
            act.close(organisation=organisation, why="They moved.", on=ON, by=manager)
        organisation.refresh_from_db()
        assert organisation.closed_on is None
        agreements.end(agreement=made.agreement, until_on=ON, why="They moved.", on=ON, by=manager)
        closed = act.close(organisation=organisation, why="They moved.", on=ON, by=manager)
        assert (closed.closed_on, closed.closed_why) == (ON, "They moved.")
        with pytest.raises(NotPossible, match="closed already"):
            act.close(organisation=organisation, why="Again.", on=ON, by=manager)


def test_it_is_opened_again_unless_it_was_entered_twice(
    organisation: Organisation, other: Organisation, manager: Actor
) -> None:
    with tenancy.acting(manager):
        with pytest.raises(NotPossible, match="is not closed"):
            act.reopen(organisation=organisation, by=manager)
        act.close(organisation=organisation, why="They moved.", on=ON, by=manager)
        assert act.reopen(organisation=organisation, by=manager).closed_on is None
        act.merge(twice=organisation, into=other, on=ON, by=manager)
        with pytest.raises(NotPossible, match="entered twice"):
            act.reopen(organisation=organisation, by=manager)


def test_what_names_it_goes_to_the_entry_that_is_kept(
    organisation: Organisation, other: Organisation, manager: Actor
) -> None:
    made = make_edition(organisation)
    _, worker = make_worker(organisation)
    with tenancy.acting(manager):
        assert act.merge(twice=organisation, into=other, on=ON, by=manager) == other
        organisation.refresh_from_db()
        assert (organisation.merged_into, organisation.closed_on) == (other, ON)
        assert AgreementEdition.objects.get(pk=made.pk).organisation_id == other.pk
    assert worker.organisation == organisation.pk  # who they were for is said anew at their next request
    assert other.memberships.count() == 1


def test_an_entry_is_not_brought_together_with_itself(organisation: Organisation, manager: Actor) -> None:
    with tenancy.acting(manager), pytest.raises(NotPossible, match="same entry"):
        act.merge(twice=organisation, into=organisation, on=ON, by=manager)


def test_a_closed_entry_is_not_kept(organisation: Organisation, other: Organisation, manager: Actor) -> None:
    with tenancy.acting(manager):
        act.close(organisation=other, why="They moved.", on=ON, by=manager)
        with pytest.raises(NotPossible, match="is closed"):
            act.merge(twice=organisation, into=other, on=ON, by=manager)


def test_an_entry_is_brought_together_once(
    organisation: Organisation, other: Organisation, manager: Actor
) -> None:
    third = make_organisation(organisation.partnership, "Wearside")
    with tenancy.acting(manager):
        act.merge(twice=organisation, into=other, on=ON, by=manager)
        with pytest.raises(NotPossible):
            act.merge(twice=organisation, into=third, on=ON, by=manager)


def test_two_agreements_that_go_on_are_not_brought_together(
    organisation: Organisation, other: Organisation, manager: Actor
) -> None:
    for one in (organisation, other):
        make_edition(one)
    with tenancy.acting(manager), pytest.raises(NotPossible, match="end one of the two first"):
        act.merge(twice=organisation, into=other, on=ON, by=manager)


def test_nor_are_two_that_have_their_last_day_and_still_hold(
    organisation: Organisation, other: Organisation, manager: Actor
) -> None:
    last = date(2026, 12, 1)
    with tenancy.acting(manager):
        for one in (organisation, other):
            ended = make_edition(one).agreement
            agreements.end(agreement=ended, until_on=last, why="They moved.", on=ON, by=manager)
        with pytest.raises(NotPossible, match="end one of the two first"):
            act.merge(twice=organisation, into=other, on=ON, by=manager)
        assert act.merge(twice=organisation, into=other, on=last, by=manager) == other


def test_only_who_changes_organisations_does_so(organisation: Organisation, other: Organisation) -> None:
    adviser = make_actor(partnership=organisation.partnership)
    with tenancy.acting(adviser):
        with pytest.raises(NotAllowed):
            act.merge(twice=organisation, into=other, on=ON, by=adviser)
        with pytest.raises(NotAllowed):
            act.close(organisation=organisation, why="They moved.", on=ON, by=adviser)


def test_another_partnerships_entry_is_not_there(organisation: Organisation, manager: Actor) -> None:
    elsewhere = make_organisation(make_partnership(), "Orwell Youth Housing")
    with tenancy.acting(manager), pytest.raises(Missing):
        act.merge(twice=organisation, into=elsewhere, on=ON, by=manager)
