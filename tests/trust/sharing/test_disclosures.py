"""Telling: what covers it, the law it stands on, the second pair of eyes, and what the database refuses."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role, system
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.registers.people.categories import Group
from connexions.registers.people.models import Leave
from connexions.trust.sharing.actions import asking_again, consents, disclosures, objections
from connexions.trust.sharing.models import Disclosure, Gateway
from connexions.trust.sharing.queries import agreed
from tests.factories import make_actor
from tests.trust.sharing.test_consents import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def gateway(key: str) -> Gateway:
    return Gateway.objects.get(key=key, partnership=None)


def tell(scene: Scene, key: str = "vital-interests", **changes: Any) -> Disclosure:
    told: dict[str, Any] = {
        "young_person": scene.dev,
        "organisation": scene.northside,
        "groups": [Group.REACH_ADDRESS],
        "gateway": gateway(key),
        "reason": "In danger tonight.",
        "by": scene.adviser,
        "at": scene.now,
        **changes,
    }
    with tenancy.acting(told["by"]):
        return disclosures.without_consent(**told)


def test_what_is_covered_is_written_down_with_what_covers_it(scene: Scene) -> None:
    consent = scene.give()
    with tenancy.acting(scene.adviser):
        made = disclosures.record(
            young_person=scene.dev,
            organisation=scene.northside,
            groups=[Group.REACH_PHONE],
            under=consent.pk,
            what="The referral of 3 November",
            by=scene.adviser,
            at=scene.now,
        )
        assert (made.under, made.ground) == ([consent.pk], "consent")
        assert agreed.disclosures(of=scene.dev, by=scene.adviser) == [made]


@pytest.mark.parametrize("groups", [[Group.HEALTH_ALL], [Group.REACH_PHONE, Group.WHO_BIRTH]])
def test_what_is_not_covered_is_not_told(scene: Scene, groups: list[Group]) -> None:
    consent = scene.give()
    with tenancy.acting(scene.adviser), pytest.raises(NotPossible, match="Nothing agreed covers this"):
        disclosures.record(
            young_person=scene.dev,
            organisation=scene.northside,
            groups=groups,
            under=[consent.pk],
            what="",
            by=scene.adviser,
            at=scene.now,
        )


def test_a_withdrawn_consent_covers_nothing(scene: Scene) -> None:
    consent = scene.give()
    with tenancy.acting(scene.adviser):
        consents.withdraw(consent=consent, by=scene.adviser, at=scene.now)
        with pytest.raises(NotPossible):
            disclosures.record(
                young_person=scene.dev,
                organisation=scene.northside,
                groups=[Group.REACH_PHONE],
                under=consent.pk,
                what="",
                by=scene.adviser,
                at=scene.now,
            )


def test_a_law_opens_it_for_as_long_as_it_says(scene: Scene) -> None:
    tell(scene)
    assert scene.covers(Group.REACH_ADDRESS) == {Group.REACH_ADDRESS}
    assert scene.covers(Group.REACH_ADDRESS, at=scene.now + timedelta(days=7)) == set()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": " "}, "Write down why"),
        ({"groups": [Group.DWP_ALL]}, "that is an offence"),
        ({"tell_young_person": False}, "why it would be unsafe"),
    ],
)
def test_what_may_not_be_told(scene: Scene, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(NotPossible, match=sentence):
        tell(scene, **changes)


def test_a_law_that_is_over_lets_nothing_be_told(scene: Scene) -> None:
    with pytest.raises(NotPossible, match="not in force"):
        tell(scene, "ca-2004-12")


def test_the_database_refuses_a_law_that_is_over(scene: Scene) -> None:
    over = gateway("lsa-2000-114")
    with (
        pytest.raises(IntegrityError, match="not in force"),
        tenancy.acting(scene.adviser),
        transaction.atomic(),
    ):
        Disclosure.objects.create(
            partnership=scene.here,
            young_person=scene.dev,
            organisation=scene.northside,
            groups=["who.name"],
            what="x",
            ground="gateway",
            gateway=over,
            reason="x",
            at=scene.now,
            by_name="x",
        )


def test_what_was_told_is_never_changed(scene: Scene) -> None:
    made = tell(scene)
    with (
        pytest.raises(Exception, match="permission denied"),
        tenancy.acting(scene.adviser),
        transaction.atomic(),
    ):
        Disclosure.objects.filter(pk=made.pk).update(reason="Another.")


def test_a_second_pair_of_eyes_is_another_managers(scene: Scene) -> None:
    chief = make_actor(partnership=scene.here, role=Role.PARTNERSHIP_MANAGER)
    made = tell(scene, "ca-2004-11", by=chief)
    assert scene.covers(Group.REACH_ADDRESS) == set()
    with tenancy.acting(chief), pytest.raises(NotAllowed, match="another manager"):
        disclosures.agree(disclosure=made, by=chief, at=scene.now)
    with tenancy.acting(scene.adviser), pytest.raises(NotAllowed, match="A manager agrees"):
        disclosures.agree(disclosure=made, by=scene.adviser, at=scene.now)
    other = make_actor(partnership=scene.here, role=Role.PARTNERSHIP_MANAGER)
    with tenancy.acting(other):
        disclosures.agree(disclosure=made, by=other, at=scene.now)
        with pytest.raises(NotPossible, match="answered this already"):
            disclosures.decline(disclosure=made, why="No.", by=other, at=scene.now)
    assert scene.covers(Group.REACH_ADDRESS) == {Group.REACH_ADDRESS}


def test_what_is_declined_is_not_told(scene: Scene) -> None:
    made = tell(scene, "ca-2004-11")
    chief = make_actor(partnership=scene.here, role=Role.PARTNERSHIP_MANAGER)
    with tenancy.acting(chief):
        with pytest.raises(NotPossible, match="Say why"):
            disclosures.decline(disclosure=made, why=" ", by=chief, at=scene.now)
        disclosures.decline(disclosure=made, why="They can be asked.", by=chief, at=scene.now)
        assert not Leave.objects.exists()


def test_an_objection_is_theirs_from_16_and_stands_once(scene: Scene) -> None:
    with tenancy.acting(scene.adviser):
        told = {"young_person": scene.dev, "made_on": scene.now.date(), "by": scene.adviser, "at": scene.now}
        with pytest.raises(NotPossible, match="the young person’s own"):
            objections.make(made_by="carer", **told)
        objections.make(made_by="young_person", **told)
        with pytest.raises(NotPossible, match="stands already"):
            objections.make(made_by="young_person", **told)
    with pytest.raises(NotPossible, match="objected"):
        tell(scene, "esa-2008-14", groups=[Group.HEALTH_ALL])
    assert tell(scene, "esa-2008-14").of_groups == {Group.WHO_NAME, Group.REACH_ADDRESS}


def test_they_are_told_once_that_it_ends_soon(scene: Scene) -> None:
    scene.give(until_at=scene.now + timedelta(days=20))
    scene.give(organisation=scene.harbour)
    by = system("tests", partnership=scene.here.pk)
    with tenancy.acting(by):
        assert asking_again.tell_those_ending(at=scene.now, by=by) == 1
        assert asking_again.tell_those_ending(at=scene.now, by=by) == 0
        notice = scene.dev.notices.get()  # type: ignore[attr-defined]
    assert "Northside Housing can see what you agreed until" in notice.words
