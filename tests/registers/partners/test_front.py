"""What other rooms lean on: the edition in force, its days, and a dispute about something of theirs."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.registers.partners.actions import disputes as act
from connexions.registers.partners.models import DayOff
from connexions.registers.partners.queries import agreements, disputes
from tests.factories import make_actor, make_partnership
from tests.factories.partners import AT, ON, make_edition, make_organisation, make_worker

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "days", "holds"),
    [("signed", 0, True), ("replaced", 0, True), ("draft", 0, False), ("offered", 0, False),
     ("signed_by_one", 0, False), ("dropped", 0, False), ("signed", -1, False)],
)  # fmt: skip
def test_an_edition_is_in_force_once_both_signed_and_its_day_has_come(
    state: str, days: int, holds: bool
) -> None:
    here = make_partnership()
    organisation = make_organisation(here)
    made = make_edition(organisation, state=state)
    by = make_actor(partnership=here, role=Role.PERSONAL_ADVISER)
    on = date(2026, 1, 5) + timedelta(days=days)
    with tenancy.acting(by):
        found = agreements.in_force(organisation=organisation, on=on, by=by)
    assert (found == made) is holds
    assert made.holds(on) is holds


def test_it_ends_on_its_last_day() -> None:
    here = make_partnership()
    organisation = make_organisation(here)
    make_edition(organisation, state="ended", until_on=date(2026, 6, 1))
    by = make_actor(partnership=here, role=Role.PERSONAL_ADVISER)
    with tenancy.acting(by):
        assert agreements.in_force(organisation=organisation.pk, on=date(2026, 5, 31), by=by) is not None
        assert agreements.in_force(organisation=organisation.pk, on=date(2026, 6, 1), by=by) is None


def test_two_editions_never_hold_on_one_day() -> None:
    organisation = make_organisation(make_partnership())
    first = make_edition(organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_edition(organisation, number=2, agreement=first.agreement, from_on=date(2026, 6, 1))


def test_times_are_counted_in_working_days_of_england_and_of_the_partnership() -> None:
    here = make_partnership()
    made = make_edition(make_organisation(here))
    by = make_actor(partnership=here, role=Role.PERSONAL_ADVISER)
    with tenancy.acting(by):
        assert made.answer_by(ON) == date(2026, 11, 10)
        assert made.start_by(date(2026, 12, 18)) == date(2027, 1, 6)
        DayOff.objects.create(partnership=here, on=date(2026, 11, 9), name="Everybody trains")
        assert made.answer_by(ON) == date(2026, 11, 11)


def test_a_worker_reads_their_own_agreement_alone() -> None:
    here = make_partnership()
    ours, other = make_organisation(here), make_organisation(here, "Tyne Counselling")
    make_edition(ours)
    _, worker = make_worker(ours)
    with tenancy.acting(worker):
        assert agreements.in_force(organisation=ours, on=ON, by=worker) is not None
        with pytest.raises(Missing):
            agreements.in_force(organisation=other, on=ON, by=worker)


def test_a_dispute_begins_at_the_first_step_that_was_agreed() -> None:
    here = make_partnership()
    organisation = make_organisation(here)
    edition = make_edition(organisation)
    by = make_actor(partnership=here, role=Role.PERSONAL_ADVISER)
    thing = uuid4()
    with tenancy.acting(by):
        made = act.raise_dispute(
            about_kind="referral", about_id=thing, organisation=organisation, title="No answer to a referral",
            words="Please answer or say why not.", by=by, at=AT,
        )  # fmt: skip
        assert disputes.about("referral", thing, by=by) == [made]
        assert disputes.about("referral", uuid4(), by=by) == []
        steps = list(made.steps.all())
    assert made.edition == edition
    assert [one.ours for one in steps] == ["The adviser", "Team manager", "Partnership manager"]
    assert (steps[0].begun_on, steps[0].due_on) == (ON, date(2026, 11, 6))
    assert steps[1].begun_on is None


def test_without_an_agreement_the_standard_steps_are_followed() -> None:
    here = make_partnership()
    organisation = make_organisation(here)
    by = make_actor(partnership=here, role=Role.PERSONAL_ADVISER)
    with tenancy.acting(by):
        made = act.raise_dispute(
            about_kind="decision", about_id=None, organisation=organisation, title="Who pays", words="You do.",
            by=by, at=AT,
        )  # fmt: skip
        assert made.edition is None
        assert made.steps.count() == 3


def test_a_dispute_says_what_it_is_about() -> None:
    here = make_partnership()
    organisation = make_organisation(here)
    by = make_actor(partnership=here, role=Role.PERSONAL_ADVISER)
    with tenancy.acting(by), pytest.raises(NotPossible):
        act.raise_dispute(
            about_kind="decision",
            about_id=None,
            organisation=organisation,
            title=" ",
            words="x",
            by=by,
            at=AT,
        )


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.ADMINISTRATOR, Role.DATA_OFFICER])
def test_not_everybody_raises_disputes(role: Role) -> None:
    here = make_partnership()
    organisation = make_organisation(here)
    by = make_actor(partnership=here, role=role)
    with tenancy.acting(by), pytest.raises(NotAllowed):
        act.raise_dispute(
            about_kind="decision",
            about_id=None,
            organisation=organisation,
            title="x",
            words="x",
            by=by,
            at=AT,
        )
