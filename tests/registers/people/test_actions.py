"""What may be done with a record: each done once, and each refused where it must be."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from connexions.ground.audit.models import AuditEntry, Change
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Conflict, Missing, NotAllowed, NotPossible
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.actions import (
    characteristics,
    contact_points,
    family,
    identifiers,
    other_names,
    residences,
    young_people,
)
from connexions.registers.people.models import (
    Carer,
    Characteristic,
    ContactPoint,
    Identifier,
    Name,
    NameToken,
    Residence,
    SearchKey,
    Sibling,
    YoungPerson,
)
from tests.factories import make_actor, make_partnership, make_young_person

TODAY = date(2026, 11, 21)


@pytest.fixture
def here(db: None) -> Partnership:
    return make_partnership()


@pytest.fixture
def by(here: Partnership) -> Iterator[Actor]:
    """An adviser, acting."""
    actor = make_actor(partnership=here, team=here.teams.get(), name="Priya Nair")
    with tenancy.acting(actor):
        yield actor


@pytest.fixture
def jay(here: Partnership, by: Actor) -> YoungPerson:
    return make_young_person(partnership=here, given_name="Jayden", family_name="Holloway", adviser_id=by.id)


def names(**changed: str) -> dict[str, str]:
    return {
        "given_name": "Jayden",
        "middle_names": "",
        "family_name": "Holloway",
        "preferred_name": "",
        "pronouns": "",
        **changed,
    }


def events(young_person: YoungPerson) -> list[str]:
    return list(AuditEntry.objects.filter(young_person_id=young_person.pk).values_list("event", flat=True))


def words(young_person: YoungPerson) -> set[str]:
    return set(SearchKey.objects.filter(young_person=young_person).values_list("word", flat=True))


# Beginning a record


def test_a_record_is_begun_found_and_written_down(by: Actor) -> None:
    made = young_people.begin(
        by=by, on=TODAY, given_name="Zoë", family_name="O'Brien", date_of_birth=date(2009, 5, 14)
    )
    assert (made.partnership_id, made.team_id) == (by.partnership, by.team)
    assert words(made) == {"zoe", "obrien", "o", "brien"}
    assert NameToken.objects.get(word="zoe").sound
    assert events(made) == ["people.record.begun"]


def test_nobody_is_born_tomorrow(by: Actor) -> None:
    with pytest.raises(NotPossible, match="in the past"):
        young_people.begin(by=by, on=TODAY, given_name="A", family_name="B", date_of_birth=TODAY)


def test_an_inspector_begins_no_record(here: Partnership) -> None:
    inspector = make_actor(partnership=here, role=Role.INSPECTOR)
    with tenancy.acting(inspector), pytest.raises(NotAllowed):
        young_people.begin(
            by=inspector, on=TODAY, given_name="A", family_name="B", date_of_birth=date(2009, 1, 1)
        )


# Names


def test_a_legal_change_keeps_the_former_name_and_finds_by_it(by: Actor, jay: YoungPerson) -> None:
    young_people.rename(
        young_person=jay,
        by=by,
        on=TODAY,
        version=1,
        names=names(family_name="Brown", preferred_name="Jay"),
        changed_on=date(2026, 10, 1),
    )
    former = Name.objects.get(young_person=jay)
    assert (former.kind, former.family_name, former.until_on) == ("former", "Holloway", date(2026, 10, 1))
    assert {"brown", "holloway", "jay"} <= words(jay)
    jay.refresh_from_db()
    assert (jay.name, jay.version) == ("Jay Brown", 2)


def test_putting_a_mistake_right_keeps_no_former_name(by: Actor, jay: YoungPerson) -> None:
    young_people.rename(young_person=jay, by=by, on=TODAY, version=1, names=names(family_name="Hollaway"))
    assert not Name.objects.filter(young_person=jay).exists()
    assert "holloway" not in words(jay)


def test_a_name_does_not_change_tomorrow(by: Actor, jay: YoungPerson) -> None:
    with pytest.raises(NotPossible, match="to come"):
        young_people.rename(
            young_person=jay, by=by, on=TODAY, version=1, names=names(), changed_on=date(2026, 12, 1)
        )


def test_another_name_is_found_by_until_it_is_taken_away(by: Actor, jay: YoungPerson) -> None:
    facts = {"kind": "also_known_as", "given_name": "Jaybo", "family_name": ""}
    added = other_names.add(young_person=jay, by=by, **facts)
    assert "jaybo" in words(jay)
    with pytest.raises(NotPossible, match="already"):
        other_names.add(young_person=jay, by=by, **facts)
    other_names.remove(name=added, by=by)
    assert "jaybo" not in words(jay)
    assert events(jay) == ["people.other_name.added", "people.other_name.removed"]


# Two people at once


def other_saves(jay: YoungPerson, **facts: Any) -> None:
    """Somebody else saves first."""
    other = make_actor(
        partnership=jay.partnership,
        team=jay.partnership.teams.get(),
        role=Role.PARTNERSHIP_MANAGER,
        name="Tom Ridley",
    )
    with tenancy.acting(other):
        young_people.describe(
            young_person=jay, by=other, version=1, facts=facts, event="people.about.changed"
        )


def test_the_second_save_of_the_same_field_is_refused_with_both_texts(by: Actor, jay: YoungPerson) -> None:
    other_saves(jay, first_language="Polish")
    with pytest.raises(Conflict) as refused:
        young_people.describe(
            young_person=jay,
            by=by,
            version=1,
            facts={"first_language": "Czech"},
            event="people.languages.changed",
        )
    assert refused.value.who == "Tom Ridley"
    assert refused.value.version == 2
    [difference] = refused.value.differences
    assert (difference.theirs, difference.mine, difference.label) == ("Polish", "Czech", "First language")
    jay.refresh_from_db()
    assert jay.first_language == "Polish"


def test_two_saves_of_different_fields_both_hold(by: Actor, jay: YoungPerson) -> None:
    other_saves(jay, first_language="Polish")
    young_people.describe(
        young_person=jay,
        by=by,
        version=1,
        facts={"first_language": "", "contact_preference": "Text"},
        event="people.languages.changed",
    )
    jay.refresh_from_db()
    assert (jay.first_language, jay.contact_preference, jay.version) == ("Polish", "Text", 3)


def test_both_typing_the_same_is_no_conflict(by: Actor, jay: YoungPerson) -> None:
    other_saves(jay, first_language="Polish")
    young_people.describe(
        young_person=jay,
        by=by,
        version=1,
        facts={"first_language": "Polish"},
        event="people.languages.changed",
    )
    jay.refresh_from_db()
    assert jay.version == 2


def test_a_date_and_a_school_can_conflict_too(by: Actor, jay: YoungPerson) -> None:
    other_saves(jay, date_of_birth=date(2009, 5, 15))
    with pytest.raises(Conflict):
        young_people.describe(
            young_person=jay,
            by=by,
            version=1,
            facts={"date_of_birth": date(2009, 5, 16)},
            event="people.about.changed",
        )
    young_people.describe(
        young_person=jay,
        by=by,
        version=1,
        facts={"date_of_birth": date(2009, 3, 14)},
        event="people.about.changed",
    )
    jay.refresh_from_db()
    assert jay.date_of_birth == date(2009, 5, 15)  # mine was untouched: theirs stays


# Who may


@pytest.mark.parametrize(
    "role", [Role.INSPECTOR, Role.ADMINISTRATOR, Role.NATIONAL_ANALYST, Role.PARTNER_WORKER]
)
def test_those_who_may_not_write_change_nothing(role: Role, here: Partnership, jay: YoungPerson) -> None:
    actor = make_actor(partnership=here, role=role)
    with tenancy.acting(actor), pytest.raises(NotAllowed):
        young_people.rename(young_person=jay, by=actor, on=TODAY, version=1, names=names(family_name="X"))


def test_every_action_refuses_somebody_of_another_team(
    here: Partnership, by: Actor, jay: YoungPerson
) -> None:
    """All of them, called as somebody who may know of Jay but not change his record."""
    point = contact_points.add(young_person=jay, by=by, facts={"kind": "mobile", "value": "+447700900123"})
    home = residences.move(
        young_person=jay, by=by, from_on=date(2026, 1, 1), on=TODAY, home={"town": "Leeds"}
    )
    carer = family.add_carer(young_person=jay, by=by, facts={"name": "Mum"})
    identifiers.add(young_person=jay, by=by, scheme="uln", value="9276308686")
    number = Identifier.objects.get(young_person=jay)
    young_carer = characteristics.add(
        young_person=jay, by=by, kind="young_carer", from_on=None, source="Jay", on=TODAY
    )
    sister = make_young_person(partnership=here)
    jay.team = Team.objects.create(partnership=here, name="Second team")
    jay.save(update_fields=["team"])
    actor = make_actor(partnership=here, team=here.teams.get(name="First team"))
    asked: list[Any] = [
        lambda: young_people.describe(young_person=jay, by=actor, version=1, facts={}, event="x"),
        lambda: contact_points.add(young_person=jay, by=actor, facts={}),
        lambda: contact_points.change(point=point, by=actor, version=1, facts={}),
        lambda: contact_points.remove(point=point, by=actor),
        lambda: residences.move(young_person=jay, by=actor, from_on=TODAY, on=TODAY, home={}),
        lambda: residences.correct(residence=home, by=actor, version=1, home={}),
        lambda: family.add_carer(young_person=jay, by=actor, facts={}),
        lambda: family.change_carer(carer=carer, by=actor, version=1, facts={}),
        lambda: family.remove_carer(carer=carer, by=actor),
        lambda: family.join_siblings(young_person=jay, sibling=sister, by=actor),
        lambda: family.part_siblings(young_person=jay, sibling=sister, by=actor),
        lambda: identifiers.add(young_person=jay, by=actor, scheme="uln", value="1"),
        lambda: identifiers.remove(identifier=number, by=actor),
        lambda: other_names.add(young_person=jay, by=actor, kind="former", given_name="A", family_name="B"),
        lambda: characteristics.add(
            young_person=jay, by=actor, kind="refugee", from_on=None, source="x", on=TODAY
        ),
        lambda: characteristics.end(characteristic=young_carer, by=actor, until_on=TODAY, on=TODAY),
    ]
    with tenancy.acting(actor):
        for ask in asked:
            with pytest.raises(NotAllowed):
                ask()


# Homes


def test_a_move_closes_the_home_before(by: Actor, jay: YoungPerson) -> None:
    first = residences.move(
        young_person=jay, by=by, from_on=date(2020, 1, 1), on=TODAY, home={"town": "Leeds"}
    )
    residences.move(
        young_person=jay, by=by, from_on=date(2026, 10, 12), on=TODAY, home={"no_fixed_address": True}
    )
    first.refresh_from_db()
    assert first.until_on == date(2026, 10, 12)
    assert Residence.objects.get(young_person=jay, until_on=None).no_fixed_address
    assert events(jay) == ["people.residence.moved"] * 2


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2020, 1, 1)])
def test_nobody_moves_out_before_they_moved_in(day: date, by: Actor, jay: YoungPerson) -> None:
    residences.move(young_person=jay, by=by, from_on=date(2020, 1, 1), on=TODAY, home={"town": "Leeds"})
    with pytest.raises(NotPossible, match="2 January 2020 or later"):
        residences.move(young_person=jay, by=by, from_on=day, on=TODAY, home={"town": "York"})


def test_nobody_has_moved_tomorrow(by: Actor, jay: YoungPerson) -> None:
    with pytest.raises(NotPossible, match="to come"):
        residences.move(young_person=jay, by=by, from_on=date(2026, 12, 1), on=TODAY, home={"town": "York"})


def test_correcting_a_home(by: Actor, jay: YoungPerson) -> None:
    home = residences.move(
        young_person=jay, by=by, from_on=date(2020, 1, 1), on=TODAY, home={"town": "Leeds"}
    )
    residences.correct(residence=home, by=by, version=1, home={"town": "York"})
    home.refresh_from_db()
    assert (home.town, home.version) == ("York", 2)
    home.until_on = date(2021, 1, 1)
    with pytest.raises(NotPossible, match="cannot have come after"):
        residences.correct(residence=home, by=by, version=2, home={"from_on": date(2022, 1, 1)})


# Reach


def test_one_number_is_preferred_at_a_time(by: Actor, jay: YoungPerson) -> None:
    first = contact_points.add(
        young_person=jay, by=by, facts={"kind": "mobile", "value": "+447700900123", "preferred": True}
    )
    contact_points.add(
        young_person=jay, by=by, facts={"kind": "mobile", "value": "+447700900124", "preferred": True}
    )
    first.refresh_from_db()
    assert not first.preferred


def test_a_number_once(by: Actor, jay: YoungPerson) -> None:
    facts = {"kind": "mobile", "value": "+447700900123"}
    contact_points.add(young_person=jay, by=by, facts=facts)
    with pytest.raises(NotPossible, match="on the record already"):
        contact_points.add(young_person=jay, by=by, facts=facts)


def test_an_opted_out_number_is_kept_and_cannot_be_preferred(by: Actor, jay: YoungPerson) -> None:
    point = contact_points.add(young_person=jay, by=by, facts={"kind": "mobile", "value": "+447700900123"})
    stored = contact_points.change(point=point, by=by, version=1, facts={"opted_out_on": TODAY})
    assert stored.opted_out_on == TODAY
    with pytest.raises(NotPossible, match="cannot be the preferred one"):
        contact_points.change(point=point, by=by, version=2, facts={"preferred": True})


def test_a_number_taken_away_stays_in_the_history(by: Actor, jay: YoungPerson) -> None:
    point = contact_points.add(young_person=jay, by=by, facts={"kind": "mobile", "value": "+447700900123"})
    pk = point.pk
    contact_points.remove(point=point, by=by)
    assert not ContactPoint.objects.filter(pk=pk).exists()
    assert Change.objects.get(row_id=str(pk), deleted=True).was["value"] == "+447700900123"


def test_changing_what_has_gone_says_so(by: Actor, jay: YoungPerson) -> None:
    point = contact_points.add(young_person=jay, by=by, facts={"kind": "mobile", "value": "+447700900123"})
    ContactPoint.objects.filter(pk=point.pk).delete()
    with pytest.raises(Missing, match="taken this away"):
        contact_points.change(point=point, by=by, version=1, facts={"note": "x"})


# Family


def test_siblings_are_on_both_records_and_come_off_both(
    here: Partnership, by: Actor, jay: YoungPerson
) -> None:
    sister = make_young_person(partnership=here, adviser_id=by.id)
    family.join_siblings(young_person=jay, sibling=sister, by=by, relationship="Twin")
    pairs = set(Sibling.objects.values_list("young_person", "sibling"))
    assert pairs == {(jay.pk, sister.pk), (sister.pk, jay.pk)}
    assert events(sister) == events(jay) == ["people.siblings.joined"]
    with pytest.raises(NotPossible, match="already"):
        family.join_siblings(young_person=sister, sibling=jay, by=by)
    family.part_siblings(young_person=sister, sibling=jay, by=by)
    assert not Sibling.objects.exists()


def test_nobody_is_their_own_sibling(by: Actor, jay: YoungPerson) -> None:
    with pytest.raises(NotPossible, match="own brother"):
        family.join_siblings(young_person=jay, sibling=jay, by=by)


def test_a_sibling_must_be_known_to_whoever_joins_them(by: Actor, jay: YoungPerson) -> None:
    stranger = make_young_person(partnership=make_partnership())
    with pytest.raises(NotAllowed):
        family.join_siblings(young_person=jay, sibling=stranger, by=by)


def test_carers(by: Actor, jay: YoungPerson) -> None:
    carer = family.add_carer(young_person=jay, by=by, facts={"name": "Mum"})
    family.change_carer(carer=carer, by=by, version=1, facts={"may_contact": True})
    carer.refresh_from_db()
    assert carer.may_contact
    family.remove_carer(carer=carer, by=by)
    assert not Carer.objects.filter(pk=carer.pk).exists()
    assert events(jay) == ["people.carer.added", "people.carer.changed", "people.carer.removed"]


# Numbers


def test_a_wrong_check_digit_warns_and_is_kept(by: Actor, jay: YoungPerson) -> None:
    assert identifiers.add(young_person=jay, by=by, scheme="uln", value="9276 308 686") is None
    wrong = identifiers.add(young_person=jay, by=by, scheme="upn", value="a801200005001")
    assert wrong is not None
    assert "check letter" in wrong
    kept = set(Identifier.objects.filter(young_person=jay).values_list("value", flat=True))
    assert kept == {"9276308686", "A801200005001"}


def test_a_number_twice_is_refused(by: Actor, jay: YoungPerson) -> None:
    identifiers.add(young_person=jay, by=by, scheme="uln", value="9276308686")
    with pytest.raises(NotPossible, match="already"):
        identifiers.add(young_person=jay, by=by, scheme="uln", value="9276308686")


# Situation


def test_a_characteristic_begins_once_and_ends(by: Actor, jay: YoungPerson) -> None:
    begun = characteristics.add(
        young_person=jay, by=by, kind="young_carer", from_on=date(2026, 1, 1), source="Jay", on=TODAY
    )
    with pytest.raises(NotPossible, match="recorded already"):
        characteristics.add(young_person=jay, by=by, kind="young_carer", from_on=None, source="Jay", on=TODAY)
    with pytest.raises(NotPossible, match="before that"):
        characteristics.end(characteristic=begun, by=by, until_on=date(2025, 1, 1), on=TODAY)
    with pytest.raises(NotPossible, match="to come"):
        characteristics.end(characteristic=begun, by=by, until_on=date(2027, 1, 1), on=TODAY)
    characteristics.end(characteristic=begun, by=by, until_on=date(2026, 2, 1), on=TODAY)
    assert Characteristic.objects.get(pk=begun.pk).until_on == date(2026, 2, 1)
    with pytest.raises(NotPossible, match="ended already"):
        characteristics.end(characteristic=begun, by=by, until_on=TODAY, on=TODAY)


def test_nothing_begins_tomorrow(by: Actor, jay: YoungPerson) -> None:
    with pytest.raises(NotPossible, match="to come"):
        characteristics.add(
            young_person=jay, by=by, kind="refugee", from_on=date(2026, 12, 1), source="Jay", on=TODAY
        )
