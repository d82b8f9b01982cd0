"""Cover: who may arrange it, what does not fit, and that what it opens closes again."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.ground.jobs.actions import _actor, _plain
from connexions.registers.accounts import actors
from connexions.registers.accounts.actions import covers
from connexions.registers.accounts.models import Cover, Membership
from connexions.registers.accounts.queries import covers as reads
from connexions.registers.partners.models import Partnership, Team
from tests.factories import make_actor, make_partnership, make_staff, sign_in
from tests.factories.cover import as_now, make_cover

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 3)
BACK = TODAY + timedelta(days=7)


@pytest.fixture
def here() -> Partnership:
    return make_partnership()


def staff(
    here: Partnership, name: str, role: Role = Role.PERSONAL_ADVISER, team: str = "First team"
) -> Actor:
    at, _ = Team.objects.get_or_create(partnership=here, name=team)
    return make_actor(partnership=here, role=role, team=at, name=name)


def held(one: Actor) -> Membership:
    return Membership.objects.get(pk=one.membership)


def arrange(tom: Actor, priya: Actor, by: Actor, from_on: date = TODAY, until_on: date = BACK) -> Cover:
    with tenancy.acting(by):
        return covers.arrange(
            adviser=held(tom), covered_by=held(priya), from_on=from_on, until_on=until_on, on=TODAY, by=by
        )


def test_an_adviser_arranges_their_own_cover(here: Partnership) -> None:
    tom, priya = staff(here, "Tom"), staff(here, "Priya")
    arrange(tom, priya, by=tom)
    found = reads.standing_in(for_=[tom.id], partnership=here.pk, on=TODAY)  # type: ignore[list-item]
    assert found == {tom.id: ("Priya", BACK)}
    with tenancy.acting(tom):
        assert AuditEntry.objects.filter(event="accounts.cover.arranged").exists()
    for day in (TODAY - timedelta(days=1), BACK):
        assert reads.standing_in(for_=[tom.id], partnership=here.pk, on=day) == {}  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("role", "team", "may"),
    [
        (Role.TEAM_MANAGER, "First team", True),
        (Role.TEAM_MANAGER, "Other team", False),
        (Role.PARTNERSHIP_MANAGER, "Other team", True),
        (Role.ADMINISTRATOR, "Other team", True),
        (Role.PERSONAL_ADVISER, "First team", False),
    ],
)
def test_who_arranges_it_for_another(here: Partnership, role: Role, team: str, may: bool) -> None:
    tom, priya, by = staff(here, "Tom"), staff(here, "Priya"), staff(here, "By", role, team)
    if may:
        assert arrange(tom, priya, by=by).set_by_id == by.id
    else:
        with pytest.raises(NotAllowed, match="Only Tom and their managers"):
            arrange(tom, priya, by=by)


def test_what_does_not_fit(here: Partnership) -> None:
    tom, priya, ann = staff(here, "Tom"), staff(here, "Priya"), staff(here, "Ann")
    clerk, stranger = staff(here, "Clerk", Role.DATA_OFFICER), staff(make_partnership(), "Stranger")
    for other, match in ((tom, "themselves"), (clerk, "not an adviser"), (stranger, "not an adviser")):
        with pytest.raises(NotPossible, match=match):
            arrange(tom, other, by=tom)
    with pytest.raises(NotPossible, match="is past"):
        arrange(tom, priya, by=tom, from_on=TODAY - timedelta(days=1))
    with pytest.raises(NotPossible, match="must be after"):
        arrange(tom, priya, by=tom, until_on=TODAY)
    Membership.objects.filter(pk=ann.membership).update(until_on=TODAY + timedelta(days=3))
    with pytest.raises(NotPossible, match="does not work here until then"):
        arrange(tom, ann, by=tom)


def test_nobody_stands_in_while_they_are_away(here: Partnership) -> None:
    tom, priya, ann = staff(here, "Tom"), staff(here, "Priya"), staff(here, "Ann")
    arrange(tom, priya, by=tom)
    with pytest.raises(NotPossible, match="Priya covers for Tom from 3 Nov to 9 Nov already"):
        arrange(tom, ann, by=tom, from_on=BACK - timedelta(days=1), until_on=BACK + timedelta(days=3))
    with pytest.raises(NotPossible, match="Tom is away"):
        arrange(ann, tom, by=ann)
    with pytest.raises(NotPossible, match="Priya covers for Tom"):
        arrange(priya, ann, by=priya)
    arrange(tom, ann, by=tom, from_on=BACK, until_on=BACK + timedelta(days=3))  # the day after is free


def test_two_at_once_cannot_cover_one_absence(here: Partnership) -> None:
    tom, priya, ann = staff(here, "Tom"), staff(here, "Priya"), staff(here, "Ann")
    make_cover(of=tom, by=priya, from_on=TODAY, until_on=BACK)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_cover(of=tom, by=ann, from_on=TODAY, until_on=BACK)


def test_it_ends_when_they_are_back(here: Partnership) -> None:
    tom, priya = staff(here, "Tom"), staff(here, "Priya")
    made = arrange(tom, priya, by=tom)
    with tenancy.acting(priya), pytest.raises(NotAllowed, match="Whoever is away"):
        covers.end(cover=made, on=TODAY, by=priya)
    with tenancy.acting(tom):
        assert covers.end(cover=made, on=TODAY + timedelta(days=2), by=tom).until_on == TODAY + timedelta(
            days=2
        )
        with pytest.raises(NotPossible, match="over already"):
            covers.end(cover=made, on=BACK, by=tom)
    later = arrange(tom, priya, by=tom, from_on=BACK, until_on=BACK + timedelta(days=3))
    with tenancy.acting(tom):
        assert covers.end(cover=later, on=TODAY, by=tom).until_on == BACK  # it never began
    stranger = staff(make_partnership(), "Stranger", Role.ADMINISTRATOR)
    with tenancy.acting(stranger), pytest.raises(NotAllowed):
        covers.end(cover=later, on=TODAY, by=stranger)


def test_an_actor_stands_for_whom_they_cover_today_and_no_longer(here: Partnership) -> None:
    today = clock.today()
    tom, priya = staff(here, "Tom"), staff(here, "Priya")
    assert as_now(priya).stands_for == (priya.id,)
    make_cover(of=tom, by=priya, from_on=today, until_on=today + timedelta(days=2))
    now = as_now(priya)
    assert now.stands_for == (priya.id, tom.id)
    assert (now.covers[0].name, now.covers[0].until_on) == ("Tom", today + timedelta(days=2))
    Cover.objects.update(from_on=today + timedelta(days=1))
    assert as_now(priya).covers == ()
    Cover.objects.update(from_on=today - timedelta(days=3), until_on=today)
    assert as_now(priya).covers == ()


def test_work_that_was_asked_for_stands_for_whom_they_cover_when_it_is_done(here: Partnership) -> None:
    today = clock.today()
    tom, priya = staff(here, "Tom"), staff(here, "Priya")
    make_cover(of=tom, by=priya, from_on=today, until_on=today + timedelta(days=2))
    asked = _actor(_plain(as_now(priya)))
    assert asked.covers == ()
    assert actors.still(asked).stands_for == (priya.id, tom.id)


def test_who_reads_which_covers(here: Partnership) -> None:
    tom, priya = staff(here, "Tom"), staff(here, "Priya")
    made = arrange(tom, priya, by=tom)
    for by, seen in (
        (tom, True),
        (priya, True),
        (staff(here, "Ann"), False),
        (staff(here, "Mo", Role.TEAM_MANAGER), True),
        (staff(here, "Far", Role.TEAM_MANAGER, "Other team"), False),
        (staff(make_partnership(), "Else", Role.PARTNERSHIP_MANAGER), False),
    ):
        assert reads.covers(by=by, on=TODAY).exists() is seen
        if not seen:
            with pytest.raises(Missing):
                reads.cover(made.pk, by=by, on=TODAY)


def test_cover_is_arranged_and_ended_on_its_pages(here: Partnership) -> None:
    tom, _ = make_staff(partnership=here, name="Tom Ridley", team=here.teams.get())
    priya, membership = make_staff(partnership=here, name="Priya Nair", team=here.teams.get())
    client, day = sign_in(Client(), tom), clock.today()
    assert "No cover arranged" in client.get("/cover/").content.decode()
    back = day + timedelta(days=4)
    told = {
        "adviser": tom.memberships.get().pk,
        "covered_by": membership.pk,
        **{f"from_on-{part}": getattr(day, part) for part in ("day", "month", "year")},
        **{f"until_on-{part}": getattr(back, part) for part in ("day", "month", "year")},
    }
    refused = client.post("/cover/arrange/", told | {"covered_by": told["adviser"]})
    assert refused.status_code == 409
    assert "Nobody covers for themselves" in refused.content.decode()
    page = client.post("/cover/arrange/", told, follow=True).content.decode()
    assert "Priya Nair covers for Tom Ridley" in page
    assert "Away now" in page
    hers = sign_in(Client(), priya).get("/").content.decode()
    assert "Covering" in hers
    assert "For Tom Ridley, until" in hers
    client.post(f"/cover/{Cover.objects.get().pk}/end/")
    assert "Covering" not in sign_in(Client(), priya).get("/").content.decode()
