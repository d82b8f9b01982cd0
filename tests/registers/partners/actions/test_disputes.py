"""Disputes: step by step, by hand and as time passes; who reads what."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.ground.messaging.models import Message
from connexions.registers.partners import subjects
from connexions.registers.partners.actions import disputes as act
from connexions.registers.partners.models import Dispute, DisputeWord, Organisation
from connexions.registers.partners.queries import disputes
from tests.factories import make_actor, make_partnership
from tests.factories.partners import AT, make_edition, make_organisation, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    found = make_organisation(make_partnership())
    make_edition(found)
    return found


@pytest.fixture
def adviser(organisation: Organisation) -> Actor:
    return make_actor(partnership=organisation.partnership)


def raised(organisation: Organisation, by: Actor, *, at: datetime = AT, **said: object) -> Dispute:
    told: dict[str, object] = {"about_kind": "decision", "about_id": None, **said}
    return act.raise_dispute(
        organisation=organisation, title="A bed was refused", words="Think again.", by=by, at=at,
        **told,  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_worker_answers_and_the_adviser_settles(organisation: Organisation, adviser: Actor) -> None:
    _, worker = make_worker(organisation)
    with tenancy.acting(adviser):
        made = raised(organisation, adviser)
    with tenancy.acting(worker):
        answered = act.answer(dispute=made, words="There is a bed.", at=AT + timedelta(days=1), by=worker)
        assert answered.state == "answered"
    with tenancy.acting(adviser):
        done = act.settle(
            dispute=made, decided="A bed.", learnt="Ring first.", at=AT + timedelta(days=2), by=adviser
        )
        assert (done.state, done.current) == ("settled", None)
        assert list(disputes.lessons(by=adviser)) == [done]


def test_it_goes_a_step_up_by_hand_until_the_last(organisation: Organisation, adviser: Actor) -> None:
    with tenancy.acting(adviser):
        made = raised(organisation, adviser)
        for number in (2, 3):
            made = act.move_up(dispute=made, words="No answer.", at=AT, by=adviser)
            assert made.current is not None
            assert made.current.number == number
        with pytest.raises(NotPossible, match="last step"):
            act.move_up(dispute=made, words="No answer.", at=AT, by=adviser)


def test_time_chases_first_and_then_takes_it_up(organisation: Organisation, adviser: Actor) -> None:
    with tenancy.acting(adviser):
        made = raised(organisation, adviser)  # on a Tuesday, due on Friday the sixth
        made = act.move_up(dispute=made, words="No answer.", at=AT, by=adviser)  # due on the tenth
    by = system("Agreements and disputes", partnership=organisation.partnership_id)
    found = []
    with tenancy.acting(by):
        for days in range(12):
            at = AT + timedelta(days=days)
            told = act.chase(on=at.date(), at=at, by=by)
            if any(told):
                found.append((at.day, told))
    assert found[:2] == [(11, (1, 0)), (13, (0, 1))]
    with tenancy.acting(adviser):
        assert disputes.dispute(made.pk, by=adviser).current.number == 3  # type: ignore[union-attr]


def test_letters_go_to_whom_the_step_names_and_say_nothing(
    organisation: Organisation, adviser: Actor
) -> None:
    with tenancy.acting(adviser):
        act.move_up(dispute=raised(organisation, adviser), words="x", at=AT, by=adviser)
    assert Message.objects.filter(purpose="dispute").count() == 2


def test_what_is_not_shared_stays_with_us(organisation: Organisation, adviser: Actor) -> None:
    _, worker = make_worker(organisation)
    with tenancy.acting(adviser):
        made = raised(organisation, adviser, shared=False)
    other = make_actor(partnership=organisation.partnership)
    manager = make_actor(partnership=organisation.partnership, role=Role.TEAM_MANAGER)
    for by, read, kept_back in ((adviser, 1, 0), (manager, 1, 0), (other, 0, 1), (worker, 0, 0)):
        with tenancy.acting(by):
            found, hidden = disputes.words(disputes.dispute(made.pk, by=by), by=by)
            assert (len(found), hidden) == (read, kept_back), by.role
    with tenancy.acting(worker):
        assert not DisputeWord.objects.exists()


def test_where_a_room_keeps_the_thing_it_decides_who_reads(
    organisation: Organisation, adviser: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(_: UUID, by: Actor) -> subjects.Subject:
        if by.id != adviser.id:
            raise Missing("No.")
        return subjects.Subject("A referral", "/", organisation.pk)

    monkeypatch.setattr(subjects, "_kinds", {"referral": subjects.Kind("A referral", find)})
    manager = make_actor(partnership=organisation.partnership, role=Role.PARTNERSHIP_MANAGER)
    thing = uuid4()
    with tenancy.acting(adviser):
        made = raised(organisation, adviser, about_kind="referral", about_id=thing, shared=False)
    with tenancy.acting(manager):
        assert disputes.words(made, by=manager) == ([], 1)
        with pytest.raises(Missing):
            raised(organisation, manager, about_kind="referral", about_id=thing)


def test_a_worker_sees_their_own_organisations_alone(organisation: Organisation, adviser: Actor) -> None:
    _, stranger = make_worker(make_organisation(organisation.partnership, "Tyne Counselling"))
    with tenancy.acting(adviser):
        made = raised(organisation, adviser)
    with tenancy.acting(stranger):
        assert not Dispute.objects.exists()
        with pytest.raises(Missing):
            disputes.dispute(made.pk, by=stranger)
        with pytest.raises(Missing):
            act.answer(dispute=made, words="x", at=AT, by=stranger)


def test_the_other_side_does_not_say_that_it_is_settled(organisation: Organisation, adviser: Actor) -> None:
    _, worker = make_worker(organisation)
    with tenancy.acting(adviser):
        made = raised(organisation, adviser)
    with tenancy.acting(worker), pytest.raises(NotAllowed):
        act.settle(dispute=made, decided="Nothing.", learnt="", at=AT, by=worker)
    with tenancy.acting(worker), pytest.raises(NotAllowed):
        act.withdraw(dispute=made, words="Nothing.", at=AT, by=worker)


def test_nobody_answers_themselves(organisation: Organisation, adviser: Actor) -> None:
    with tenancy.acting(adviser), pytest.raises(NotPossible):
        act.answer(dispute=raised(organisation, adviser), words="x", at=AT, by=adviser)


def test_settled_means_that_something_was_decided(organisation: Organisation, adviser: Actor) -> None:
    with tenancy.acting(adviser), pytest.raises(NotPossible):
        act.settle(dispute=raised(organisation, adviser), decided=" ", learnt="", at=AT, by=adviser)
