"""Consents: what is given opens, what is withdrawn closes at once, and what a consent may not be."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.registers.people.categories import Group
from connexions.registers.people.models import Leave, YoungPerson
from connexions.registers.people.sight import sight_of
from connexions.trust.sharing import queries, signals
from connexions.trust.sharing.actions import consents
from connexions.trust.sharing.models import Consent
from connexions.trust.sharing.rules import Competence
from tests.factories import make_actor, make_partnership, make_young_person
from tests.factories.sharing import make_organisation, make_partner

pytestmark = pytest.mark.django_db


class Scene:
    """A young person of seventeen, their adviser, and two housing organisations."""

    def __init__(self) -> None:
        self.here = make_partnership()
        self.adviser = make_actor(partnership=self.here)
        self.dev = make_young_person(
            partnership=self.here, adviser_id=self.adviser.id, date_of_birth=born(17)
        )
        self.northside = make_organisation(partnership=self.here, kind="housing", name="Northside Housing")
        self.harbour = make_organisation(partnership=self.here, kind="housing", name="Harbour Homes")
        self.now = clock.now()

    def give(
        self, young_person: YoungPerson | None = None, *, by: Actor | None = None, **told: Any
    ) -> Consent:
        said: dict[str, Any] = {
            "organisation": self.northside,
            "groups": [Group.REACH_PHONE],
            "purpose": "housing",
            "from_at": self.now,
            "until_at": self.now + timedelta(days=90),
            "how": "spoken",
            "given_by": "young_person",
            "at": self.now,
            **told,
        }
        by = by or self.adviser
        with tenancy.acting(by):
            return consents.give(young_person=young_person or self.dev, by=by, **said)

    def themselves(self) -> Actor:
        return Actor(
            role=Role.YOUNG_PERSON, partnership=self.here.pk, name="Dev", young_person=self.dev.pk, id=None
        )

    def covers(self, *groups: Group, at: datetime | None = None, organisation: Any = None) -> set[Group]:
        with tenancy.acting(self.adviser):
            found = queries.coverage(
                young_person=self.dev,
                organisation=organisation or self.northside,
                groups=groups,
                purpose="housing",
                at=at or self.now,
                by=self.adviser,
            )
        return set(found.covered)


def born(years: int) -> date:
    today = clock.today()
    return date(today.year - years - 1, today.month, 1) if today.day > 1 else date(today.year - years, 1, 1)


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def heard() -> Iterator[list[Any]]:
    """What was rung."""
    told: list[Any] = []

    def hear(**rung: Any) -> None:
        told.append(rung)

    signals.withdrawn.connect(hear, weak=False)
    yield told
    signals.withdrawn.disconnect(hear)


def test_what_is_given_opens_for_that_organisation_alone(scene: Scene) -> None:
    scene.give()
    assert scene.covers(Group.REACH_PHONE, Group.HEALTH_ALL) == {Group.REACH_PHONE}
    assert scene.covers(Group.REACH_PHONE, organisation=scene.harbour) == set()
    assert scene.covers(Group.REACH_PHONE, at=scene.now + timedelta(days=90)) == set()
    partner = make_partner(scene.northside)
    with tenancy.acting(partner):
        assert sight_of(scene.dev, by=partner).groups == {Group.WHO_NAME, Group.REACH_PHONE}


def test_a_kind_of_organisation_may_be_named(scene: Scene) -> None:
    scene.give(organisation=None, organisation_kind="housing")
    assert scene.covers(Group.REACH_PHONE, organisation=scene.harbour) == {Group.REACH_PHONE}
    with pytest.raises(NotPossible, match="No organisation of this kind"):
        scene.give(organisation=None, organisation_kind="circus")


def test_withdrawing_closes_at_once_and_says_so(scene: Scene, heard: list[Any]) -> None:
    kept, gone = scene.give(organisation=scene.harbour), scene.give()
    later = scene.now + timedelta(minutes=1)
    me = scene.themselves()
    with tenancy.acting(me):
        stored = consents.withdraw(consent=gone, by=me, at=later)
    assert stored.withdrawn_by_them
    assert [(one["consent"], one["at"]) for one in heard] == [(gone, later)]
    assert scene.covers(Group.REACH_PHONE, at=later) == set()
    assert scene.covers(Group.REACH_PHONE, at=later, organisation=scene.harbour) == {Group.REACH_PHONE}
    assert not kept.withdrawn_at
    with tenancy.acting(me), pytest.raises(NotPossible, match="withdrawn already"):
        consents.withdraw(consent=gone, by=me, at=later)


def test_nobody_else_withdraws(scene: Scene) -> None:
    consent = scene.give()
    stranger = make_actor(partnership=scene.here)
    with tenancy.acting(stranger), pytest.raises(NotAllowed):
        consents.withdraw(consent=consent, by=stranger, at=scene.now)
    friend = Actor(role=Role.YOUNG_PERSON, partnership=scene.here.pk, name="", young_person=uuid4())
    with tenancy.acting(friend), pytest.raises(NotAllowed):
        consents.withdraw(consent=consent, by=friend, at=scene.now)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"groups": [Group.DWP_ALL]}, "Department for Work and Pensions"),
        ({"until_at": clock.now() + timedelta(days=3 * 365)}, "24 months at most"),
        ({"until_at": clock.now() - timedelta(days=1)}, "must end after"),
        ({"purpose": "gossip"}, "what it is shared for"),
        ({"given_by": "carer"}, "From 16 a young person decides"),
        ({"competence": Competence(True, "They are bright.")}, "From 16 nobody judges"),
        ({"organisation": None}, "Choose one organisation"),
    ],
)
def test_what_a_consent_may_not_be(scene: Scene, told: dict[str, Any], sentence: str) -> None:
    with pytest.raises(NotPossible, match=sentence):
        scene.give(**told)


def test_an_organisation_of_another_partnership_is_not_told(scene: Scene) -> None:
    with pytest.raises(NotAllowed, match="does not work with your partnership"):
        scene.give(organisation=make_organisation(partnership=make_partnership()))


def test_under_16_their_ability_is_judged(scene: Scene) -> None:
    child = make_young_person(partnership=scene.here, adviser_id=scene.adviser.id, date_of_birth=born(14))
    with pytest.raises(NotPossible, match="Under 16, say whether"):
        scene.give(child)
    consent = scene.give(child, competence=Competence(True, "Explained it back to me in her own words."))
    assert (consent.competence_judged_by_id, consent.under_16) == (scene.adviser.id, True)
    with pytest.raises(NotPossible, match="cannot agree for them"):
        scene.give(child, given_by="carer", competence=Competence(True, "Understands."))
    with pytest.raises(NotPossible, match="which parent or carer"):
        scene.give(child, given_by="carer", competence=Competence(False, "Does not follow what it means."))


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"groups": ["who.name", "dwp.all"]}, "consent_never_names_dwp"),
        ({"groups": ["reach.phone"]}, "consent_says_who_it_is"),
        ({"until_at": clock.now() + timedelta(days=800)}, "consent_ends_within_two_years"),
        ({"given_by": "carer"}, "carer_consents_only_where_they_cannot"),
        ({"organisation_kind": "housing"}, "consent_names_one_or_a_kind"),
    ],
)
def test_the_database_refuses_it_too(scene: Scene, change: dict[str, Any], constraint: str) -> None:
    consent = scene.give()
    with (
        pytest.raises(IntegrityError, match=constraint),
        tenancy.acting(system("tests", partnership=scene.here.pk)),
        transaction.atomic(),
    ):
        Consent.objects.filter(pk=consent.pk).update(**change)
    with (
        pytest.raises(IntegrityError, match="leave_never_passes_on_dwp"),
        tenancy.acting(system("tests", partnership=scene.here.pk)),
        transaction.atomic(),
    ):
        Leave.objects.filter(under=consent.pk).update(groups=["who.name", "dwp.all"])
