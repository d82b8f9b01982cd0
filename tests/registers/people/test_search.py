"""Searching: what is found, in which order, and what must never be."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.actions import searches
from connexions.registers.people.hashes import hashed
from connexions.registers.people.models import Carer, YoungPerson
from connexions.registers.people.queries.search import MOST, Found, search
from tests.factories import (
    make_actor,
    make_contact_point,
    make_identifier,
    make_partnership,
    make_residence,
    make_young_person,
)

TODAY = date(2026, 11, 21)


@pytest.fixture
def here(db: None) -> Partnership:
    return make_partnership()


@pytest.fixture
def by(here: Partnership) -> Actor:
    return make_actor(partnership=here, team=here.teams.get())


@pytest.fixture
def jay(here: Partnership, by: Actor) -> YoungPerson:
    """Jayden Holloway, whom *by* helps."""
    return make_young_person(
        partnership=here,
        given_name="Jayden",
        middle_names="Lee",
        family_name="Holloway",
        preferred_name="Jay",
        date_of_birth=date(2009, 5, 14),
        adviser_id=by.id,
        team_id=by.team,
    )


def found(text: str, by: Actor) -> list[YoungPerson]:
    return [hit.young_person for hit in look(text, by).hits]


def look(text: str, by: Actor, **asked: Any) -> Found:
    with tenancy.acting(by):
        return search(text, by=by, on=TODAY, **asked)


@pytest.mark.parametrize(
    "text",
    [
        "Holloway",
        "holloway jayden",
        "jay holloway",
        "HOLLOWAY, Jay",
        "hollo",  # the beginning
        "holoway",  # a letter short
        "hollowya",  # two letters swapped
        "hallaway",  # sounds alike
        "jaden holloway",  # another spelling
        "jadyen lee",  # a slip in one, right in the other
        "14/5/2009",
        "14 May 2009",
        "holloway 14/5/2009",
        "jay 14.5.09",
    ],
)
def test_found_by_whatever_one_has_of_a_name_or_a_birthday(text: str, by: Actor, jay: YoungPerson) -> None:
    assert found(text, by) == [jay]


@pytest.mark.parametrize(
    "text", ["brown", "holloway 15/5/2009", "jay brown", "31/2/2009", "", "  ", "%", "'; --"]
)
def test_not_found_by_what_is_not_theirs(text: str, by: Actor, jay: YoungPerson) -> None:
    assert found(text, by) == []


def test_short_names_and_former_ones(here: Partnership, by: Actor) -> None:
    liz = make_young_person(partnership=here, given_name="Elizabeth", family_name="O'Brien")
    anne = make_young_person(partnership=here, given_name="Anne Marie", family_name="Smith-Jones")
    assert found("beth obrien", by) == [liz]
    assert found("liz o'brien", by) == [liz]
    assert found("anne-marie jones", by) == [anne]
    assert found("jones-smith", by) == [anne]


def test_found_by_numbers_phones_mail_and_postcode(by: Actor, jay: YoungPerson) -> None:
    make_contact_point(jay, "+447700900123")
    make_contact_point(jay, "jay@example.org")
    make_residence(jay, "NE1 4XD")
    make_identifier(jay, "upn", "B801200005001")
    make_identifier(jay, "ccis", "4440000000017")
    for text in ("07700 900 123", "+44 7700 900123", "JAY@example.org", "ne14xd", "NE1", "holloway ne1"):
        assert found(text, by) == [jay], text
    for text in ("b801200005001", "4440000000017"):
        assert found(text, by) == [jay], text


def test_found_by_a_carers_phone(by: Actor, jay: YoungPerson) -> None:
    with tenancy.acting(by):
        Carer.objects.create(
            partnership_id=by.partnership, young_person=jay, name="Mum", phone="+447700900456"
        )
    assert found("07700 900456", by) == [jay]


def test_an_earlier_postcode_is_found_whole_but_half_a_postcode_means_now(
    by: Actor, jay: YoungPerson
) -> None:
    make_residence(jay, "SR1 1AA", from_on=date(2010, 1, 1), until_on=date(2020, 1, 1))
    assert found("SR1 1AA", by) == [jay]
    assert found("SR1", by) == []


def test_nobody_of_another_partnership_whatever_is_typed(by: Actor, jay: YoungPerson) -> None:
    elsewhere = make_partnership()
    stranger = make_young_person(
        partnership=elsewhere, given_name="Jayden", family_name="Holloway", date_of_birth=date(2009, 5, 14)
    )
    make_contact_point(stranger, "+447700900999")
    make_identifier(stranger, "uln", "9276308686")
    make_residence(stranger, "IP1 1AA")
    for text in ("holloway", "jayden holloway 14/5/2009", "14/5/2009"):
        assert found(text, by) == [jay], text
    for text in ("07700 900999", "9276308686", "IP1 1AA", "IP1"):
        assert found(text, by) == [], text


def test_words_of_another_partnership_do_not_widen_a_search(by: Actor, jay: YoungPerson) -> None:
    make_young_person(partnership=make_partnership(), family_name="Hollowaye")
    with tenancy.acting(by):
        assert found("hollowaye", by) == [jay]  # one slip from ours; theirs is not known here


def test_details_of_another_team_find_nobody(here: Partnership, by: Actor) -> None:
    other_team = Team.objects.create(partnership=here, name="Second team")
    theirs = make_young_person(partnership=here, family_name="Distant", team=other_team)
    make_contact_point(theirs, "+447700900321")
    make_residence(theirs, "NE3 1AA")
    make_identifier(theirs, "uln", "9276308686")
    assert found("distant", by) == [theirs]  # who they are, every adviser may know
    assert found("9276308686", by) == [theirs]  # a number is there to identify
    for text in ("07700 900321", "NE3 1AA", "NE3", "distant NE3"):
        assert found(text, by) == [], text
    manager = make_actor(partnership=here, role=Role.PARTNERSHIP_MANAGER)
    assert found("07700 900321", manager) == [theirs]


def test_a_hit_says_where_somebody_lives_only_to_those_who_may_know(
    here: Partnership, by: Actor, jay: YoungPerson
) -> None:
    make_residence(jay, "NE1 4XD")
    other_team = Team.objects.create(partnership=here, name="Second team")
    assert [hit.town for hit in look("holloway", by).hits] == ["Newcastle upon Tyne"]
    colleague = make_actor(partnership=here, team=other_team)
    assert [hit.town for hit in look("holloway", colleague).hits] == [""]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.NATIONAL_ANALYST, Role.PARTNER_WORKER])
def test_roles_that_see_nobody_find_nobody(role: Role, here: Partnership, jay: YoungPerson) -> None:
    assert found("holloway", make_actor(partnership=here, role=role)) == []


def test_the_likeliest_comes_first(here: Partnership, by: Actor) -> None:
    like = make_young_person(partnership=here, given_name="John", family_name="Smyth")
    short = make_young_person(partnership=here, given_name="Jack", family_name="Smith")
    exact = make_young_person(partnership=here, given_name="John", family_name="Smith")
    assert found("john smith", by)[0] == exact
    assert set(found("john smith", by)) == {exact, short, like}


def test_a_middle_name_counts_less_and_being_ones_own_does_not_outweigh_a_name(
    here: Partnership, by: Actor
) -> None:
    middle = make_young_person(
        partnership=here, given_name="Ann", middle_names="Jay", family_name="Holt", adviser_id=by.id
    )
    first = make_young_person(partnership=here, given_name="Jay", family_name="Holt")
    assert found("jay holt", by) == [first, middle]


def test_ones_own_come_before_others_of_the_same_name(here: Partnership, by: Actor) -> None:
    other = make_young_person(partnership=here, given_name="Sam", family_name="Ali")
    own = make_young_person(partnership=here, given_name="Sam", family_name="Ali", adviser_id=by.id)
    assert found("sam ali", by) == [own, other]


def test_no_more_than_fifty_and_it_says_that_there_are_more(here: Partnership, by: Actor) -> None:
    for _ in range(MOST + 2):
        make_young_person(partnership=here, given_name="Kim", family_name="Same")
    told = look("same", by)
    assert (len(told.hits), told.more) == (MOST, True)
    few = look("same", by, most=5)
    assert (len(few.hits), few.more) == (5, True)


def test_a_whole_name_is_not_crowded_out_by_longer_ones(here: Partnership, by: Actor) -> None:
    for number in range(MOST + 5):
        make_young_person(partnership=here, family_name=f"Holt{'abcdefgh'[number % 8]}{number}")
    exact = make_young_person(partnership=here, family_name="Holt")
    told = look("holt", by)
    assert told.hits[0].young_person == exact


def test_what_is_left_out_as_unlikely_is_not_called_more(
    here: Partnership, by: Actor, jay: YoungPerson
) -> None:
    for number in range(8):
        make_young_person(partnership=here, given_name="Jon", family_name=f"Hill{number}")
    told = look("jay holloway", by, most=4)
    assert [hit.young_person for hit in told.hits] == [jay]
    assert not told.more


def test_ones_own_are_among_the_fifty_however_many_there_are(here: Partnership, by: Actor) -> None:
    for _ in range(MOST + 2):
        make_young_person(partnership=here, given_name="Kim", family_name="Same")
    own = make_young_person(partnership=here, given_name="Kim", family_name="Same", adviser_id=by.id)
    assert found("same", by)[0] == own


def test_a_search_asks_few_questions(by: Actor, jay: YoungPerson) -> None:
    with tenancy.acting(by), CaptureQueriesContext(connection) as asked:
        search("jaden holoway 14/5/2009", by=by, on=TODAY)
    assert len(asked) <= 8


def test_a_search_is_written_down_without_what_was_typed(by: Actor, jay: YoungPerson) -> None:
    told = look("holloway 14/5/2009", by)
    with tenancy.acting(by):
        searches.note(found=told, by=by, how="page")
        entry = AuditEntry.objects.get(event="people.search.read")
    assert entry.details["shown"] == [str(jay.pk)]
    assert sorted(entry.details["by"]) == ["born_on", "words"]
    assert "holloway" not in str(entry.details).lower()
    assert hashed("holloway") in entry.details["hashes"]
