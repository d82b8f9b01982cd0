"""A call session: one at a time, never two workers with the same person, recorded once, taken back."""

from datetime import date, timedelta

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.practice.casework.models import Contact, FollowUp
from connexions.practice.tracing.actions import calls, leavings
from connexions.practice.tracing.actions.calls import Rang, Told
from connexions.practice.tracing.models import CallSession, Leaving, Turn
from connexions.practice.tracing.queries.queues import Filters
from connexions.practice.tracking.models import Activity, ActivityKind
from connexions.registers.partners.models import Partnership
from connexions.registers.people.models import ContactPoint, YoungPerson
from tests.factories import make_actor
from tests.factories.casework import TODAY
from tests.factories.tracing import NOW, make_carer, make_lost, make_officer, make_try

pytestmark = pytest.mark.django_db


class Scene:
    def __init__(self) -> None:
        self.by = make_officer()
        self.here = Partnership.objects.get(pk=self.by.partnership)
        self.keira, self.mason = make_lost(self.by, number="+447700900001"), make_lost(self.by)
        make_try(self.mason, self.by)

    def begin(self, by: Actor | None = None) -> CallSession:
        return calls.begin(queue="not-known", filters=Filters(), at=NOW, by=by or self.by)

    def next(self, session: CallSession, by: Actor | None = None) -> Turn | None:
        return calls.take_next(session=session, on=TODAY, at=NOW, by=by or self.by)

    def settle(self, turn: Turn, key: str, **said: object) -> Turn:
        point = ContactPoint.objects.filter(young_person=turn.young_person_id).first()
        rang = said.pop("rang", Rang(point=point.pk if point else None))
        return calls.settle(turn=turn, key=key, rang=rang, on=TODAY, at=NOW, by=self.by, **said)  # type: ignore[arg-type]


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_one_after_another_and_each_recorded_once(scene: Scene) -> None:
    with tenancy.acting(scene.by):
        session = scene.begin()
        turn = scene.next(session)
        assert turn is not None
        assert turn.young_person == scene.keira  # never tried yet
        assert scene.next(session) == turn  # still whose turn it is
        scene.settle(turn, "no_answer", words="Rang out")
        with pytest.raises(NotPossible, match="settled already"):
            scene.settle(turn, "no_answer")
        after = scene.next(session)
        assert after is not None
        assert after.young_person == scene.mason
        scene.settle(after, "skip")
        assert scene.next(session) is None
        contact = Contact.objects.get(young_person=scene.keira)
        assert (contact.outcome, contact.note, contact.contact_point is not None) == (
            "no_answer",
            "Rang out",
            True,
        )
        assert (
            Contact.objects.filter(young_person=scene.mason).count() == 1
        )  # left for later: nothing recorded


def test_it_is_taken_up_again_where_it_was_left(scene: Scene) -> None:
    with tenancy.acting(scene.by):
        session = scene.begin()
        first = scene.next(session)
        assert first is not None
        calls.leave(session=session, at=NOW, by=scene.by)
        assert scene.begin() == session
        again = scene.next(session)
        assert again is not None
        assert again.young_person == first.young_person
        other = calls.begin(queue="new", filters=Filters(), at=NOW, by=scene.by)
        assert other != session
        session.refresh_from_db()
        assert session.ended_at is not None


def test_a_colleague_gets_somebody_else_until_the_time_runs_out(scene: Scene) -> None:
    colleague = make_officer(scene.here)
    with tenancy.acting(scene.by):
        mine = scene.next(scene.begin())
        assert mine is not None
    with tenancy.acting(colleague):
        session = scene.begin(colleague)
        theirs = scene.next(session, colleague)
        assert theirs is not None
        assert theirs.young_person == scene.mason
        with pytest.raises(NotPossible, match="A colleague is trying"):
            calls.call_one(session=session, young_person=scene.keira, at=NOW, by=colleague)
        late = NOW + timedelta(minutes=16)
        taken = calls.call_one(session=session, young_person=scene.keira, at=late, by=colleague)
        assert taken.young_person == scene.keira
    with tenancy.acting(scene.by), pytest.raises(NotPossible, match="your time with them ran out"):
        scene.settle(mine, "no_answer")


def test_what_they_told_is_saved_with_the_contact(scene: Scene) -> None:
    kind = ActivityKind.objects.get(pk="330")
    told = Told(
        kind=kind, start_on=date(2026, 10, 1), source="Keira, on the phone", source_key="young_person"
    )
    with tenancy.acting(scene.by):
        turn = scene.next(scene.begin())
        assert turn is not None
        scene.settle(turn, "told", told=told)
        now = Activity.objects.get(young_person=scene.keira, end_on=None)
        assert (now.kind_id, now.verified_on, now.source_key) == ("330", TODAY, "young_person")
        assert Contact.objects.get(young_person=scene.keira).outcome == "spoke"
        with pytest.raises(NotPossible, match="put that right on the record"):
            calls.undo(session=turn.session, at=NOW, by=scene.by)


def test_a_status_that_cannot_be_leaves_no_contact(scene: Scene) -> None:
    told = Told(kind=ActivityKind.objects.get(pk="330"), start_on=TODAY + timedelta(days=1))
    with tenancy.acting(scene.by):
        turn = scene.next(scene.begin())
        assert turn is not None
        with pytest.raises(NotPossible, match="begins after today"):
            scene.settle(turn, "told", told=told)
        assert not Contact.objects.filter(young_person=scene.keira).exists()


def test_a_wrong_number_is_not_rung_again_and_undoing_brings_it_back(scene: Scene) -> None:
    with tenancy.acting(scene.by):
        session = scene.begin()
        turn = scene.next(session)
        assert turn is not None
        scene.settle(turn, "wrong_number")
        point = ContactPoint.objects.get(young_person=scene.keira)
        assert point.failed_on == TODAY
        again = calls.undo(session=session, at=NOW, by=scene.by)
        point.refresh_from_db()
        assert (again.young_person, point.failed_on) == (scene.keira, None)
        assert not Contact.objects.filter(young_person=scene.keira).exists()
        assert scene.next(session) == again


def test_a_carer_who_answers_is_somebody_else_reached(scene: Scene) -> None:
    carer = make_carer(scene.keira)
    with tenancy.acting(scene.by):
        turn = scene.next(scene.begin())
        assert turn is not None
        scene.settle(turn, "told", rang=Rang(carer=carer.pk), told=Told(
            kind=ActivityKind.objects.get(pk="330"), start_on=date(2026, 10, 1)))  # fmt: skip
        contact = Contact.objects.get(young_person=scene.keira)
        assert (contact.outcome, contact.reached) == ("reached_someone_else", "Alison Dunmore, mother")


def test_a_follow_up_goes_to_their_adviser_or_to_nobody(scene: Scene) -> None:
    adviser = make_actor(partnership=scene.here)
    with tenancy.acting(scene.by):
        YoungPerson.objects.filter(pk=scene.keira.pk).update(adviser_id=adviser.id)
        session = scene.begin()
        for _ in range(2):
            turn = scene.next(session)
            assert turn is not None
            scene.settle(turn, "moved")
        assert list(FollowUp.objects.values_list("young_person", "owner")) == [(scene.keira.pk, adviser.id)]


def test_who_reported_that_they_left_hears_of_it(scene: Scene) -> None:
    with tenancy.acting(scene.by):
        told = {
            "place": "Tyne College",
            "reported_by": "Ms Hope",
            "reply_to": "",
            "their_reference": "T12",
            "reported_on": TODAY,
            "left_on": date(2026, 10, 20),
            "reason": "",
        }
        leavings.report(young_person=scene.keira, told=told, on=TODAY, by=scene.by)
        turn = scene.next(scene.begin())
        assert turn is not None
        scene.settle(turn, "no_help")
        ended = Leaving.objects.get()
        assert (ended.ending, ended.ended_on, ended.told_back_at) == ("no_help", TODAY, None)


def test_calling_back_needs_a_day(scene: Scene) -> None:
    with tenancy.acting(scene.by):
        session = scene.begin()
        turn = scene.next(session)
        assert turn is not None
        with pytest.raises(NotPossible, match="on which day"):
            scene.settle(turn, "call_back")
        scene.settle(turn, "call_back", again_on=TODAY + timedelta(days=6))
        assert Contact.objects.get(young_person=scene.keira).try_again_on == TODAY + timedelta(days=6)


def test_who_may_not(scene: Scene) -> None:
    for role in (Role.DATA_OFFICER, Role.INSPECTOR):
        other = make_actor(partnership=scene.here, role=role)
        with tenancy.acting(other), pytest.raises(NotAllowed):
            scene.begin(other)
    with tenancy.acting(scene.by):
        session = scene.begin()
        with pytest.raises(NotPossible, match="no such queue"):
            calls.begin(queue="lost", filters=Filters(), at=NOW, by=scene.by)
        with pytest.raises(NotPossible, match="nothing to take back"):
            calls.undo(session=session, at=NOW, by=scene.by)
    colleague = make_officer(scene.here)
    with tenancy.acting(colleague), pytest.raises(Missing):
        scene.next(session, colleague)
