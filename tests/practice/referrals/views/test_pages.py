"""The pages of a referral: made, followed, received, asked for by the young person themselves."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role, system
from connexions.practice.casework.models import Step, StepEvent
from connexions.practice.referrals.actions import sending
from connexions.practice.referrals.models import Referral
from connexions.registers.accounts.models import Membership, User
from connexions.registers.directory.models import Provider
from connexions.registers.directory.queries.search import MOST
from connexions.registers.people.categories import Group
from connexions.trust.sharing.models import Consent
from tests.factories import make_staff, sign_in
from tests.factories.directory import make_service
from tests.factories.referrals import Setting, make_accepted, make_draft, make_sent, make_setting
from tests.factories.sharing import partner_signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def setting() -> Setting:
    return make_setting()


def as_adviser(setting: Setting) -> Client:
    return sign_in(Client(), User.objects.get(pk=setting.adviser.id))


def as_worker(setting: Setting) -> Client:
    return sign_in(Client(), User.objects.get(pk=setting.worker.id))


def as_young_person(setting: Setting) -> Client:
    user = User.objects.create_user(phone="+447700900779", name="Jay Holloway")
    Membership.objects.create(
        user=user,
        partnership_id=setting.adviser.partnership,
        role=Role.YOUNG_PERSON,
        young_person_id=setting.young_person.pk,
        from_on=date(2020, 1, 1),
    )
    return sign_in(Client(), user)


def make_haven(setting: Setting, name: str = "Haven rooms") -> UUID:
    here = setting.organisation.partnership
    with tenancy.acting(system("tests", partnership=here.pk)):
        provider = Provider.objects.create(partnership=here, name="Haven", organisation=setting.organisation)
    return make_service(partnership=here, name=name, provider=provider).pk


def stored(setting: Setting) -> Referral:
    with tenancy.acting(setting.adviser):
        return Referral.objects.get()


def text(answer: Any) -> str:
    return answer.content.decode()


def test_an_adviser_makes_one_a_thing_a_page(setting: Setting) -> None:
    service, client, person = make_haven(setting), as_adviser(setting), setting.young_person
    need = f"step:{setting.step.pk}"
    page = client.get(reverse("referrals:new", args=[person.pk]), {"need": need})
    assert "Haven rooms, Haven Housing" in text(client.get(page["Location"]))
    page = client.post(page["Location"], {"services": [service]})
    page = client.post(page["Location"], {"reason": "Jay needs a room.", "version": 1})
    page = client.post(
        page["Location"], {"who": ["who.birth"], "reach": ["reach.phone"], "purpose": "support", "version": 2}
    )
    shown = text(client.get(page["Location"]))
    assert "14 March 2009" in shown
    assert "Jay needs a room." in shown
    page = client.post(page["Location"], {"version": 3}, follow=True)
    assert "Sent to Haven rooms." in text(page)
    assert stored(setting).state == "sent"
    assert stored(setting).step_id == setting.step.pk


def test_however_many_others_there_are_those_that_can_be_told_are_found_and_the_rest_is_counted(
    setting: Setting,
) -> None:
    for number in range(MOST):
        make_service(partnership=setting.organisation.partnership, name=f"A stranger {number}")
    make_haven(setting)
    page = reverse("referrals:services", args=[setting.young_person.pk])
    shown = text(as_adviser(setting).get(page, {"need": "none"}))
    assert 0 < shown.index("Haven rooms") < shown.index("A stranger")
    assert f"The first {MOST} of {MOST + 1}: say more" in shown
    own = text(as_young_person(setting).get(reverse("referrals:my_services")))
    assert "Haven rooms" in own
    assert "A stranger" not in own
    assert " more. Say what it is about" not in own


def test_without_leave_the_check_says_what_is_missing_and_does_not_send() -> None:
    setting = make_setting(groups=[Group.WHO_NAME])
    draft, client = make_draft(setting), as_adviser(setting)
    shown = text(client.get(reverse("referrals:check", args=[draft.pk])))
    assert "No leave yet to tell Haven Housing about date of birth and phone numbers" in shown
    assert ">Send it<" not in shown
    refused = client.post(reverse("referrals:check", args=[draft.pk]), {"version": draft.version})
    assert refused.status_code == 409
    assert stored(setting).state == "drafted"


def test_the_service_sees_only_what_was_told_and_accepts(setting: Setting) -> None:
    sent, client = make_sent(setting), as_worker(setting)
    assert "Jay Holloway" in text(client.get(reverse("referrals:received")))
    address = reverse("referrals:received_one", args=[sent.pk])
    shown = text(client.get(address))
    assert "14 March 2009" in shown
    assert "Home address" not in shown
    client.post(address, {"move": "accept", "words": "From Monday."})
    assert stored(setting).state == "accepted"
    ours = text(as_adviser(setting).get(reverse("referrals:referral", args=[sent.pk])))
    assert "From Monday." in ours
    assert "Robin Ash" in ours


def test_a_decline_without_a_reason_is_asked_again(setting: Setting) -> None:
    sent = make_sent(setting)
    answer = as_worker(setting).post(reverse("referrals:received_one", args=[sent.pk]), {"move": "decline"})
    assert answer.status_code == 422
    assert "Say why it is declined" in text(answer)
    assert stored(setting).state == "sent"


def test_the_outcome_stands_beneath_the_step_of_the_plan(setting: Setting) -> None:
    accepted = make_accepted(setting)
    address = reverse("referrals:received_one", args=[accepted.pk])
    as_worker(setting).post(address, {"move": "end", "outcome": "helped", "words": "Moved in."})
    with tenancy.acting(setting.adviser):
        assert Step.objects.get(pk=setting.step.pk).status == "done"
        heard = StepEvent.objects.get(what="heard")
    assert "Moved in." in heard.words
    plan = text(as_adviser(setting).get(reverse("casework:plan", args=[setting.young_person.pk])))
    assert "Moved in." in plan


def test_what_stopped_shows_the_service_no_name(setting: Setting) -> None:
    sent = make_sent(setting)
    with tenancy.acting(setting.adviser):
        setting.leave.until_at = setting.at  # type: ignore[union-attr]
        setting.leave.save(update_fields=["until_at"])  # type: ignore[union-attr]
        sending.halt(referral=sent, why="Taken back.", at=setting.at, by=setting.adviser)
    client = as_worker(setting)
    for address in (reverse("referrals:received"), reverse("referrals:received_one", args=[sent.pk])):
        shown = text(client.get(address))
        assert sent.ref in shown
        assert "Holloway" not in shown
        assert "needs a room" not in shown
    refused = client.post(reverse("referrals:received_one", args=[sent.pk]), {"move": "accept"})
    assert refused.status_code == 403


def test_another_organisation_gets_nothing(setting: Setting) -> None:
    from tests.factories.sharing import make_organisation

    sent = make_sent(setting)
    other = partner_signed_in(make_organisation(partnership=setting.organisation.partnership))
    assert other.get(reverse("referrals:received_one", args=[sent.pk])).status_code == 404
    assert sent.ref not in text(other.get(reverse("referrals:received")))


def test_a_file_of_outcomes_is_taken_row_by_row_and_once(setting: Setting) -> None:
    accepted, client = make_accepted(setting), as_worker(setting)
    template = text(client.get(reverse("referrals:outcomes_template")))
    assert accepted.ref in template
    lines = f"Reference,How it ended,Words\n{accepted.ref},It helped in part,Two weeks\nABCD-2345,helped,\n,eaten,\n"

    def send() -> str:
        file = SimpleUploadedFile("outcomes.csv", lines.encode())
        return text(client.post(reverse("referrals:outcomes"), {"file": file}))

    first = send()
    assert "1 outcome recorded, 0 recorded before, 2 rows not taken" in first
    assert "There is no referral to you with the reference ABCD-2345." in first
    assert stored(setting).outcome == "partly"
    assert "0 outcomes recorded, 1 recorded before" in send()


def test_a_young_person_asks_themselves_and_agrees() -> None:
    setting = make_setting(groups=None, date_of_birth=date(2009, 3, 14))
    service, client = make_haven(setting), as_young_person(setting)
    page = client.post(reverse("referrals:my_services"), {"service": service})
    page = client.post(page["Location"], {"reason": "I need a room.", "version": 1})
    page = client.post(page["Location"], {"who": ["who.birth"], "purpose": "housing", "version": 2})
    shown = text(client.get(page["Location"]))
    assert "I need a room." in shown
    refused = client.post(page["Location"], {"version": 3})
    assert refused.status_code == 422
    client.post(page["Location"], {"agree": "on", "version": 3})
    assert stored(setting).state == "sent"
    with tenancy.acting(setting.adviser):
        assert Consent.objects.get().given_by == "young_person"
    assert "Haven rooms" in text(client.get(reverse("referrals:mine")))
    one = reverse("referrals:my_referral", args=[stored(setting).pk])
    assert "14 March 2009" in text(client.get(one))
    client.post(reverse("referrals:my_withdraw", args=[stored(setting).pk]), {"words": ""})
    assert stored(setting).state == "withdrawn"


def test_under_16_nobody_judged_it_goes_to_the_adviser() -> None:
    setting = make_setting(groups=None, date_of_birth=date(2012, 3, 14))
    draft = make_draft(setting)
    with tenancy.acting(setting.adviser):
        Referral.objects.filter(pk=draft.pk).update(is_own=True)
    client = as_young_person(setting)
    address = reverse("referrals:my_agree", args=[draft.pk])
    refused = client.post(address, {"agree": "on", "version": draft.version})
    assert refused.status_code == 409
    client.post(address, {"move": "pass_on"})
    assert stored(setting).news_at is not None
    today = text(as_adviser(setting).get(reverse("casework:today")))
    assert "Asks to be referred" in today


@pytest.mark.parametrize("role", [Role.TRACKING_OFFICER, Role.DATA_OFFICER])
def test_who_does_not_do_casework_gets_no_referral(setting: Setting, role: Role) -> None:
    sent = make_sent(setting)
    user, _ = make_staff(partnership=setting.organisation.partnership, role=role)
    client = sign_in(Client(), user)
    assert client.get(reverse("referrals:referral", args=[sent.pk])).status_code == 403


def test_lists_ask_a_bounded_number_of_questions(
    setting: Setting, django_assert_max_num_queries: Any
) -> None:
    make_sent(setting)
    ours, theirs = as_adviser(setting), as_worker(setting)
    ours.get(reverse("referrals:list"))
    with django_assert_max_num_queries(16):
        assert "Jay Holloway" in text(ours.get(reverse("referrals:list")))
    with django_assert_max_num_queries(16):
        theirs.get(reverse("referrals:received"))
