"""The same for several: all or none, and back again while nothing has changed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.practice.casework import rules
from connexions.practice.casework.actions import levels, reviews, together
from connexions.practice.casework.models import Contact, LevelChange, Review, Together
from connexions.practice.casework.queries.together import done_together, one_together
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import YoungPerson
from tests.factories import make_actor, make_young_person, sign_in
from tests.factories.casework import TODAY, make_adviser, make_mine, make_review

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=ZoneInfo("Europe/London"))
NEXT = TODAY + timedelta(days=14)


@pytest.fixture
def by() -> Actor:
    return make_adviser()


def ids(people: list[YoungPerson]) -> list[object]:
    return [one.pk for one in people]


def change(people: list[YoungPerson], by: Actor, level: str = "intensive") -> Together:
    return together.change_level(
        young_people=ids(people),  # type: ignore[arg-type]
        level=level,
        reason="Left college",
        on=TODAY,
        at=NOON,
        by=by,
    )


def set_day(people: list[YoungPerson], by: Actor) -> Together:
    return together.set_review_day(young_people=ids(people), due_on=NEXT, on=TODAY, at=NOON, by=by)  # type: ignore[arg-type]


def write(people: list[YoungPerson], by: Actor, **told: str) -> Together:
    said = {"channel": "letter", "note": "The open day is on the 12th.", **told}
    return together.note_written(young_people=ids(people), at=NOON, by=by, **said)  # type: ignore[arg-type]


def test_levels_are_changed_and_back(by: Actor) -> None:
    people = [make_mine(by, level_of_need=level) for level in ("supported", "minimum")]
    with tenancy.acting(by):
        done = change(people, by)
        assert set(YoungPerson.objects.values_list("level_of_need", flat=True)) == {"intensive"}
        assert done.said == "2 young people given intensive support"
        together.undo(together=done, at=NOON, by=by)
        assert [YoungPerson.objects.get(pk=one.pk).level_of_need for one in people] == [
            "supported",
            "minimum",
        ]
        assert not LevelChange.objects.exists()
        with pytest.raises(NotPossible, match="taken back already"):
            together.undo(together=done, at=NOON, by=by)


def test_one_who_has_the_level_already_stops_all(by: Actor) -> None:
    people = [make_mine(by, level_of_need=level) for level in ("intensive", "minimum")]
    with tenancy.acting(by):
        with pytest.raises(NotPossible, match="has intensive support already"):
            change(people, by)
        assert not LevelChange.objects.exists()


def test_a_level_changed_since_is_not_taken_back(by: Actor) -> None:
    people = [make_mine(by, level_of_need="minimum") for _ in range(2)]
    with tenancy.acting(by):
        done = change(people, by)
        levels.change(young_person=people[0], to="supported", reason="Better", on=TODAY, by=by)
        with pytest.raises(NotPossible, match="has been changed since: nothing was taken back"):
            together.undo(together=done, at=NOON, by=by)
        assert YoungPerson.objects.get(pk=people[1].pk).level_of_need == "intensive"


def test_days_of_reviews_are_set_and_moved_and_back(by: Actor) -> None:
    new, moved = make_mine(by), make_mine(by)
    with tenancy.acting(by):
        make_review(moved, due_on=TODAY)
        done = set_day([new, moved], by)
        assert set(Review.objects.values_list("due_on", flat=True)) == {NEXT}
        together.undo(together=done, at=NOON, by=by)
        assert list(Review.objects.values_list("young_person", "due_on")) == [(moved.pk, TODAY)]


def test_a_review_moved_since_is_not_taken_back(by: Actor) -> None:
    jay = make_mine(by)
    with tenancy.acting(by):
        done = set_day([jay], by)
        reviews.set_due(young_person=jay, due_on=NEXT + timedelta(days=1), on=TODAY, version=1, by=by)
        with pytest.raises(NotPossible, match="moved or held since"):
            together.undo(together=done, at=NOON, by=by)


def test_a_day_gone_by_is_refused(by: Actor) -> None:
    jay = make_mine(by)
    with tenancy.acting(by), pytest.raises(NotPossible, match="is past"):
        together.set_review_day(
            young_people=[jay.pk], due_on=TODAY - timedelta(days=1), on=TODAY, at=NOON, by=by
        )


def test_a_letter_to_several_is_recorded_with_each_and_back(by: Actor) -> None:
    people = [make_mine(by) for _ in range(3)]
    with tenancy.acting(by):
        done = write(people, by)
        assert Contact.objects.filter(channel="letter", try_again_on=None).count() == 3
        together.undo(together=done, at=NOON, by=by)
        assert not Contact.objects.exists()
        for told, match in (({"channel": "phone"}, "Only a letter"), ({"note": " "}, "Say in a few words")):
            with pytest.raises(NotPossible, match=match):
                write(people, by, **told)


def test_a_contact_put_right_since_is_not_taken_back(by: Actor) -> None:
    jay = make_mine(by)
    with tenancy.acting(by):
        done = write([jay], by)
        Contact.objects.update(version=2)
        with pytest.raises(NotPossible, match="has changed since"):
            together.undo(together=done, at=NOON, by=by)


def test_somebody_whom_one_may_not_see_stops_all(by: Actor) -> None:
    jay = make_mine(by)
    here = Partnership.objects.get(pk=by.partnership)
    far = make_young_person(partnership=here, team=Team.objects.create(partnership=here, name="Far"))
    with tenancy.acting(by):
        for do in (change, set_day, write):
            with pytest.raises(NotAllowed, match="nothing was done"):
                do([jay, far], by)
        with pytest.raises(NotPossible, match="at least one"):
            change([], by)
        assert not Together.objects.exists()


def test_too_many_are_refused(by: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_TOGETHER", 1)
    people = [make_mine(by), make_mine(by)]
    with tenancy.acting(by), pytest.raises(NotPossible, match="At most 1 at once"):
        change(people, by)


def test_who_takes_back_and_until_when(by: Actor) -> None:
    here = Partnership.objects.get(pk=by.partnership)
    team = Team.objects.get(partnership=here)
    colleague = make_actor(partnership=here, team=team)
    manager = make_actor(partnership=here, role=Role.TEAM_MANAGER, team=team)
    with tenancy.acting(by):
        done = change([make_mine(by)], by)
    with tenancy.acting(colleague):
        with pytest.raises(NotAllowed, match="Only whoever did this"):
            together.undo(together=done, at=NOON, by=colleague)
        assert not done_together(by=colleague, at=NOON).exists()
        with pytest.raises(Missing):
            one_together(done.pk, by=colleague, at=NOON)
    with tenancy.acting(manager):
        with pytest.raises(NotPossible, match="too long ago"):
            together.undo(together=done, at=NOON + timedelta(hours=25), by=manager)
        assert together.undo(together=done, at=NOON, by=manager).undone_by_id == manager.id


@pytest.mark.parametrize(
    ("do", "told", "said"),
    [
        ("level", {"level": "intensive", "reason": "Left college"}, "2 young people given intensive support"),
        ("written", {"channel": "text", "note": "Open day"}, "2 young people written to by text"),
    ],
)
def test_done_on_the_pages_and_taken_back(by: Actor, do: str, told: dict[str, str], said: str) -> None:
    people = [make_mine(by) for _ in range(2)]
    client = sign_in(Client(), User.objects.get(pk=by.id))
    chosen = {"do": do, "young_person": [str(one.pk) for one in people], "back": "review=none"}
    asked = client.post("/caseload/several/", chosen).content.decode()
    assert all(one.name in asked for one in people)
    refused = client.post("/caseload/several/", {**chosen, "sure": "1"})
    assert refused.status_code == 422
    done = client.post("/caseload/several/", {**chosen, "sure": "1", **told}, follow=True)
    assert done.redirect_chain[0][0] == "/caseload/?review=none"
    assert said in done.content.decode()
    with tenancy.acting(by):
        pk = Together.objects.get().pk
    assert f"Taken back: {said}" in client.post(f"/caseload/several/{pk}/undo/", follow=True).content.decode()
    assert "taken back already" in client.post(f"/caseload/several/{pk}/undo/", follow=True).content.decode()


def test_everybody_who_fits_can_be_meant(by: Actor) -> None:
    for level in ("minimum", "minimum", "supported"):
        make_mine(by, level_of_need=level)
    client = sign_in(Client(), User.objects.get(pk=by.id))
    day = clock.today() + timedelta(days=9)
    told = {f"due_on-{part}": getattr(day, part) for part in ("day", "month", "year")}
    chosen = {"do": "review", "everybody": "1", "back": "level=minimum", "sure": "1", **told}
    assert (
        "2 young people to be reviewed on"
        in client.post("/caseload/several/", chosen, follow=True).content.decode()
    )


def test_only_a_manager_gives_several_to_an_adviser(by: Actor) -> None:
    client = sign_in(Client(), User.objects.get(pk=by.id))
    chosen = {"do": "allocate", "young_person": [str(make_mine(by).pk)]}
    assert client.post("/caseload/several/", chosen).status_code == 403
