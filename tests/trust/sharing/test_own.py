"""On their own page: a young person agrees question by question, lets something go on, and is told who can where they
cannot."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Role, system
from connexions.ground.base.refusals import NotPossible
from connexions.registers.partners.models import Organisation
from connexions.registers.people.actions import restrictions
from connexions.registers.people.categories import Group
from connexions.registers.people.models import Leave, YoungPerson
from connexions.trust.sharing import rules
from connexions.trust.sharing.actions import consents
from connexions.trust.sharing.models import Consent
from connexions.trust.sharing.rules import Competence, Decides
from tests.factories import make_actor, make_partnership
from tests.factories.sharing import make_organisation
from tests.trust.sharing.test_pages import Desk, boxes

pytestmark = pytest.mark.django_db
OWN = "/me/sharing/"
HOW = {"how": "spoken"}
ABLE = HOW | {"can_decide": "yes", "why": "Says back what may follow."}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def share(client: Client, desk: Desk, **changes: Any) -> Any:
    told = {
        "whom": {"whom": [str(desk.northside.pk)]},
        "what": {"reach": ["reach.phone"], "plan": ["plan.goals"]},
        "why": {"purpose": "housing"},
        "until": {"months": "3"},
    }
    for key, answers in (told | changes).items():
        page = client.post(f"{OWN}share/{key}/", answers)
        assert page.status_code == 302, page.content.decode()[:3000]
    return client.post(f"{OWN}share/check/", follow=True)


def ending(desk: Desk, *, days: int = 10, **changes: Any) -> Consent:
    """Something that they agreed with their adviser, and that ends soon."""
    until = boxes("from_on", clock.today()) | boxes("until_on", clock.today() + timedelta(days=days))
    assert desk.agree(until=until, **changes).status_code == 302
    with desk.reading():
        return Consent.objects.latest("recorded_at")


def go_on(client: Client, consent: Consent, groups: list[str], months: str = "6") -> Any:
    at = f"{OWN}{consent.pk}/go-on/"
    client.post(f"{at}what/", {"groups": groups})
    client.post(f"{at}until/", {"months": months})
    return client.post(f"{at}check/", follow=True)


def make_young(desk: Desk, years: int = 14) -> None:
    with desk.reading():
        YoungPerson.objects.filter(pk=desk.jay.pk).update(
            date_of_birth=date(clock.today().year - years, 1, 1)
        )


def leaves(desk: Desk) -> list[tuple[UUID, list[str]]]:
    """What stands open now, and under which consent."""
    now = clock.now()
    with desk.reading():
        held = Leave.objects.filter(from_at__lte=now, until_at__gt=now)
        return [(one.under, one.groups) for one in held]


def test_they_share_question_by_question(desk: Desk) -> None:
    jays = desk.jays()
    assert "Share with somebody" in jays.get(OWN).content.decode()
    assert "Who do you want to share with?" in jays.get(f"{OWN}share/whom/").content.decode()
    page = share(jays, desk).content.decode()
    assert "Done. Northside Housing can see what you chose." in page
    assert "Name, phone numbers and your goals" in page
    with desk.reading():
        made = Consent.objects.get()
    assert (made.how, made.given_by, made.purpose, made.competent) == (
        "online",
        "young_person",
        "housing",
        None,
    )
    assert made.of_groups == {Group.WHO_NAME, Group.REACH_PHONE, Group.PLAN_GOALS}
    assert clock.today() + timedelta(days=88) < made.until_at.date() <= clock.today() + timedelta(days=93)
    assert [under for under, _ in leaves(desk)] == [made.pk]


def test_it_is_shown_whole_before_it_is_given(desk: Desk) -> None:
    jays = desk.jays()
    assert jays.get(f"{OWN}share/check/")["Location"] == f"{OWN}share/whom/"
    assert "Choose who you want" in jays.post(f"{OWN}share/whom/", {}).content.decode()
    jays.post(f"{OWN}share/whom/", {"whom": [str(desk.northside.pk)]})
    jays.post(f"{OWN}share/what/", {"situation": ["situation.now"]})
    jays.post(f"{OWN}share/why/", {"purpose": "housing"})
    jays.post(f"{OWN}share/until/", {"months": "1"})
    page = jays.get(f"{OWN}share/check/").content.decode()
    assert "Name and what you are doing now" in page
    assert "To help you find or keep a home" in page
    assert leaves(desk) == []
    changed = jays.post(f"{OWN}share/what/?change=1", {"work": ["work.adviser"]})
    assert changed["Location"] == f"{OWN}share/check/"
    assert "Name and who your adviser is" in jays.get(f"{OWN}share/check/").content.decode()


def test_pressed_twice_it_is_given_once(desk: Desk) -> None:
    jays = desk.jays()
    share(jays, desk)
    again = jays.post(f"{OWN}share/check/")
    assert (again.status_code, again["Location"]) == (302, OWN)
    with desk.reading():
        assert Consent.objects.count() == 1


def test_each_of_several_can_be_stopped_alone(desk: Desk) -> None:
    wearbank = make_organisation(partnership=desk.here, name="Wearbank Health")
    jays = desk.jays()
    share(jays, desk, whom={"whom": [str(desk.northside.pk), str(wearbank.pk)]})
    with desk.reading():
        first = Consent.objects.get(organisation=wearbank)
    jays.post(f"{OWN}{first.pk}/stop/")
    page = jays.get(OWN).content.decode()
    assert "Taken back by you" in page
    with desk.reading():
        assert Consent.objects.get(organisation=desk.northside).holds(clock.now())


def test_what_is_shared_twice_is_said_to_go_on_until_both_are_stopped(desk: Desk) -> None:
    jays = desk.jays()
    share(jays, desk)
    share(jays, desk, what={"who": ["who.birth"]})
    with desk.reading():
        first, second = Consent.objects.order_by("recorded_at")
    page = jays.post(f"{OWN}{first.pk}/stop/", follow=True).content.decode()
    assert "You share something else with Northside Housing, which goes on" in page
    page = jays.post(f"{OWN}{second.pk}/stop/", follow=True).content.decode()
    assert "Done. Northside Housing cannot see it any more." in page


def test_only_those_that_work_with_us_are_offered_and_no_longer_than_the_rules_say(desk: Desk) -> None:
    make_organisation(partnership=make_partnership(), name="Elsewhere Housing")
    closed = make_organisation(partnership=desk.here, name="Closed Housing")
    Organisation.objects.filter(pk=closed.pk).update(closed_on=clock.today())
    jays = desk.jays()
    page = jays.get(f"{OWN}share/whom/").content.decode()
    assert "Northside Housing" in page
    assert "Elsewhere Housing" not in page
    assert "Closed Housing" not in page
    assert "Closed Housing" not in desk.client.get(f"{desk.at}agree/whom/").content.decode()
    assert jays.post(f"{OWN}share/whom/", {"whom": [str(closed.pk)]}).status_code == 422
    assert jays.post(f"{OWN}share/until/", {"months": "60"}).status_code == 422


def test_what_ends_soon_goes_on_with_less_and_is_stopped_by_one_press(desk: Desk) -> None:
    consent = ending(desk)
    jays = desk.jays()
    assert "Let it go on" in jays.get(OWN).content.decode()
    assert "checked" in jays.get(f"{OWN}{consent.pk}/go-on/what/").content.decode()
    page = go_on(jays, consent, ["reach.phone"]).content.decode()
    assert "Done. Northside Housing can see it until" in page
    assert "Let it go on" not in page
    assert page.count("Stop sharing") == 1
    with desk.reading():
        again = Consent.objects.get(renews=consent)
    assert leaves(desk) == [(again.pk, ["who.name", "reach.phone"])]
    jays.post(f"{OWN}{again.pk}/stop/")
    assert leaves(desk) == []


def test_more_than_was_agreed_does_not_go_on(desk: Desk) -> None:
    consent = ending(desk)
    jays = desk.jays()
    assert jays.post(f"{OWN}{consent.pk}/go-on/what/", {"groups": ["health.all"]}).status_code == 422
    with desk.reading(), pytest.raises(NotPossible, match="with the same or with less"):
        consents.renew(
            consent=consent,
            groups={Group.HEALTH_ALL},
            from_at=clock.now(),
            until_at=clock.now() + timedelta(days=30),
            how="online",
            by=system("tests", partnership=desk.here.pk),
            at=clock.now(),
        )


def test_what_has_time_or_is_over_does_not_ask(desk: Desk) -> None:
    consent = ending(desk, days=200)
    jays = desk.jays()
    assert "Let it go on" not in jays.get(OWN).content.decode()
    jays.post(f"{OWN}{consent.pk}/stop/")
    page = go_on(jays, consent, ["reach.phone"])
    assert page.status_code == 409
    assert "This was taken back" in page.content.decode()


def test_somebody_elses_is_not_there(desk: Desk) -> None:
    consent = ending(desk)
    other = Desk()
    assert other.jays().get(f"{OWN}{consent.pk}/go-on/what/").status_code == 404


def test_staff_renew_and_one_press_still_stops_it(desk: Desk) -> None:
    consent = ending(desk)
    until = boxes("from_on", clock.today()) | boxes("until_on", clock.today() + timedelta(days=90))
    desk.client.post(f"{desk.at}agreed/{consent.pk}/renew/", until | HOW)
    twice = desk.client.post(f"{desk.at}agreed/{consent.pk}/renew/", until | HOW)
    assert twice.status_code == 409
    assert "renewed already" in twice.content.decode()
    with desk.reading():
        again = Consent.objects.get(renews=consent)
    desk.jays().post(f"{OWN}{again.pk}/stop/")
    assert leaves(desk) == []


def test_under_16_nobody_agrees_alone_before_it_was_judged(desk: Desk) -> None:
    make_young(desk)
    jays = desk.jays()
    assert "Talk with your adviser first." in jays.get(OWN).content.decode()
    assert "Share with somebody" not in jays.get(OWN).content.decode()
    assert "Talk with your adviser first." in jays.get(f"{OWN}share/whom/").content.decode()
    assert jays.post(f"{OWN}share/whom/", {"whom": [str(desk.northside.pk)]}).status_code == 409


def test_under_16_and_able_they_agree_themselves(desk: Desk) -> None:
    make_young(desk)
    consent = ending(desk, how=ABLE)
    jays = desk.jays()
    go_on(jays, consent, ["reach.phone"])
    with desk.reading():
        again = Consent.objects.get(renews=consent)
    assert (again.how, again.given_by, again.competent) == ("online", "young_person", True)
    assert again.competence_judged_by_id == desk.adviser.pk


def test_under_16_and_not_able_their_carer_says_yes(desk: Desk) -> None:
    make_young(desk)
    with desk.reading():
        carer = desk.jay.carers.create(partnership_id=desk.here.pk, name="Dawn Smith")
    unable = HOW | {"can_decide": "no", "why": "Too much just now.", "carer": str(carer.pk)}
    consent = ending(desk, how=unable)
    jays = desk.jays()
    page = jays.get(OWN).content.decode()
    assert "Your parent or carer says yes for you." in page
    assert "Let it go on" not in page
    assert go_on(jays, consent, ["reach.phone"]).status_code == 409
    assert jays.post(f"{OWN}{consent.pk}/stop/", follow=True).status_code == 200
    assert leaves(desk) == []


def test_of_a_closed_record_nothing_is_promised(desk: Desk) -> None:
    manager = make_actor(partnership=desk.here, role=Role.TEAM_MANAGER, team=desk.here.teams.get())
    with tenancy.acting(manager):
        restrictions.begin(
            young_person=desk.jay, kind="fleeing", reason="They were found at their last address", named=[],
            review_on=clock.today() + timedelta(days=30), at=clock.now(), on=clock.today(), by=manager,
        )  # fmt: skip
    jays = desk.jays()
    page = jays.get(OWN).content.decode()
    assert "Your record is kept closed, to keep you safe." in page
    assert "those who are named for this record, and nobody else" in page
    assert "duty advisers" not in page
    assert jays.post(f"{OWN}share/whom/", {"whom": [str(desk.northside.pk)]}).status_code == 409


@pytest.mark.parametrize(
    ("age", "competence", "who"),
    [
        (16, None, Decides.THEMSELVES),
        (16, Competence(False, "Once."), Decides.THEMSELVES),
        (15, None, Decides.NOT_JUDGED),
        (15, Competence(True, "Able."), Decides.THEMSELVES),
        (15, Competence(False, "Not yet."), Decides.CARER),
    ],
)
def test_who_decides(age: int, competence: Competence | None, who: Decides) -> None:
    assert rules.who_decides(age=age, competence=competence) is who
