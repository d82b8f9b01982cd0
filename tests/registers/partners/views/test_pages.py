"""The pages, as their readers open them."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role, system
from connexions.registers.partners.actions.disputes import add, raise_dispute
from connexions.registers.partners.models import (
    AgreementContact,
    AgreementEdition,
    Dispute,
    Duty,
    Organisation,
)
from tests.factories import make_actor, make_partnership, sign_in, signed_in
from tests.factories.partners import AT, make_edition, make_organisation, make_worker

pytestmark = pytest.mark.django_db
MOST = 20  # questions of a page, those of signing in and of the audit among them


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation(make_partnership())


def manager_of(organisation: Organisation) -> Client:
    return signed_in(partnership=organisation.partnership, role=Role.PARTNERSHIP_MANAGER)


def every(organisation: Organisation, model: Any) -> list[Any]:
    with tenancy.acting(system("tests", partnership=organisation.partnership_id)):
        return list(model.objects.all())


def test_an_agreement_is_drafted_signed_and_read(organisation: Organisation) -> None:
    client = manager_of(organisation)
    client.post(reverse("partners:draft", args=[organisation.pk]))
    (made,) = every(organisation, AgreementEdition)
    page = client.get(reverse("partners:change", args=[made.pk]))
    form = page.content.decode()
    assert "Who does what for whom" in form
    typed = {
        "version": made.version, "purpose": "A roof.", "answer_within_days": 5, "start_within_days": 10,
        "up_after_days": 2, "duties_side_0": "both", "duties_does_0": "Tell each other", "steps_ours_0": "Adviser",
        "steps_theirs_0": "Worker", "steps_within_days_0": 3,
        "from_on-day": "1", "from_on-month": "12", "from_on-year": "2026",
        "review_on-day": "1", "review_on-month": "12", "review_on-year": "2027",
    }  # fmt: skip
    typed |= {f"duties_side_{n}": "ours" for n in range(1, 12)} | {
        f"contacts_side_{n}": "ours" for n in range(8)
    }
    sent = client.post(reverse("partners:change", args=[made.pk]), typed)
    assert sent.status_code == 302, sent.content.decode()[:4000]
    client.post(reverse("partners:offer", args=[made.pk]))
    (made,) = every(organisation, AgreementEdition)
    assert made.state == "offered"
    user, _ = make_worker(organisation)
    partner = sign_in(Client(), user)
    for who in (client, partner):
        (made,) = every(organisation, AgreementEdition)
        told = {"name": "N", "role": "R", "agrees": "on", "version": made.version}
        assert who.post(reverse("partners:sign", args=[made.pk]), told).status_code == 302
    read = partner.get(reverse("partners:ours"), follow=True).content.decode()
    assert "What a personal adviser does with you, and what you do" in read
    assert "Tell each other" in read


def test_a_dispute_is_raised_and_answered(organisation: Organisation) -> None:
    make_edition(organisation)
    client = signed_in(partnership=organisation.partnership)
    told = {
        "organisation": organisation.pk,
        "about_kind": "decision",
        "title": "A bed",
        "words": "Think again.",
    }
    assert client.post(reverse("partners:raise"), told).status_code == 302
    (made,) = every(organisation, Dispute)
    user, _ = make_worker(organisation)
    partner = sign_in(Client(), user)
    page = partner.get(reverse("partners:dispute", args=[made.pk])).content.decode()
    assert "A bed" in page
    assert "Think again." not in page  # it was not shared
    assert partner.get(reverse("partners:disputes")).status_code == 200
    for move in ("answer", "add", "up"):
        assert partner.get(reverse(f"partners:dispute_{move}", args=[made.pk])).status_code == 200
    sent = partner.post(reverse("partners:dispute_answer", args=[made.pk]), {"words": "Here is one."})
    assert sent.status_code == 302
    settled = {"decided": "A bed.", "learnt": "Ring first."}
    assert client.post(reverse("partners:dispute_settle", args=[made.pk]), settled).status_code == 302
    assert "Ring first." in client.get(reverse("partners:lessons")).content.decode()
    assert client.get(reverse("partners:dispute", args=[made.pk])).status_code == 200


def test_organisations_are_added_changed_closed(organisation: Organisation) -> None:
    client = manager_of(organisation)
    assert (
        client.post(reverse("partners:organisation_add"), {"name": "New", "kind": "Health"}).status_code
        == 302
    )
    again = client.post(reverse("partners:organisation_add"), {"name": "new", "kind": "Health"})
    assert again.status_code == 409
    here = [organisation.pk]
    assert (
        client.post(reverse("partners:organisation_change", args=here), {"name": "Other"}).status_code == 302
    )
    for page in ("organisation_change", "organisation_close", "organisation_merge", "organisation"):
        assert client.get(reverse(f"partners:{page}", args=here)).status_code == 200
    assert client.post(reverse("partners:organisation_close", args=here), {"why": "Gone"}).status_code == 302
    assert "Gone" in client.get(reverse("partners:organisation", args=here)).content.decode()
    assert client.get(reverse("partners:kinds")).status_code == 200
    assert client.get(reverse("partners:days_off")).status_code == 200


def test_two_entries_become_one(organisation: Organisation) -> None:
    made = make_edition(organisation)
    kept = make_organisation(organisation.partnership, "Wearbank")
    client = manager_of(organisation)
    sent = client.post(reverse("partners:organisation_merge", args=[organisation.pk]), {"into": kept.pk})
    assert sent.status_code == 302
    (moved,) = every(organisation, AgreementEdition)
    assert (moved.pk, moved.organisation_id) == (made.pk, kept.pk)


def test_two_editions_are_compared_and_reviewed(organisation: Organisation) -> None:
    first = make_edition(organisation, state="replaced", until_on=date(2026, 6, 1))
    second = make_edition(
        organisation, number=2, agreement=first.agreement, from_on=date(2026, 6, 1), answer_within_days=3
    )
    client = manager_of(organisation)
    page = client.get(reverse("partners:compare", args=[second.pk])).content.decode()
    assert "Working days to answer" in page
    assert "Working days to begin" not in page
    assert client.get(reverse("partners:edition", args=[second.pk])).status_code == 200
    assert client.get(reverse("partners:review", args=[second.pk])).status_code == 200
    assert client.get(reverse("partners:end", args=[organisation.pk])).status_code == 200


def test_the_list_asks_as_much_for_many_as_for_one(
    organisation: Organisation, django_assert_max_num_queries: Any
) -> None:
    for n in range(10):
        make_edition(
            make_organisation(organisation.partnership, f"Organisation {n}"), review_on=date(2026, 1, 9)
        )
    client = manager_of(organisation)
    client.get(reverse("partners:organisations"))
    with django_assert_max_num_queries(MOST):
        page = client.get(reverse("partners:organisations")).content.decode()
    assert "Agreements to review" in page


def raised(organisation: Organisation, many: int) -> None:
    adviser = make_actor(partnership=organisation.partnership)
    with tenancy.acting(adviser):
        for n in range(many):
            raise_dispute(
                about_kind="decision", about_id=None, organisation=organisation, title=f"A bed {n}",
                words="Think again.", by=adviser, at=AT,
            )  # fmt: skip


def asked_by(client: Client, page: str) -> int:
    """How many questions a page asks, once what is kept between requests is there."""
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


@pytest.mark.parametrize("role", [Role.PARTNERSHIP_MANAGER, Role.PERSONAL_ADVISER])
def test_disputes_ask_as_much_for_many_as_for_one(organisation: Organisation, role: Role) -> None:
    make_edition(organisation)
    client = signed_in(partnership=organisation.partnership, role=role)
    page = reverse("partners:disputes")
    raised(organisation, 1)
    one = asked_by(client, page)
    raised(organisation, 12)
    assert asked_by(client, page) == one <= MOST


def test_a_dispute_asks_as_much_whatever_was_said(organisation: Organisation) -> None:
    make_edition(organisation)
    raised(organisation, 1)
    (made,) = every(organisation, Dispute)
    client = manager_of(organisation)
    page = reverse("partners:dispute", args=[made.pk])
    few = asked_by(client, page)
    adviser = make_actor(partnership=organisation.partnership)
    with tenancy.acting(adviser):
        for n in range(12):
            add(dispute=made, words=f"Besides {n}", shared=bool(n % 2), at=AT, by=adviser)
    assert asked_by(client, page) == few <= MOST


@pytest.mark.parametrize("who", ["manager", "worker"])
def test_an_agreement_asks_as_much_however_long_it_is(organisation: Organisation, who: str) -> None:
    made = make_edition(organisation)
    user, _ = make_worker(organisation)
    client = sign_in(Client(), user) if who == "worker" else manager_of(organisation)
    page = reverse("partners:edition", args=[made.pk])
    short = asked_by(client, page)
    with tenancy.acting(system("tests", partnership=organisation.partnership_id)):
        for n in range(2, 12):
            here = {"partnership": organisation.partnership, "edition": made, "place": n}
            Duty.objects.create(**here, side="both", does=f"Duty {n}")
            AgreementContact.objects.create(**here, side="ours", name=f"Contact {n}")
    assert asked_by(client, page) == short <= MOST


def test_an_organisation_asks_as_much_for_many_editions_and_disputes(organisation: Organisation) -> None:
    made = make_edition(organisation)
    raised(organisation, 1)
    client = manager_of(organisation)
    page = reverse("partners:organisation", args=[organisation.pk])
    few = asked_by(client, page)
    raised(organisation, 6)
    for n in range(2, 8):
        make_edition(organisation, number=n, agreement=made.agreement, state="dropped")
    assert asked_by(client, page) == few <= MOST


def test_a_worker_does_not_open_the_list(organisation: Organisation) -> None:
    user, _ = make_worker(organisation)
    partner = sign_in(Client(), user)
    assert partner.get(reverse("partners:organisations")).status_code == 403
    assert partner.get(reverse("partners:ours")).status_code == 200
