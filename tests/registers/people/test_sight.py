"""The one decision: both its forms agree, for every role and every nearness."""

from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as some

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.base.refusals import Missing, NotAllowed
from connexions.registers.partners.models import Team
from connexions.registers.people import audiences, restricted, sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import REACH, Part, sight_of, visible, visible_sql
from tests.factories import make_actor, make_partnership, make_young_person

NEARNESS = ("own", "team", "other", "elsewhere")

# What each role sees of their own, their team's, and everybody else's young people, as it was decided.
EVERYTHING, HEADLINE, NOTHING = set(Part), {Part.HEADLINE}, set()
TRACKING = {Part.HEADLINE, Part.DETAILS, Part.STATUS, Part.TRIES}
DECIDED = {
    Role.PERSONAL_ADVISER: (EVERYTHING, EVERYTHING, HEADLINE),
    Role.DUTY_ADVISER: (EVERYTHING, EVERYTHING, TRACKING | {Part.CASEWORK}),
    Role.TEAM_MANAGER: (EVERYTHING, EVERYTHING, HEADLINE),
    Role.PARTNERSHIP_MANAGER: (EVERYTHING, EVERYTHING, EVERYTHING),
    Role.DATA_OFFICER: (TRACKING, TRACKING, TRACKING),
    Role.TRACKING_OFFICER: (TRACKING, TRACKING, TRACKING),
    Role.INSPECTOR: (EVERYTHING, EVERYTHING, EVERYTHING),
    Role.PARTNER_WORKER: (NOTHING, NOTHING, NOTHING),
    Role.NATIONAL_ANALYST: (NOTHING, NOTHING, NOTHING),
    Role.ADMINISTRATOR: (NOTHING, NOTHING, NOTHING),
}


@pytest.fixture
def scene(db: None) -> dict[str, object]:
    """Two partnerships, two teams in the first, an adviser's worth of ids."""
    here, elsewhere = make_partnership(), make_partnership()
    other_team = Team.objects.create(partnership=here, name="Second team")
    return {"here": here, "elsewhere": elsewhere, "team": here.teams.first(), "other_team": other_team}


def person_at(scene: dict[str, object], nearness: str, by: Actor) -> YoungPerson:
    """A young person as near to *by* as said."""
    if nearness == "elsewhere":
        return make_young_person(partnership=scene["elsewhere"])  # type: ignore[arg-type]
    fields = {
        "own": {"adviser_id": by.id},
        "team": {"team": scene["team"]},
        "other": {"team": scene["other_team"]},
    }
    return make_young_person(partnership=scene["here"], **fields[nearness])  # type: ignore[arg-type]


@pytest.mark.parametrize("role", DECIDED)
def test_every_role_sees_what_was_decided(role: Role, scene: dict[str, object]) -> None:
    by = make_actor(partnership=scene["here"], role=role, team=scene["team"])  # type: ignore[arg-type]
    for nearness, parts in zip(NEARNESS, (*DECIDED[role], NOTHING), strict=True):
        young_person = person_at(scene, nearness, by)
        assert set(sight_of(young_person, by=by).parts) == parts, nearness
        with tenancy.acting(by):
            for part in Part:
                found = YoungPerson.objects.filter(visible(by, part), pk=young_person.pk).exists()
                assert found == by_hand(young_person, by, part) == (part in parts), (nearness, part)


def by_hand(young_person: YoungPerson, by: Actor, part: Part) -> bool:
    """The answer of a statement that is written by hand."""
    condition, params = visible_sql(by, part)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM people_youngperson y WHERE y.id = %s AND ({condition})",
            [young_person.pk, *params],
        )
        return bool(cursor.fetchone()[0])


def test_the_table_says_nothing_that_was_not_decided() -> None:
    assert set(REACH) == {*DECIDED, Role.YOUNG_PERSON, Role.SYSTEM}


def test_only_some_roles_write_and_never_beyond_what_they_see() -> None:
    for role, reach in REACH.items():
        if role in (Role.INSPECTOR, Role.YOUNG_PERSON, *(r for r in DECIDED if not REACH[r].own)):
            assert not reach.writes, role
    assert REACH[Role.DATA_OFFICER].writes == {Part.DETAILS, Part.STATUS}
    assert REACH[Role.TRACKING_OFFICER].writes == {Part.DETAILS, Part.STATUS, Part.TRIES}


def test_a_young_person_sees_their_own_record_and_no_other(scene: dict[str, object]) -> None:
    me = make_young_person(partnership=scene["here"])  # type: ignore[arg-type]
    friend = make_young_person(partnership=scene["here"])  # type: ignore[arg-type]
    by = Actor(
        role=Role.YOUNG_PERSON, partnership=me.partnership_id, name="Me", id=uuid4(), young_person=me.pk
    )
    assert set(sight_of(me, by=by).parts) == EVERYTHING
    assert sight_of(friend, by=by).parts == frozenset()
    with tenancy.acting(by):
        assert list(YoungPerson.objects.filter(visible(by, Part.CASEWORK))) == [me]
        assert [by_hand(one, by, Part.CASEWORK) for one in (me, friend)] == [True, False]


@given(
    role=some.sampled_from([role for role in Role if role is not Role.PARTNER_WORKER]),  # asks the leaves
    partnership=some.sampled_from([1, 2]),
    adviser=some.sampled_from(["me", "somebody", None]),
    team=some.sampled_from([1, 2, None]),
    my_team=some.sampled_from([1, 2, None]),
    itself=some.booleans(),
    part=some.sampled_from(list(Part)),
)
def test_the_filter_and_the_single_answer_agree(
    role: Role,
    partnership: int,
    adviser: str | None,
    team: int | None,
    my_team: int | None,
    itself: bool,
    part: Part,
) -> None:
    """``visible`` read as a rule of its own, without a database, gives what ``sight_of`` gives."""
    me, young_person = uuid4(), uuid4()
    by = Actor(
        role=role,
        partnership=1,
        name="",
        id=me,
        team=my_team,
        young_person=young_person if itself else uuid4(),
    )
    advisers = {"me": me, "somebody": uuid4(), None: None}
    person = YoungPerson(
        id=young_person, partnership_id=partnership, adviser_id=advisers[adviser], team_id=team
    )
    assert holds(visible(by, part), person) == sight_of(person, by=by).sees(part)


def holds(wanted: object, person: YoungPerson) -> bool:
    """Whether a Q of equalities holds for an object that is in no database."""
    children = wanted.children  # type: ignore[attr-defined]
    found = [holds(one, person) if hasattr(one, "children") else _equal(one, person) for one in children]
    answer = all(found) if wanted.connector == "AND" else any(found)  # type: ignore[attr-defined]
    return answer != wanted.negated  # type: ignore[attr-defined]


def _equal(pair: tuple[str, object], person: YoungPerson) -> bool:
    name, value = pair
    if name == "pk__in":
        return person.pk in value  # type: ignore[operator]
    return getattr(person, name) == value


def test_someone_elsewhere_is_missing_not_refused(scene: dict[str, object]) -> None:
    by = make_actor(partnership=scene["here"], role=Role.PARTNERSHIP_MANAGER)  # type: ignore[arg-type]
    elsewhere = make_young_person(partnership=scene["elsewhere"])  # type: ignore[arg-type]
    with tenancy.acting(by), pytest.raises(Missing):
        sight.find(elsewhere.pk, by=by)


def test_someone_known_but_not_seen_is_refused_with_a_sentence(scene: dict[str, object]) -> None:
    by = make_actor(partnership=scene["here"], team=scene["team"])  # type: ignore[arg-type]
    other = person_at(scene, "other", by)
    with tenancy.acting(by):
        assert sight.find(other.pk, by=by)[0] == other
        with pytest.raises(NotAllowed, match="address, numbers and family"):
            sight.find(other.pk, by=by, part=Part.DETAILS)


def test_words_about_who_sees_a_part_are_true() -> None:
    """Each role that sees a part of everybody is named beneath it, and no other is."""
    for part in (Part.DETAILS, Part.STATUS, Part.CASEWORK, Part.LOOKS):
        for role in sight.STAFF_ROLES:
            named = f"{role.label.lower()}s" in audiences.AUDIENCES[part]
            assert named == (part in REACH[role].partnership), (part, role)


def test_of_a_restricted_record_no_organisation_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    jay = YoungPerson(id=uuid4(), partnership_id=1)
    monkeypatch.setattr(restricted, "here", lambda: frozenset({jay.pk}))
    told = audiences.audience_of(jay, by=Actor(role=Role.INSPECTOR, partnership=1, name=""), others="Anchor.")
    assert told == f"{audiences.NAMED}."


def test_the_audience_of_a_record_names_those_near(scene: dict[str, object]) -> None:
    by = make_actor(partnership=scene["here"], team=scene["team"], name="Priya Nair")  # type: ignore[arg-type]
    young_person = person_at(scene, "own", by)
    with tenancy.acting(system("tests", partnership=by.partnership)):
        young_person.refresh_from_db()
    other = make_actor(partnership=scene["here"])  # type: ignore[arg-type]
    assert audiences.audience_of(young_person, by=by).startswith("you, duty advisers")
    assert audiences.audience_of(young_person, by=other).startswith("Priya Nair, duty advisers")
