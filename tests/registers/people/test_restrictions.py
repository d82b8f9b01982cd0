"""Restricted records: who sees them, breaking the glass, and what is looked at afterwards."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as some

from connexions.ground.audit import actions as audit
from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.ground.messaging.models import Message
from connexions.practice.casework.queries.allocations import number_with
from connexions.practice.outreach.actions import copies, rounds
from connexions.practice.outreach.queries import sheets
from connexions.registers.people import restricted, restricting, sight
from connexions.registers.people.actions import (
    glass,
    notices,
    restrictions,
)
from connexions.registers.people.actions.by_hand import say_safe
from connexions.registers.people.actions.restrictions import Named
from connexions.registers.people.models import (
    GlassBroken,
    NamedAccess,
    Restriction,
    Sibling,
    YoungPerson,
)
from connexions.registers.people.queries import restricted as queries
from connexions.registers.people.queries.details import details
from connexions.registers.people.restricted import Standing
from connexions.registers.people.sight import REACH, Part, sight_of, visible
from tests.factories import (
    make_actor,
    make_partnership,
    make_young_person,
)
from tests.factories.restricted import WHY, Scene
from tests.registers.people.test_sight import by_hand, holds


def now() -> datetime:
    return clock.now()


def test_only_those_named_see_a_restricted_record(scene: Scene) -> None:
    assert scene.sees(scene.adviser)
    scene.restrict(scene.other)
    assert scene.sees(scene.manager)
    assert scene.sees(scene.other)
    assert not scene.sees(scene.adviser)
    assert not scene.sees(scene.head)
    assert scene.sees(system("Nightly", partnership=scene.here.pk))


@pytest.mark.parametrize("role", sorted(set(REACH) - {Role.SYSTEM, Role.YOUNG_PERSON}))
@pytest.mark.parametrize("how", ["not named", "named", "time is up", "glass", "glass long ago", "ended"])
def test_the_truth_table(role: Role, how: str, scene: Scene) -> None:
    """For every role: closed unless named now or under broken glass; then as open as their own people are."""
    by = make_actor(partnership=scene.here, role=role, team=scene.team)
    assert by.id is not None
    made = scene.restrict()
    about = {"partnership": scene.here, "young_person": scene.jay, "restriction": made}
    with tenancy.acting(system("tests", partnership=scene.here.pk)):
        if how in ("named", "time is up"):
            until = clock.today() - timedelta(days=how == "time is up")
            NamedAccess.objects.create(
                **about, user_id=by.id, why="", named_at=now(), named_by_id=by.id,
                until_on=until + timedelta(days=how == "named"),
            )  # fmt: skip
        if how.startswith("glass"):
            opened = now() - (timedelta(hours=4) if how == "glass long ago" else timedelta(hours=2))
            GlassBroken.objects.create(
                **about, opened_by_id=by.id, reason=WHY, opened_at=opened,
                closes_at=opened + restricting.OPEN_FOR,
            )  # fmt: skip
        if how == "ended":
            Restriction.objects.filter(pk=made.pk).update(ended_at=now())
    wanted = {
        "named": REACH[role].own,
        "glass": REACH[role].own,
        "ended": REACH[role].team,
    }.get(how, frozenset())
    with tenancy.acting(by):
        seen = sight_of(scene.jay, by=by)
        assert seen.parts == wanted
        assert seen.closed == (how in ("not named", "time is up", "glass long ago"))
        for part in Part:
            found = YoungPerson.objects.filter(visible(by, part), pk=scene.jay.pk).exists()
            assert found == by_hand(scene.jay, by, part) == (part in wanted), part


@given(
    role=some.sampled_from(
        sorted(set(Role) - {Role.PARTNER_WORKER})
    ),  # asks the leaves, which are in the database
    near=some.booleans(),
    standing=some.sampled_from(["nothing", "closed", "open", "glass", "another closed"]),
    part=some.sampled_from(list(Part)),
)
def test_restricting_never_widens_and_its_forms_agree(
    role: Role, near: bool, standing: str, part: Part
) -> None:
    me, one, another = uuid4(), uuid4(), uuid4()
    by = Actor(role=role, partnership=1, name="", id=me)
    person = YoungPerson(id=one, partnership_id=1, adviser_id=me if near else uuid4())
    told = {
        "nothing": Standing(),
        "closed": Standing(frozenset({one}), frozenset({one})),
        "open": Standing(frozenset({one})),
        "glass": Standing(frozenset({one}), frozenset(), frozenset({one})),
        "another closed": Standing(frozenset({another}), frozenset({another})),
    }

    def answer(how: str) -> bool:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(restricted, "of", lambda by: told[how])
            assert holds(visible(by, part), person) == sight_of(person, by=by).sees(part)
            return sight_of(person, by=by).sees(part)

    before, after = answer("nothing"), answer(standing)
    if standing == "closed":
        assert not after
    elif standing == "another closed":
        assert after == before
    elif role is not Role.YOUNG_PERSON:
        assert after == (part in REACH[role].own) or standing == "nothing"


def test_it_costs_no_question(scene: Scene) -> None:
    scene.restrict()
    with tenancy.acting(scene.adviser), CaptureQueriesContext(connection) as asked:
        assert not sight_of(scene.jay, by=scene.adviser).sees(Part.HEADLINE)
        assert len(sight.near(scene.adviser, Part.HEADLINE).closed) == 1
        assert not sight.may_be_written_to(scene.jay)
    assert len(asked) == 0
    with CaptureQueriesContext(connection) as asked, tenancy.acting(scene.adviser):
        pass
    assert (
        len([one for one in asked if "SAVEPOINT" not in one["sql"]]) == 3
    )  # nested: read, declare, give back


def test_find_offers_the_glass_and_says_no_more(scene: Scene) -> None:
    scene.restrict()
    with tenancy.acting(scene.adviser), pytest.raises(sight.Closed) as refused:
        sight.find(scene.jay.pk, by=scene.adviser)
    assert "Holloway" not in refused.value.sentence
    assert refused.value.instead == ("Open it with a reason", f"/young-people/{scene.jay.pk}/open/")
    inspector = make_actor(partnership=scene.here, role=Role.INSPECTOR)
    with tenancy.acting(inspector), pytest.raises(Missing):
        sight.find(scene.jay.pk, by=inspector)


class TestByHand:
    """Whoever is named writes to them, once they have said how they know that it is safe."""

    SAFE = "She rang and asked for a text here"

    def say(self, living: Scene, by: Actor, safe: str = SAFE) -> None:
        with tenancy.acting(by):
            say_safe(young_person=living.jay, channel="text", safe=safe, by=by)

    def test_who_is_named_says_it_and_it_is_kept(self, living: Scene) -> None:
        living.restrict(living.adviser)
        self.say(living, living.adviser)
        with tenancy.acting(living.manager):
            entry = AuditEntry.objects.get(event="people.restriction.written_to")
        assert (entry.why, entry.details["channel"]) == (self.SAFE, "text")
        assert (entry.actor, entry.young_person_id) == (living.adviser.id, living.jay.pk)

    @pytest.mark.parametrize("safe", ["", "yes", "it is safe", "... ,,, --- ... !!!"])
    def test_it_is_said_in_words(self, safe: str, living: Scene) -> None:
        living.restrict(living.adviser)
        with pytest.raises(NotPossible, match="how you know that it is safe"):
            self.say(living, living.adviser, safe)

    def test_nobody_else_may(self, living: Scene) -> None:
        living.restrict()
        for by in (living.other, system("Reminders", partnership=living.here.pk)):
            with pytest.raises(NotPossible, match="only somebody who is named"):
                self.say(living, by)
        with tenancy.acting(living.adviser):
            glass.break_it(young_person_id=living.jay.pk, reason=WHY, at=now(), by=living.adviser)
        with pytest.raises(NotPossible, match="only somebody who is named"):
            self.say(living, living.adviser)

    def test_of_anybody_else_nothing_is_asked(self, living: Scene) -> None:
        self.say(living, living.adviser, "")
        with tenancy.acting(living.manager):
            assert not AuditEntry.objects.filter(event="people.restriction.written_to").exists()


def test_nothing_is_sent_to_them_by_itself(living: Scene) -> None:
    living.restrict()
    with tenancy.acting(living.manager):
        told = notices.tell(
            young_person=living.jay, kind="plan", title="Your plan is ready", by=living.manager
        )
        assert told.message is None
        assert Message.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "told", "sentence"),
    [
        (Role.PERSONAL_ADVISER, {}, "Only a manager"),
        (Role.TEAM_MANAGER, {"review_on": date(2020, 1, 1)}, "within a year"),
        (Role.TEAM_MANAGER, {"review_on": date(2099, 1, 1)}, "within a year"),
    ],
)
def test_what_is_refused_of_setting_one(
    role: Role, told: dict[str, Any], sentence: str, scene: Scene
) -> None:
    scene.manager = make_actor(partnership=scene.here, role=role, team=scene.team)
    with pytest.raises((NotAllowed, NotPossible), match=sentence):
        scene.restrict(**told)


def test_a_record_is_restricted_once(scene: Scene) -> None:
    scene.restrict()
    with pytest.raises(NotPossible, match="already"):
        scene.restrict()


def test_naming_and_taking_off(scene: Scene) -> None:
    made, on = scene.restrict(), clock.today()
    with tenancy.acting(scene.head):
        assert scene.adviser.id is not None
        whom = Named(scene.adviser.id, "Their adviser", on + timedelta(days=2))
        access = restrictions.name(restriction=made, whom=whom, at=now(), on=on, by=scene.head)
        with pytest.raises(NotPossible, match="named already"):
            restrictions.name(restriction=made, whom=whom, at=now(), on=on, by=scene.head)
    assert scene.sees(scene.adviser)
    with tenancy.acting(scene.head):
        restrictions.take_off(access=access, at=now(), by=scene.head)
        last = NamedAccess.objects.get(ended_at=None)
        with pytest.raises(NotPossible, match="Somebody must see"):
            restrictions.take_off(access=last, at=now(), by=scene.head)
        elsewhere = make_actor(partnership=make_partnership())
        assert elsewhere.id is not None
        with pytest.raises(NotPossible, match="works here"):
            restrictions.name(restriction=made, whom=Named(elsewhere.id, ""), at=now(), on=on, by=scene.head)
        with pytest.raises(NotAllowed, match="Name yourself first"):
            restrictions.end(restriction=made, because="", at=now(), by=scene.head)
    assert not scene.sees(scene.adviser)
    stranger = make_actor(partnership=scene.here, role=Role.TEAM_MANAGER)
    with tenancy.acting(stranger), pytest.raises(NotAllowed, match="not named"):
        queries.one(made.pk, by=stranger)


class TestGlass:
    def test_it_opens_for_three_hours_and_is_marked(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scene.restrict()
        at = now()
        with tenancy.acting(scene.adviser):
            broken = glass.break_it(young_person_id=scene.jay.pk, reason=WHY, at=at, by=scene.adviser)
            assert sight.find(scene.jay.pk, by=scene.adviser)[0] == scene.jay
            audit.note_read(by=scene.adviser, young_person_id=scene.jay.pk, page="people.record")
        assert broken.closes_at == at + timedelta(hours=3)
        with tenancy.acting(scene.manager):
            read = AuditEntry.objects.get(event="people.record.read", young_person_id=scene.jay.pk)
            assert read.details == {"glass": True}
        assert scene.sees(scene.adviser)
        assert not scene.sees(scene.other)
        for hours, seen in ((2.99, True), (3.0, False)):
            monkeypatch.setattr(clock, "now", lambda hours=hours: at + timedelta(hours=hours))
            assert scene.sees(scene.adviser) == seen

    @pytest.mark.parametrize("reason", ["", "needed it", "a b c d", "... ,,, --- ... !!! ???"])
    def test_a_reason_is_words(self, reason: str, scene: Scene) -> None:
        scene.restrict()
        with tenancy.acting(scene.adviser), pytest.raises(NotPossible, match="in 5 words"):
            glass.break_it(young_person_id=scene.jay.pk, reason=reason, at=now(), by=scene.adviser)

    def test_only_what_is_closed_to_them_is_opened(self, scene: Scene) -> None:
        with tenancy.acting(scene.adviser), pytest.raises(Missing):
            glass.break_it(young_person_id=scene.jay.pk, reason=WHY, at=now(), by=scene.adviser)
        scene.restrict()
        inspector = make_actor(partnership=scene.here, role=Role.INSPECTOR)
        with tenancy.acting(inspector), pytest.raises(NotAllowed):
            glass.break_it(young_person_id=scene.jay.pk, reason=WHY, at=now(), by=inspector)
        elsewhere = make_actor(partnership=make_partnership())
        with tenancy.acting(elsewhere), pytest.raises(Missing):
            glass.break_it(young_person_id=scene.jay.pk, reason=WHY, at=now(), by=elsewhere)

    def test_the_managers_are_told_at_once_and_of_nobody(self, scene: Scene, settings: Any) -> None:
        scene.restrict()
        with tenancy.acting(scene.adviser):
            told = {one.pk for one in queries.managers_of(Restriction.objects.get())}
            glass.break_it(young_person_id=scene.jay.pk, reason=WHY, at=now(), by=scene.adviser)
        assert told == {scene.manager.id, scene.head.id}
        assert "Holloway" not in glass.WORDS + glass.SUBJECT
        assert Message.objects.filter(purpose="glass broken").count() in (0, 2)  # 0: no way to send is set up

    def test_a_manager_reviews_it_and_never_their_own(self, scene: Scene) -> None:
        scene.restrict()
        for by in (scene.adviser, scene.head):
            with tenancy.acting(by):
                glass.break_it(young_person_id=scene.jay.pk, reason=WHY, at=now(), by=by)
        late = now() + restricting.REVIEW_GLASS_WITHIN + timedelta(hours=1)
        with tenancy.acting(scene.head):
            assert queries.waiting(at=late, on=late.date(), by=scene.head) == queries.Waiting(1, 1, 0)
            mine = GlassBroken.objects.get(opened_by_id=scene.head.id)
            with pytest.raises(NotAllowed, match="Somebody else"):
                glass.review(broken=mine, finding="proper", note="", at=now(), by=scene.head)
            theirs = GlassBroken.objects.get(opened_by_id=scene.adviser.id)
            done = glass.review(broken=theirs, finding="improper", note="Curiosity", at=now(), by=scene.head)
            assert (done.finding, done.note) == ("improper", "Curiosity")
            with pytest.raises(NotPossible, match="already"):
                glass.review(broken=theirs, finding="proper", note="", at=now(), by=scene.head)
        with tenancy.acting(scene.adviser), pytest.raises(NotAllowed):
            glass.review(broken=mine, finding="proper", note="", at=now(), by=scene.adviser)

    def test_whoever_broke_it_cannot_end_the_restriction(self, scene: Scene) -> None:
        made = scene.restrict()
        with tenancy.acting(scene.head):
            glass.break_it(young_person_id=scene.jay.pk, reason=WHY, at=now(), by=scene.head)
            with pytest.raises(NotAllowed, match="Name yourself first"):
                restrictions.end(restriction=made, because="", at=now(), by=scene.head)


def test_a_manager_is_chased_when_a_restriction_is_to_be_looked_at(scene: Scene) -> None:
    made = scene.restrict()
    with tenancy.acting(scene.manager):
        on = made.review_on
        assert queries.waiting(at=now(), on=on - timedelta(days=1), by=scene.manager).to_look_at_again == 0
        assert queries.waiting(at=now(), on=on, by=scene.manager).to_look_at_again == 1
        restrictions.look_again(
            restriction=made,
            review_on=clock.today() + timedelta(days=200),
            on=clock.today(),
            by=scene.manager,
        )
        assert queries.waiting(at=now(), on=on, by=scene.manager).to_look_at_again == 0


def test_only_the_whole_name_and_the_day_tell_that_there_is_a_record(scene: Scene) -> None:
    scene.restrict()
    born = scene.jay.date_of_birth
    with tenancy.acting(scene.adviser):
        for words, day, found in (
            ({"jay", "holloway"}, born, [scene.jay.pk]),
            ({"jay", "holloway", "tariq"}, born, [scene.jay.pk]),
            ({"jay", "holloway"}, born + timedelta(days=1), []),
            ({"jay", "hollowey"}, born, []),
            ({"holloway"}, born, []),
        ):
            assert queries.maybe(words=words, born_on=[day], by=scene.adviser) == found, words
        assert queries.maybe(words={"jay", "holloway"}, born_on=[], by=scene.adviser) == []
    with tenancy.acting(scene.manager):
        assert queries.maybe(words={"jay", "holloway"}, born_on=[born], by=scene.manager) == []


def test_where_nobody_is_restricted_nothing_is_asked(scene: Scene) -> None:
    with tenancy.acting(scene.manager), CaptureQueriesContext(connection) as asked:
        assert not queries.waiting(at=now(), on=clock.today(), by=scene.manager).any
        assert queries.maybe(words={"jay", "holloway"}, born_on=[date(2009, 3, 14)], by=scene.manager) == []
        assert queries.of(scene.jay) is None
    assert len(asked) == 0


def test_nothing_about_them_is_carried_away(scene: Scene) -> None:
    """Not by those who are named either; and what is out already is called back."""
    on = clock.today()
    with tenancy.acting(scene.manager):
        rounds.add(young_person=scene.jay, on=on, by=scene.manager)
        sheet = sheets.sheet(on=on, by=scene.manager)
        assert sheet is not None
        copy = copies.print_out(sheet=sheet, at=now(), by=scene.manager)
    scene.restrict()
    with tenancy.acting(scene.manager):
        copy.refresh_from_db()
        assert copy.revoked_at is not None
        assert sheets.stops(of=sheet, by=scene.manager) == ([], 1)
        with pytest.raises(NotPossible, match="not carried"):
            rounds.add(young_person=scene.jay, on=on + timedelta(days=1), by=scene.manager)


def test_an_adviser_cannot_leave_behind_a_restricted_record(scene: Scene) -> None:
    scene.restrict()
    assert scene.adviser.id is not None
    with tenancy.acting(scene.head):
        assert number_with(adviser=scene.adviser.id, by=scene.head) == 1


def test_their_brother_and_their_group_do_not_tell_of_them(scene: Scene) -> None:
    sam = make_young_person(partnership=scene.here, given_name="Sam", team=scene.team)
    with tenancy.acting(system("tests", partnership=scene.here.pk)):
        Sibling.objects.create(partnership=scene.here, young_person=sam, sibling=scene.jay)
    with tenancy.acting(scene.adviser):
        assert len(details(sam, by=scene.adviser).siblings) == 1
    scene.restrict()
    with tenancy.acting(scene.adviser):
        assert details(sam, by=scene.adviser).siblings == []
    with tenancy.acting(scene.manager):
        assert len(details(sam, by=scene.manager).siblings) == 1
