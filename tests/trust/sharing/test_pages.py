"""The pages: an agreement is given question by question, taken back, renewed; something is told without."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Role, system
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import Organisation
from connexions.registers.people.categories import Group
from connexions.registers.people.models import Leave, YoungPerson
from connexions.trust.sharing.models import Consent, Disclosure, Gateway, Objection
from tests.factories import make_partnership, make_staff, make_young_person, sign_in
from tests.factories.sharing import make_organisation

pytestmark = pytest.mark.django_db


class Desk:
    """An adviser, a manager, a young person of theirs who signs in, and an organisation."""

    def __init__(self) -> None:
        self.here = make_partnership()
        team = self.here.teams.get()
        self.adviser, _ = make_staff(partnership=self.here, team=team)
        self.manager, _ = make_staff(partnership=self.here, role=Role.TEAM_MANAGER, team=team)
        today = clock.today()
        self.jay: YoungPerson = make_young_person(
            partnership=self.here,
            adviser_id=self.adviser.pk,
            team=team,
            given_name="Jay",
            date_of_birth=date(today.year - 17, 1, 1),
        )
        self.northside: Organisation = make_organisation(
            partnership=self.here, kind="housing", name="Northside Housing"
        )
        self.client = sign_in(Client(), self.adviser)
        self.at = f"/young-people/{self.jay.pk}/sharing/"

    def jays(self) -> Client:
        user = User.objects.create_user(email=f"jay{self.jay.pk}@example.org", name="Jay")
        Membership.objects.create(
            user=user,
            partnership=self.here,
            role=Role.YOUNG_PERSON,
            young_person_id=self.jay.pk,
            from_on=date(2020, 1, 1),
        )
        return sign_in(Client(), user)

    def answer(self, way: str, **answers: dict[str, Any]) -> Any:
        for key, told in answers.items():
            page = self.client.post(f"{self.at}{way}/{key}/", told)
            assert page.status_code == 302, page.content.decode()[:3000]
        return self.client.post(f"{self.at}{way}/check/")

    def agree(self, **changes: Any) -> Any:
        until = clock.today() + timedelta(days=60)
        told = {
            "whom": {"whom": [f"org:{self.northside.pk}"]},
            "what": {"reach": ["reach.phone"], "plan": ["plan.goals"]},
            "why": {"purpose": "housing"},
            "until": {**boxes("from_on", clock.today()), **boxes("until_on", until)},
            "how": {"how": "spoken"},
        }
        return self.answer("agree", **(told | changes))

    def reading(self) -> Any:
        return tenancy.acting(system("tests", partnership=self.here.pk))


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_an_agreement_is_given_question_by_question(desk: Desk) -> None:
    assert desk.client.get(f"{desk.at}agree/")["Location"] == f"{desk.at}agree/whom/"
    assert desk.client.get(f"{desk.at}agree/check/")["Location"] == f"{desk.at}agree/whom/"
    assert "Who may be told?" in desk.client.get(f"{desk.at}agree/whom/").content.decode()
    done = desk.agree()
    assert (done.status_code, done["Location"]) == (302, desk.at)
    with desk.reading():
        consent = Consent.objects.get()
        assert Leave.objects.get().under == consent.pk
    assert consent.of_groups == {Group.WHO_NAME, Group.REACH_PHONE, Group.PLAN_GOALS}
    page = desk.client.get(desk.at).content.decode()
    audience = page.split("Who can see this</h2>")[1].split("</section>")[0]
    assert "Northside Housing (name, phone numbers and goals, until" in audience


def test_all_answers_are_shown_to_check_and_can_be_changed(desk: Desk) -> None:
    desk.client.post(f"{desk.at}agree/whom/", {"whom": ["kind:housing"]})
    page = desk.client.post(f"{desk.at}agree/what/", {})
    assert page.status_code == 422
    assert "Tick at least one kind of information" in page.content.decode()
    desk.client.post(f"{desk.at}agree/what/", {"who": ["who.birth"]})
    desk.client.post(f"{desk.at}agree/why/", {"purpose": "housing"})
    until = boxes("from_on", clock.today()) | boxes("until_on", clock.today() + timedelta(days=9))
    desk.client.post(f"{desk.at}agree/until/", until)
    desk.client.post(f"{desk.at}agree/how/", {"how": "writing"})
    page = desk.client.get(f"{desk.at}agree/check/").content.decode()
    assert "Any organisation of the kind “housing”" in page
    changed = desk.client.post(f"{desk.at}agree/why/?change=1", {"purpose": "health"})
    assert changed["Location"] == f"{desk.at}agree/check/"
    assert (
        '<dd class="govuk-summary-list__value">Health</dd>'
        in desk.client.get(f"{desk.at}agree/check/").content.decode()
    )


def test_too_long_is_refused_on_the_last_page_and_nothing_is_lost(desk: Desk) -> None:
    far = boxes("from_on", clock.today()) | boxes("until_on", clock.today() + timedelta(days=1000))
    page = desk.agree(until=far)
    assert page.status_code == 409
    assert "24 months at most" in page.content.decode()
    assert "Northside Housing" in page.content.decode()


def test_under_16_their_ability_is_asked(desk: Desk) -> None:
    with desk.reading():
        YoungPerson.objects.filter(pk=desk.jay.pk).update(date_of_birth=date(clock.today().year - 14, 1, 1))
    refused = desk.client.post(f"{desk.at}agree/how/", {"how": "spoken"}).content.decode()
    assert "Say whether they can decide this themselves" in refused
    assert (
        desk.agree(how={"how": "spoken", "can_decide": "yes", "why": "Explains it back."}).status_code == 302
    )
    assert "Judged able to decide" in desk.client.get(desk.at).content.decode()


def test_the_young_person_stops_it_on_their_own_page(desk: Desk) -> None:
    desk.agree()
    jays = desk.jays()
    page = jays.get("/me/sharing/").content.decode()
    assert "Name, phone numbers and your goals" in page
    assert "to help you find or keep a home" in page
    with desk.reading():
        consent = Consent.objects.get()
    assert "cannot see it any more" in jays.get(f"/me/sharing/{consent.pk}/stop/").content.decode()
    done = jays.post(f"/me/sharing/{consent.pk}/stop/", follow=True).content.decode()
    assert "Done. Northside Housing cannot see it any more." in done
    assert "You share with nobody" in done
    assert "Taken back by them" in desk.client.get(desk.at).content.decode()


def test_staff_withdraw_and_renew(desk: Desk) -> None:
    desk.agree()
    with desk.reading():
        consent = Consent.objects.get()
    until = boxes("from_on", clock.today()) | boxes("until_on", clock.today() + timedelta(days=90))
    renewed = desk.client.post(f"{desk.at}agreed/{consent.pk}/renew/", until | {"how": "spoken"})
    assert renewed.status_code == 302
    with desk.reading():
        again = Consent.objects.get(renews=consent)
        assert again.holds(clock.now())
    gone = desk.client.post(f"{desk.at}agreed/{again.pk}/withdraw/", {"why": "Moved."}, follow=True)
    assert "sees nothing of this any more" in gone.content.decode()
    with desk.reading():
        assert not Leave.objects.filter(until_at__gt=clock.now()).exists()


def tell(desk: Desk, key: str, **changes: Any) -> Any:
    with desk.reading():
        gateway = Gateway.objects.get(key=key, partnership=None)
    told = {
        "whom": {"whom": f"org:{desk.northside.pk}"},
        "what": {"reach": ["reach.address"]},
        "law": {"gateway": str(gateway.pk), "reason": "In danger tonight."},
        "tell": {"tell": "yes"},
    }
    return desk.answer("tell", **(told | changes))


def test_without_consent_a_law_and_a_reason_and_they_see_it(desk: Desk) -> None:
    assert tell(desk, "vital-interests").status_code == 302
    with desk.reading():
        assert Leave.objects.get().ground == "gateway"
    mine = desk.jays().get("/me/sharing/").content.decode()
    assert "We did not ask you first." in mine
    assert "In danger tonight." in mine


def test_a_manager_agrees_and_only_then_it_is_told(desk: Desk) -> None:
    tell(desk, "ca-2004-11")
    with desk.reading():
        waits = Disclosure.objects.get()
        assert not Leave.objects.exists()
    boss = sign_in(Client(), desk.manager)
    assert "Waits for a manager" in desk.client.get(desk.at).content.decode()
    assert desk.jay.name in boss.get("/sharing/").content.decode()
    assert desk.client.post(f"{desk.at}told/{waits.pk}/", {"agree": "1"}).status_code == 403
    boss.post(f"{desk.at}told/{waits.pk}/", {"agree": "1"})
    with desk.reading():
        assert Leave.objects.get().under == waits.pk


def test_kept_back_has_a_reason_and_is_looked_at_again(desk: Desk) -> None:
    silent = {"tell": "no", "why_not": "Their phone is read at home.", **boxes("review_on", clock.today())}
    tell(desk, "vital-interests", tell=silent)
    assert "danger tonight" not in desk.jays().get("/me/sharing/").content.decode()
    page = desk.client.get("/sharing/").content.decode()
    assert "Their phone is read at home." in page
    with desk.reading():
        told = Disclosure.objects.get()
    desk.client.post(f"{desk.at}told/{told.pk}/", {"review": "1", "tell": "yes"})
    assert "Young people can see everything" in desk.client.get("/sharing/").content.decode()


def test_an_objection_stops_other_information(desk: Desk) -> None:
    desk.client.post(f"{desk.at}objection/", {"words": "It is nobody’s business."})
    assert "An objection stands" in desk.client.get(desk.at).content.decode()
    page = tell(desk, "esa-2008-14", what={"health": ["health.all"]})
    assert page.status_code == 409
    assert "objected" in page.content.decode()
    assert tell(desk, "esa-2008-14").status_code == 302
    desk.client.post(f"{desk.at}objection/")
    with desk.reading():
        assert Objection.objects.get().ended_on == clock.today()


def test_a_partnership_says_where_a_manager_is_asked(desk: Desk) -> None:
    chief, _ = make_staff(partnership=desk.here, role=Role.PARTNERSHIP_MANAGER)
    with desk.reading():
        shipped = Gateway.objects.get(key="vital-interests", partnership=None)
    client = sign_in(Client(), chief)
    page = client.post(f"/sharing/laws/{shipped.pk}/second-pair/", {"wanted": "yes"}, follow=True)
    assert "A manager must agree: Vital interests" in page.content.decode()
    with desk.reading():
        shipped.refresh_from_db()
        own = Gateway.objects.get(key="vital-interests", partnership=desk.here)
    assert (shipped.second_pair_of_eyes, own.second_pair_of_eyes) == (False, True)


def test_what_ends_soon_is_on_the_list_until_it_is_renewed(desk: Desk) -> None:
    soon = boxes("from_on", clock.today()) | boxes("until_on", clock.today() + timedelta(days=10))
    desk.agree(until=soon)
    assert "Ask again" in desk.client.get("/sharing/").content.decode()
    with desk.reading():
        consent = Consent.objects.get()
    until = boxes("from_on", clock.today()) | boxes("until_on", clock.today() + timedelta(days=90))
    desk.client.post(f"{desk.at}agreed/{consent.pk}/renew/", until | {"how": "spoken"})
    assert "Ask again" not in desk.client.get("/sharing/").content.decode()


def test_a_partnership_says_how_long_a_consent_lasts(desk: Desk) -> None:
    chief, _ = make_staff(partnership=desk.here, role=Role.PARTNERSHIP_MANAGER)
    client = sign_in(Client(), chief)
    told = {"version": "0", "longest_months": "1", "usual_months": "2", "ask_again_days": "14"}
    assert "cannot suggest more" in client.post("/sharing/rules/", told).content.decode()
    assert client.post("/sharing/rules/", told | {"usual_months": "1"}).status_code == 302
    assert (
        "while you were typing"
        in client.post("/sharing/rules/", told | {"usual_months": "1"}).content.decode()
    )
    assert "1 month at most" in client.get("/sharing/laws/").content.decode()
    assert "1 month at most" in desk.agree().content.decode()
