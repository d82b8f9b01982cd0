from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from config.demo import loading
from config.demo.owner import as_owner
from config.demo.people import Population, people
from config.demo.rows import TABLES
from connexions.engines.ccis import FileChecker, check, read, specification
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.base.protection import published_models, tenanted_models
from connexions.practice.casework.models import Rating
from connexions.practice.returns.actions import returns
from connexions.practice.tracking.models import Activity
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import Partnership
from connexions.registers.people.models import (
    NamedAccess,
    NameToken,
    Residence,
    Restriction,
    SearchKey,
    YoungPerson,
)
from connexions.registers.people.names import keys_of

TODAY = date(2026, 11, 3)


@pytest.fixture
def demo(committed: None) -> Iterator[str]:
    """A few hundred people, loaded; what the command said."""
    yield run("--people", "300", "--today", TODAY.isoformat())
    clear()


def clear() -> None:
    with as_owner(), connection.cursor() as cursor:
        tables = ", ".join(f'"{model._meta.db_table}"' for model in [*tenanted_models(), *published_models()])
        cursor.execute(f"TRUNCATE {tables}, people_nametoken, accounts_cover, accounts_membership CASCADE")
        for table in ("establishment", "localauthority", "team", "centre", "organisation", "partnership"):
            cursor.execute(f"DELETE FROM partners_{table}")


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("demo", *arguments, stdout=said)
    return said.getvalue()


def actor(slug: str) -> Actor:
    return system("test", partnership=Partnership.objects.get(slug=slug).id)


def seen(slug: str) -> list[YoungPerson]:
    """Whom PostgreSQL lets the application see at a partnership."""
    with tenancy.acting(actor(slug)):
        return list(YoungPerson.objects.order_by("family_name", "given_name"))


def test_everybody_arrives_in_their_own_partnership(demo: str) -> None:
    made = list(people(Population(300, 1, TODAY)))
    for slug in ("tyne-and-wear", "suffolk"):
        expected = sorted((p.family, p.given, p.born_on) for p in made if p.partnership == slug)
        found = sorted((p.family_name, p.given_name, p.date_of_birth) for p in seen(slug))
        assert found == expected
    assert "300 invented young people" in demo
    assert YoungPerson.objects.count() == 0  # nobody acts, nobody is seen


def test_a_second_time_changes_nothing_and_says_so(demo: str) -> None:
    before = [person.id for person in seen("suffolk")]
    said = run("--people", "500")
    assert "hold 300 young people already; nothing was changed" in said
    assert [person.id for person in seen("suffolk")] == before


def test_a_reset_makes_the_same_people_again(demo: str) -> None:
    before = [person.id for person in seen("suffolk")]
    run("--people", "300", "--today", TODAY.isoformat(), "--reset")
    assert [person.id for person in seen("suffolk")] == before


def test_a_reset_leaves_other_partnerships_alone(demo: str) -> None:
    with as_owner():
        other = Partnership.objects.create(id=900, slug="other", name="Other")
        YoungPerson.objects.create(
            partnership=other, given_name="Bystander", family_name="Held", date_of_birth=date(2010, 1, 1)
        )
    run("--people", "100", "--reset", "--today", TODAY.isoformat())
    assert [person.given_name for person in seen("other")] == ["Bystander"]
    assert len(seen("tyne-and-wear")) + len(seen("suffolk")) == 100


def test_a_partnership_with_real_staff_is_never_thrown_away(demo: str) -> None:
    user = User.objects.create_user(email="somebody@council.gov.uk", name="Somebody Real")
    partnership = Partnership.objects.get(slug="suffolk")
    Membership.objects.create(
        user=user, partnership=partnership, role=Role.PERSONAL_ADVISER, from_on=date(2020, 1, 1)
    )
    with pytest.raises(CommandError, match="not invented"):
        run("--people", "100", "--reset")
    assert len(seen("tyne-and-wear")) + len(seen("suffolk")) == 300


def furniture() -> set[str]:
    """Every index and constraint of the tables that are loaded, in PostgreSQL's words."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = ANY(%s::regclass[]) UNION ALL"
            " SELECT conrelid::regclass || conname || pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = ANY(%s::regclass[])",
            [list(TABLES), list(TABLES)],
        )
        return {words for (words,) in cursor.fetchall()}


def test_a_great_load_puts_every_index_and_key_back(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = furniture()
    monkeypatch.setattr(loading, "BIG", 1)
    try:
        run("--people", "200", "--today", TODAY.isoformat())
        assert furniture() == before
        assert len(seen("tyne-and-wear")) + len(seen("suffolk")) == 200
    finally:
        clear()


def test_search_words_are_those_that_the_register_would_write(demo: str) -> None:
    with tenancy.acting(actor("tyne-and-wear")):
        for person in YoungPerson.objects.prefetch_related("names")[:50]:
            former = [f"{name.given_name} {name.family_name}" for name in person.names.all()]
            expected = keys_of(
                person.given_name, person.middle_names, person.family_name, person.preferred_name, *former
            )
            assert set(person.searchkeys.values_list("word", flat=True)) == expected
        assert set(SearchKey.objects.values_list("word", flat=True)) == set(
            NameToken.objects.values_list("word", flat=True)
        )


def test_every_activity_has_a_kind_and_every_assessment_eighteen_ratings(demo: str) -> None:
    with tenancy.acting(actor("tyne-and-wear")):
        assert not Activity.objects.filter(kind=None).exists()
        assert Activity.objects.filter(end_on=None).count() == YoungPerson.objects.count()
        ratings = Rating.objects.exclude(assessment__finished_at=None).values_list("assessment", "factor")
        assert len(set(ratings)) == 18 * len({assessment for assessment, _ in ratings})


def test_each_role_has_somebody_at_each_partnership_and_young_people_their_own_record(demo: str) -> None:
    roles = set(Role) - {Role.SYSTEM, Role.NATIONAL_ANALYST}
    for slug in ("tyne-and-wear", "suffolk"):
        held = set(Membership.objects.filter(partnership__slug=slug).values_list("role", flat=True))
        assert held == {role.value for role in roles}
    [jay] = [person for person in seen("tyne-and-wear") if person.preferred_name == "Jay"]
    assert Membership.objects.filter(young_person_id=jay.id, user__email="jay.holloway@example.org").exists()


def test_every_column_that_must_be_filled_is_copied() -> None:
    for model in apps.get_models():
        columns = TABLES.get(model._meta.db_table)
        if columns is None:
            continue
        for field in model._meta.local_concrete_fields:
            optional: Any = (
                field.null or field.has_db_default() or field.get_internal_type() == "BigAutoField"
            )
            assert optional or field.column in columns.split(), f"{model._meta.db_table}.{field.column}"


@pytest.mark.parametrize("text", ["0", "many", "-3"])
def test_a_number_that_is_none_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(CommandError, match="give a number"):
        call_command("demo", f"--people={text}")


def test_an_extract_is_right_but_for_its_deliberate_faults(tmp_path: Path) -> None:
    path = tmp_path / "extract.xml"
    call_command(
        "demo", "--extract", str(path), "--records", "180", "--today", "2026-11-03", stdout=StringIO()
    )
    with path.open("rb") as stream:
        extract = read(stream)
        spec = specification(extract.header.year)
        whole = FileChecker(spec)
        faulty = []
        count = 0
        for record in extract:
            count += 1
            found = check(record, extract.header, spec) + whole.faults(record)
            if any(fault.number != 1001 for fault in found):  # a learner number's check digit may be wrong
                faulty.append(record.ordinal)
    assert count == 180
    assert faulty == [30, 90, 150]


def test_an_extract_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        call_command("demo", "--extract", str(tmp_path / "nowhere" / "x.xml"))


def test_the_return_of_the_demo_has_nothing_that_must_be_mended(demo: str) -> None:
    """Built, then checked as anybody else's file would be: no fault of priority 1, and the same bytes again."""
    for partnership in Partnership.objects.filter(slug__in=("tyne-and-wear", "suffolk")):
        by = system("tests", partnership=partnership.pk)
        codes = list(partnership.local_authorities.values_list("code", flat=True))
        made = []
        for _ in range(2):
            stream = BytesIO()
            returns.build(
                period_end=date(2026, 10, 31), authorities=codes, sent_on=TODAY, at=clock.now(), by=by,
                stream=stream, keep=False,
            )  # fmt: skip
            made.append(stream.getvalue())
        assert made[0] == made[1]
        extract = read(BytesIO(made[0]))
        spec = specification(extract.header.year)
        between, found = FileChecker(spec), []
        for one in extract:
            found += [*check(one, extract.header, spec), *between.faults(one)]
        assert [fault for fault in found if fault.priority == 1] == []


def test_a_few_records_are_restricted_and_their_advisers_are_not_named(demo: str) -> None:
    many = {}
    for here in Partnership.objects.filter(slug__in=("tyne-and-wear", "suffolk")):
        with tenancy.acting(system("tests", partnership=here.pk)):
            made = list(Restriction.objects.select_related("young_person"))
            many[here.slug] = len(made)
            for one in made:
                named = set(NamedAccess.objects.filter(restriction=one).values_list("user_id", flat=True))
                assert named
                assert one.young_person.adviser_id not in named
                assert not Residence.objects.filter(young_person=one.young_person, sealed=None).exists()
    assert many == {"tyne-and-wear": 2, "suffolk": 1}
