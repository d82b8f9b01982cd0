"""Handing everybody over: to whom, checked, all or none, told, and taken back."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as some

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.practice.casework import rules, signals
from connexions.practice.casework.actions import allocations, together
from connexions.practice.casework.models import Allocation, Together
from connexions.practice.casework.queries import handing, staff
from connexions.registers.accounts import leaving
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import Notice, YoungPerson
from tests.factories import make_actor, make_partnership, make_staff, make_young_person, sign_in
from tests.factories.casework import TODAY

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=ZoneInfo("Europe/London"))


class Scene:
    """Tom, who leaves; Priya and Ann, who could take his young people; Mo, who manages them."""

    def __init__(self) -> None:
        self.here = make_partnership()
        self.team = Team.objects.get(partnership=self.here)
        self.tom, self.priya, self.ann = (self.adviser(name) for name in ("Tom", "Priya", "Ann"))
        self.mo = make_actor(partnership=self.here, role=Role.TEAM_MANAGER, team=self.team, name="Mo")

    def adviser(self, name: str) -> Membership:
        return make_staff(partnership=self.here, team=self.team, name=name)[1]

    def toms(self, number: int = 3, **fields: object) -> list[YoungPerson]:
        about = {
            "adviser_id": self.tom.user_id,
            "team": self.team,
            "allocated_on": TODAY - timedelta(days=90),
        }
        return [make_young_person(partnership=self.here, **about | fields) for _ in range(number)]

    def hand_over(self, shares: dict[Membership, list[YoungPerson]], **told: object) -> Together:
        return allocations.hand_over(
            shares={to.pk: [one.pk for one in people] for to, people in shares.items()},
            to=list(shares),
            on=TODAY,
            at=NOON,
            by=self.mo,
            **{"of": self.tom.user_id, **told},  # type: ignore[arg-type]
        )


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_each_goes_to_whom_was_said_and_is_told(scene: Scene) -> None:
    one, two, three = scene.toms()
    heard: list[object] = []

    def listen(**told: object) -> None:
        heard.append((told["young_person"], told["before"], told["to"]))

    signals.handed_over.connect(listen)
    try:
        with tenancy.acting(scene.mo):
            done = scene.hand_over(
                {scene.priya: [one, two], scene.ann: [three]},
                notes={one.pk: "Likes to be rung after two."},
                reason="Tom leaves",
            )
    finally:
        signals.handed_over.disconnect(listen)
    with tenancy.acting(scene.mo):
        advisers = dict(YoungPerson.objects.values_list("pk", "adviser_id"))
        assert advisers == {
            one.pk: scene.priya.user_id,
            two.pk: scene.priya.user_id,
            three.pk: scene.ann.user_id,
        }
        assert done.said == "3 young people given to Priya and Ann"
        assert Allocation.objects.get(young_person=one).note == "Likes to be rung after two."
        told = Notice.objects.get(young_person=three)
        assert told.title == "Your adviser is Ann now"
        assert "Ann is your personal adviser now instead of Tom" in told.words
    assert {(young.pk, before, to) for young, before, to in heard} == {  # type: ignore[attr-defined,misc]
        (one.pk, scene.tom.user_id, scene.priya.user_id),
        (two.pk, scene.tom.user_id, scene.priya.user_id),
        (three.pk, scene.tom.user_id, scene.ann.user_id),
    }


def test_it_is_as_few_statements_for_many_as_for_some(scene: Scene) -> None:
    counts = []
    for number in (2, 12):
        people = scene.toms(number)
        with tenancy.acting(scene.mo), CaptureQueriesContext(connection) as asked:
            scene.hand_over({scene.priya: people})
        # What is written down, and what the rooms that listen ask, is once for each person.
        each = ("audit_auditentry", "casework_followup", "appointments_appointment")
        said = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
        written = [sql for sql in said if not any(table in sql for table in each)]
        counts.append(len(written))
    assert counts[0] == counts[1]


def test_what_is_refused_refuses_all(scene: Scene) -> None:
    one, two = scene.toms(2)
    far = Team.objects.create(partnership=scene.here, name="Far team")
    theirs = make_young_person(partnership=scene.here, team=far, adviser_id=scene.tom.user_id)
    with tenancy.acting(scene.mo):
        with pytest.raises(NotAllowed, match="with another team"):
            scene.hand_over({scene.priya: [one, theirs]})
        with pytest.raises(NotPossible, match="two advisers"):
            scene.hand_over({scene.priya: [one], scene.ann: [one]})
        with pytest.raises(NotPossible, match="Choose at least one"):
            scene.hand_over({scene.priya: []})
        allocations.allocate(young_person=two, to=scene.ann, on=TODAY, by=scene.mo)
        with pytest.raises(NotPossible, match="given to somebody else meanwhile"):
            scene.hand_over({scene.priya: [one, two]})
        Membership.objects.filter(pk=scene.priya.pk).update(until_on=TODAY + timedelta(days=30))
        scene.priya.refresh_from_db()
        with pytest.raises(NotPossible, match="no longer works here, or leaves"):
            scene.hand_over({scene.priya: [one]})
        assert YoungPerson.objects.get(pk=one.pk).adviser_id == scene.tom.user_id
        with pytest.raises(NotAllowed):
            allocations.hand_over(
                shares={scene.ann.pk: [one.pk]},
                to=[scene.ann],
                on=TODAY,
                at=NOON,
                by=make_actor(partnership=scene.here, team=scene.team),
            )


def test_once_everybody_is_handed_over_the_adviser_may_leave(scene: Scene) -> None:
    people = scene.toms(2)
    with tenancy.acting(scene.mo):
        with pytest.raises(NotPossible, match="2 young people: hand them over first"):
            leaving.check(scene.tom.user_id, by=scene.mo)
        scene.hand_over({scene.ann: people})
        leaving.check(scene.tom.user_id, by=scene.mo)


def test_it_is_taken_back_while_nothing_has_changed(scene: Scene) -> None:
    people = scene.toms(2)
    with tenancy.acting(scene.mo):
        allocations.allocate(young_person=people[0], to=scene.priya, on=TODAY, by=scene.mo)
        people[0].refresh_from_db()
        done = scene.hand_over({scene.ann: people}, of=None)
        together.undo(together=done, at=NOON + timedelta(hours=1), by=scene.mo)
        assert dict(YoungPerson.objects.values_list("pk", "adviser_id")) == {
            people[0].pk: scene.priya.user_id,
            people[1].pk: scene.tom.user_id,
        }
        current = Allocation.objects.get(young_person=people[0], until_on=None)
        assert current.adviser_id == scene.priya.user_id
        assert not Allocation.objects.filter(young_person=people[1]).exists()
        assert YoungPerson.objects.get(pk=people[1].pk).allocated_on == TODAY - timedelta(days=90)
        assert Notice.objects.filter(title="Your adviser is still Tom").count() == 1


def test_it_is_not_taken_back_once_somebody_else_helps(scene: Scene) -> None:
    people = scene.toms(2)
    with tenancy.acting(scene.mo):
        done = scene.hand_over({scene.ann: people})
        people[1].refresh_from_db()
        allocations.allocate(young_person=people[1], to=scene.priya, on=TODAY, by=scene.mo)
        with pytest.raises(NotPossible, match="given to somebody else since: nothing was taken back"):
            together.undo(together=done, at=NOON, by=scene.mo)
        assert YoungPerson.objects.get(pk=people[0].pk).adviser_id == scene.ann.user_id


def test_it_is_not_taken_back_to_somebody_who_has_gone(scene: Scene) -> None:
    people = scene.toms(1)
    with tenancy.acting(scene.mo):
        done = scene.hand_over({scene.ann: people})
        User.objects.filter(pk=scene.tom.user_id).update(is_active=False)
        with pytest.raises(NotPossible, match="Tom no longer works here"):
            together.undo(together=done, at=NOON, by=scene.mo)


class TestPlan:
    def test_those_shared_out_fill_posts_evenly_and_schools_stay_together(self, scene: Scene) -> None:
        scene.toms(6, level_of_need="intensive")
        with tenancy.acting(scene.mo):
            for _ in range(4):
                make_young_person(
                    partnership=scene.here,
                    adviser_id=scene.priya.user_id,
                    team=scene.team,
                    level_of_need="intensive",
                )
            people = handing.theirs(of=scene.tom.user_id, by=scene.mo)
            loads = staff.loads(by=scene.mo, of=[scene.priya.user_id, scene.ann.user_id])
            found = handing.groups(people, way=handing.EVERYBODY)
            plan = handing.plan(found, targets={"all": "share"}, among=[scene.priya, scene.ann], loads=loads)
        assert {to: len(some) for to, some in plan.shares.items()} == {scene.priya.pk: 1, scene.ann.pk: 5}
        assert plan.stay == []
        assert handing.after(loads[scene.ann.user_id], plan.shares[scene.ann.pk]).percent == 25

    def test_groups_go_where_they_are_sent_and_the_rest_stays(self, scene: Scene) -> None:
        scene.toms(2, level_of_need="intensive")
        scene.toms(3, level_of_need="minimum")
        with tenancy.acting(scene.mo):
            people = handing.theirs(of=scene.tom.user_id, by=scene.mo)
            loads = staff.loads(by=scene.mo, of=[scene.ann.user_id])
        found = handing.groups(people, way=handing.BY_LEVEL)
        assert [(one.key, len(one.people)) for one in found] == [("level-intensive", 2), ("level-minimum", 3)]
        plan = handing.plan(found, targets={"level-intensive": str(scene.ann.pk)}, among=[], loads=loads)
        assert (plan.number, len(plan.stay)) == (2, 3)
        with pytest.raises(NotPossible, match="Tick those among whom"):
            handing.plan(found, targets={"level-minimum": "share"}, among=[], loads=loads)

    def test_by_school_the_smallest_go_together(self, scene: Scene) -> None:
        scene.toms(2)
        with tenancy.acting(scene.mo):
            people = handing.theirs(of=scene.tom.user_id, by=scene.mo)
        assert [one.label for one in handing.groups(people, way=handing.BY_SCHOOL)] == ["No school"]

    def test_the_seal_is_that_of_the_plan(self, scene: Scene) -> None:
        scene.toms(2)
        with tenancy.acting(scene.mo):
            people = handing.theirs(of=scene.tom.user_id, by=scene.mo)
        one, two = handing.Plan({1: people}), handing.Plan({1: people[:1]})
        assert one.seal == handing.Plan({1: people}).seal != two.seal


LEVELS = ("intensive", "supported", "minimum")
WEIGHTS = {"intensive": 1 / 20, "supported": 1 / 250, "minimum": 1 / 800}


@given(
    counts=some.fixed_dictionaries({level: some.integers(0, 40) for level in LEVELS}),
    rooms=some.dictionaries(some.sampled_from("abcdef"), some.floats(-1, 1), min_size=1, max_size=6),
)
def test_sharing_out_loses_nobody_and_fills_the_emptiest_first(
    counts: dict[str, int], rooms: dict[str, float]
) -> None:
    shares = rules.share_out(counts, rooms=rooms, weights=WEIGHTS)
    for level in LEVELS:
        assert sum(one[level] for one in shares.values()) == counts[level]
    left = {whom: rooms[whom] - sum(WEIGHTS[lv] * n for lv, n in one.items()) for whom, one in shares.items()}
    given_any = [whom for whom, one in shares.items() if sum(one.values())]
    # Whoever was given somebody had, before the last of them, as much room as anybody has left.
    assert all(left[whom] + max(WEIGHTS.values()) >= max(left.values()) - 1e-9 for whom in given_any)


def test_nobody_to_share_among_gives_nothing() -> None:
    assert rules.share_out({"intensive": 3}, rooms={}, weights=WEIGHTS) == {}


def sealed(page: HttpResponse) -> str:
    """What stands for the plan that was shown."""
    found = re.search(r'name="seal" value="(\w+)"', page.content.decode())
    assert found
    return found.group(1)


class TestPages:
    def told(self, scene: Scene, **more: object) -> dict[str, object]:
        return {"way": "everybody", "to-all": "share", "among": [scene.priya.pk, scene.ann.pk], **more}

    def page(self, scene: Scene) -> tuple[Client, str]:
        client = sign_in(Client(), User.objects.get(pk=scene.mo.id))
        return client, f"/team/{scene.tom.user_id}/hand-over/"

    def test_choose_check_hand_over(self, scene: Scene) -> None:
        people = scene.toms(4)
        client, address = self.page(scene)
        assert "4 young people" in client.get(address).content.decode()
        check = client.post(address, self.told(scene))
        assert "Check before you hand over" in check.content.decode()
        note = {f"note-{people[0].pk}": "Ring after two"}
        answer = client.post(address, self.told(scene, seal=sealed(check), **note), follow=True)
        assert "4 young people given to" in answer.content.decode()
        with tenancy.acting(scene.mo):
            assert not YoungPerson.objects.filter(adviser=scene.tom.user_id).exists()
            assert Allocation.objects.get(young_person=people[0]).note == "Ring after two"
        assert "Nobody to hand over" in client.get(address).content.decode()

    def test_what_changed_since_the_check_is_shown_again_with_the_notes(self, scene: Scene) -> None:
        people = scene.toms(2)
        client, address = self.page(scene)
        seal = sealed(client.post(address, self.told(scene)))
        scene.toms(1)
        note = {f"note-{people[0].pk}": "Ring after two"}
        answer = client.post(address, self.told(scene, seal=seal, **note))
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "Something has changed since you looked" in page
        assert "Ring after two" in page
        with tenancy.acting(scene.mo):
            assert YoungPerson.objects.filter(adviser=scene.tom.user_id).count() == 3

    def test_nothing_chosen_is_a_sentence(self, scene: Scene) -> None:
        scene.toms(1)
        client, address = self.page(scene)
        for told, sentence in (
            ({"to-all": "stay"}, "Everybody would stay"),
            ({"to-all": "share"}, "Tick those among whom"),
        ):
            answer = client.post(address, {"way": "everybody", **told})
            assert answer.status_code == 409
            assert sentence in answer.content.decode()

    def test_somebody_of_another_partnership_is_not_there(self, scene: Scene) -> None:
        stranger, _ = make_staff(partnership=make_partnership())
        with tenancy.acting(scene.mo), pytest.raises(Missing):
            handing.holder(stranger.pk, by=scene.mo)

    def test_few_questions_whatever_the_number(self, scene: Scene) -> None:
        client, address = self.page(scene)
        scene.toms(2)
        counts = []
        for more in (0, 20):
            scene.toms(more)
            with CaptureQueriesContext(connection) as asked:
                client.post(address, self.told(scene))
            counts.append(len([one for one in asked if "SAVEPOINT" not in one["sql"]]))
        assert counts[0] == counts[1] <= 15


def manager_of(here: Partnership) -> Actor:
    return make_actor(partnership=here, role=Role.PARTNERSHIP_MANAGER)


def test_an_administrator_cannot_end_or_move_whoever_still_has_young_people(scene: Scene) -> None:
    from connexions.registers.accounts.actions import memberships
    from connexions.registers.accounts.actions import staff as accounts

    people = scene.toms(1)
    admin = make_actor(partnership=scene.here, role=Role.ADMINISTRATOR)
    far = Team.objects.create(partnership=scene.here, name="Far team")
    ways: list[dict[str, object]] = [
        {"until": TODAY},
        {"until": TODAY + timedelta(days=60)},
        {"team": far},
        {"team": None},
        {"role": Role.DATA_OFFICER},
    ]
    same = {"role": Role.PERSONAL_ADVISER, "team": scene.team, "until": None, "on": TODAY, "by": admin}
    for way in ways:
        with tenancy.acting(admin), pytest.raises(NotPossible, match="hand them over first"):
            memberships.change(membership=scene.tom, **{**same, **way})  # type: ignore[arg-type]
    with tenancy.acting(admin), pytest.raises(NotPossible, match="hand them over first"):
        accounts.close(membership=scene.tom, by=admin)
    with tenancy.acting(scene.mo):
        scene.hand_over({scene.ann: people})
    with tenancy.acting(admin):
        accounts.close(membership=scene.tom, by=admin)
    assert not User.objects.get(pk=scene.tom.user_id).is_active
