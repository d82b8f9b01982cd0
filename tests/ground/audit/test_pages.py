"""Who has looked, and the partnership's whole record for those who answer for it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from connexions.ground.audit import presenters
from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role, system
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import YoungPerson
from tests.factories import make_partnership, make_staff, make_young_person, sign_in, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Partnership:
    return make_partnership()


@pytest.fixture
def jay(here: Partnership) -> YoungPerson:
    return make_young_person(
        partnership=here, given_name="Jay", family_name="Holloway", team=Team.objects.get(partnership=here)
    )


@pytest.fixture
def adviser(here: Partnership) -> Client:
    user, _ = make_staff(partnership=here, team=Team.objects.get(partnership=here), name="Ines Okafor")
    return sign_in(Client(), user)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:500]
    return answer.content.decode()


def looks(jay: YoungPerson) -> str:
    return reverse("people:looks", args=[jay.pk])


def test_a_look_is_in_the_log_at_once(adviser: Client, jay: YoungPerson) -> None:
    page(adviser, reverse("people:record", args=[jay.pk]))
    said = page(adviser, looks(jay))
    assert "Looked at the record" in said
    assert "Ines Okafor" in said
    assert "Personal adviser" in said
    assert "127.0.0.1" in said


def test_one_page_opened_again_and_again_is_one_line(adviser: Client, jay: YoungPerson) -> None:
    for _ in range(3):
        page(adviser, reverse("people:record", args=[jay.pk]))
    said = page(adviser, looks(jay))
    assert said.count("Looked at the record") == 1
    assert "Looked at the record, 3 times" in said


def test_who_looked_at_who_looked_is_in_the_log_too(adviser: Client, jay: YoungPerson) -> None:
    page(adviser, looks(jay))
    assert "Looked at who has looked" in page(adviser, looks(jay))


def test_it_can_be_narrowed_and_paged(adviser: Client, here: Partnership, jay: YoungPerson) -> None:
    with tenancy.acting(system("tests", partnership=here.pk)):
        AuditEntry.objects.bulk_create(
            AuditEntry(
                partnership=here,
                actor_name=f"Reader {number}",
                actor_role="inspector",
                event="casework.plan.agreed" if number % 2 else "people.record.read",
                young_person_id=jay.pk,
            )
            for number in range(120)
        )
    acts = page(adviser, looks(jay) + "?kind=acts")
    assert "Plan agreed" in acts
    assert "Looked at" not in acts
    assert "Reader 119" in acts
    assert "Reader 1<" not in acts
    earlier = acts.split('href="' + looks(jay) + "?kind=acts&amp;before=")[1].split('"')[0]
    assert "Reader 1<" in page(adviser, f"{looks(jay)}?kind=acts&before={earlier}")


@pytest.mark.parametrize("nonsense", ["?kind=x&before=y", "?before=99999999999999999999999", "?before=²"])
def test_an_address_written_by_hand_does_no_harm(adviser: Client, jay: YoungPerson, nonsense: str) -> None:
    page(adviser, looks(jay) + nonsense)


def test_only_those_who_may_see_looks(here: Partnership, jay: YoungPerson) -> None:
    far = Team.objects.create(partnership=here, name="Far")
    refused = signed_in(partnership=here, team=far).get(looks(jay))
    assert refused.status_code == 403
    assert "You may not see who has looked" in refused.content.decode()
    assert signed_in(partnership=make_partnership()).get(looks(jay)).status_code == 404


def test_the_audit_is_searched_by_who_what_and_day(
    adviser: Client, here: Partnership, jay: YoungPerson
) -> None:
    page(adviser, reverse("people:record", args=[jay.pk]))
    manager = signed_in(partnership=here, role=Role.PARTNERSHIP_MANAGER)
    with tenancy.acting(system("tests", partnership=here.pk)):
        entry = AuditEntry.objects.get(event="people.record.read")
    found = page(manager, f"/audit/?who={entry.actor}&kind=looks")
    assert "Ines Okafor" in found
    assert reverse("people:record", args=[jay.pk]) in found
    assert "Looked at the record" not in page(manager, f"/audit/?who={entry.actor}&kind=refusals")
    day = timezone.localtime(entry.at)
    asked = f"/audit/?on-day={day.day}&on-month={day.month}&on-year={day.year}"
    assert "Looked at the record" in page(manager, asked)
    assert "Looked at the record" not in page(manager, "/audit/?on-day=3&on-month=3&on-year=2020")


def test_an_administrator_learns_of_no_young_person(
    adviser: Client, here: Partnership, jay: YoungPerson
) -> None:
    page(adviser, reverse("people:record", args=[jay.pk]))
    said = page(signed_in(partnership=here, role=Role.ADMINISTRATOR), "/audit/")
    assert "Looked at the record" in said
    assert "Holloway" not in said
    assert str(jay.pk) not in said


def test_another_partnerships_audit_is_not_there(adviser: Client, jay: YoungPerson) -> None:
    page(adviser, reverse("people:record", args=[jay.pk]))
    said = page(signed_in(partnership=make_partnership(), role=Role.PARTNERSHIP_MANAGER), "/audit/")
    assert "Ines" not in said


def test_an_adviser_may_not_search_the_audit(adviser: Client) -> None:
    assert adviser.get("/audit/").status_code == 403


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("people.record.read", "Looked at the record"),
        ("people.looks.read", "Looked at who has looked"),
        ("casework.plan.agreed", "Plan agreed"),
        ("accounts.staff.welcomed", "Staff welcomed"),
        ("accounts.page.refused", "Page refused"),
    ],
)
def test_events_are_said_in_words(event: str, words: str) -> None:
    assert presenters.said(event) == words
