"""Nothing in the record of looks and changes can be touched without being found."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from config import database
from connexions.ground.audit import actions, sealing, witness
from connexions.ground.audit.models import AuditEntry, Change, Seal
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.ids import new_id
from connexions.registers.people.models import YoungPerson
from tests.factories import make_actor, make_partnership

pytestmark = pytest.mark.usefixtures("committed", "own_notes")


@pytest.fixture
def own_notes(settings: Any, tmp_path: Path) -> None:
    """The notes of these chains lie in a folder of their own."""
    settings.VAR = tmp_path


@pytest.fixture
def me(committed: None) -> Actor:
    return make_actor(partnership=make_partnership())


@pytest.fixture
def owner(committed: None) -> Iterator["psycopg.Connection[Any]"]:
    """Somebody with the owner's password: the application itself cannot touch the record."""
    wanted = database.from_url(database.url_for(database.OWNER))
    with psycopg.connect(
        dbname=connection.settings_dict["NAME"],
        user=wanted["USER"],
        password=wanted["PASSWORD"],
        host=wanted["HOST"],
        autocommit=True,
    ) as signed_in:
        yield signed_in


def looks(me: Actor, count: int) -> None:
    with tenancy.acting(me):
        for _ in range(count):
            actions.record(event="people.record.read", by=me, young_person_id=new_id())


def settle(me: Actor) -> None:
    """Wait until nobody on this server (its other databases count too) is older than what was written."""
    with tenancy.acting(me), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        newest = cursor.fetchone()[0]
    for _ in range(600):
        if sealing.horizon() > newest:
            return
        time.sleep(0.1)
    raise AssertionError("A transaction elsewhere on this server has been open for a minute.")


def seal(me: Actor, *, settled: bool = True) -> Seal | None:
    if settled:
        settle(me)
    with tenancy.acting(me):
        return sealing.add_seal(partnership=me.partnership, at=clock.now())


def findings(me: Actor, expect: str = "") -> list[str]:
    with tenancy.acting(me, read_only=True):
        return [one.sentence for one in sealing.verify(partnership=me.partnership, expect=expect)]


def three_seals(me: Actor) -> list[Seal]:
    sealed = []
    for count in (3, 2, 4):
        looks(me, count)
        made = seal(me)
        assert made is not None
        sealed.append(made)
    return sealed


def test_an_untouched_chain_verifies(me: Actor) -> None:
    sealed = three_seals(me)
    assert [one.entries for one in sealed] == [3, 2, 4]
    assert findings(me) == []
    assert findings(me, expect=sealed[-1].hash) == []


def test_an_empty_chain_verifies(me: Actor) -> None:
    assert findings(me) == []


def test_nothing_new_makes_no_seal(me: Actor) -> None:
    three_seals(me)
    assert seal(me) is None


def test_changes_are_sealed_as_well_as_looks(me: Actor) -> None:
    with tenancy.acting(me):
        one = YoungPerson.objects.create(
            partnership_id=me.partnership,
            given_name="A",
            family_name="B",
            date_of_birth="2009-01-01",
        )
        one.given_name = "Changed"
        one.save()
    made = seal(me)
    assert made is not None
    assert made.changes == 1


def test_an_open_transaction_is_waited_for(me: Actor, owner: "psycopg.Connection[Any]") -> None:
    looks(me, 2)
    settle(me)
    with owner.transaction():
        owner.execute("SELECT pg_current_xact_id()")  # somebody is still writing
        looks(me, 1)
        first = seal(me, settled=False)
        assert first is not None
        assert first.entries == 2
    second = seal(me)
    assert second is not None
    assert second.entries == 1


OLDEST = "(SELECT min(id) FROM audit_auditentry)"
NEWEST = "(SELECT max(id) FROM audit_auditentry)"
TAMPERING: dict[str, tuple[str, str]] = {
    "a name altered": (
        f"UPDATE audit_auditentry SET actor_name = 'Somebody else' WHERE id = {NEWEST}",
        "was altered",
    ),
    "a time altered": (
        f"UPDATE audit_auditentry SET at = at - interval '1 day' WHERE id = {OLDEST}",
        "was altered",
    ),
    "an entry removed": (
        f"DELETE FROM audit_auditentry WHERE id = {OLDEST}",
        "1 of 3 entries are missing",
    ),
    "all entries removed": ("DELETE FROM audit_auditentry", "4 of 4 entries are missing"),
    "an entry slipped in": (
        "INSERT INTO audit_auditentry (partnership_id, actor_name, actor_role, event, about, why, from_where,"
        " details, xact)"
        " SELECT partnership_id, 'x', 'x', 'x', '', '', '', '{}', xact FROM audit_auditentry LIMIT 1",
        "1 entries were slipped in",
    ),
    "a seal removed": ("DELETE FROM audit_seal WHERE number = 2", "Seal 2 is missing"),
    "the first seal removed": ("DELETE FROM audit_seal WHERE number = 1", "Seal 1 is missing"),
    "a seal rewritten": ("UPDATE audit_seal SET hash = repeat('a', 64) WHERE number = 2", "was altered"),
    "a seal's counts rewritten": ("UPDATE audit_seal SET entries = 9 WHERE number = 3", "are missing"),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found(what: str, me: Actor, owner: "psycopg.Connection[Any]") -> None:
    statement, expected = TAMPERING[what]
    three_seals(me)
    owner.execute(statement)
    assert any(expected in sentence for sentence in findings(me)), findings(me)


def test_a_cut_off_end_is_found_by_a_hash_noted_elsewhere(
    me: Actor, owner: "psycopg.Connection[Any]"
) -> None:
    last = three_seals(me)[-1]
    owner.execute("DELETE FROM audit_seal WHERE number = 3")
    owner.execute("DELETE FROM audit_auditentry WHERE xact >= %s", [last.from_xact])
    assert findings(me) == []
    assert any("cut off" in sentence for sentence in findings(me, expect=last.hash))


def test_a_cut_off_end_is_found_by_the_note_kept_outside(me: Actor, owner: "psycopg.Connection[Any]") -> None:
    """Even where the sealer has gone on from the cut, over what was altered meanwhile."""
    last = three_seals(me)[-1]
    with tenancy.acting(me, read_only=True):
        witness.note(last)
    owner.execute("DELETE FROM audit_seal WHERE number = 3")
    owner.execute("UPDATE audit_auditentry SET actor_name = 'x' WHERE xact >= %s", [last.from_xact])
    again = seal(me)
    assert again is not None
    with tenancy.acting(me, read_only=True):
        witness.note(again)
    assert any("noted outside" in sentence for sentence in findings(me)), findings(me)


def test_findings_say_where_to_look(me: Actor, owner: "psycopg.Connection[Any]") -> None:
    three_seals(me)
    ids = [row[0] for row in owner.execute("SELECT id FROM audit_auditentry ORDER BY id").fetchall()]
    owner.execute("UPDATE audit_auditentry SET event = 'x' WHERE id = %s", [ids[3]])
    (sentence,) = findings(me)
    assert f"entries numbers {ids[3]} to {ids[4]} are there" in sentence


def test_the_application_cannot_slip_a_row_into_what_is_sealed(me: Actor) -> None:
    three_seals(me)
    with pytest.raises(DatabaseError, match="row-level security"), tenancy.acting(me):
        AuditEntry.objects.create(
            partnership_id=me.partnership, actor_name="x", actor_role="x", event="x", xact=1
        )


def test_the_application_cannot_write_into_another_record(me: Actor) -> None:
    there = make_partnership()
    with pytest.raises(DatabaseError, match="row-level security"), tenancy.acting(me):
        AuditEntry.objects.create(partnership=there, actor_name="x", actor_role="x", event="x")


def test_the_application_cannot_invent_a_change(me: Actor) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), tenancy.acting(me):
        Change.objects.create(
            partnership_id=me.partnership, table_name="x", row_id="x", deleted=False, was={}, now={}
        )


def test_without_the_key_a_chain_cannot_be_made_again(me: Actor, settings: Any) -> None:
    three_seals(me)
    settings.SEAL_KEY = "another key"
    assert findings(me)


def test_after_a_restore_into_a_new_server_the_chain_goes_on(
    me: Actor, owner: "psycopg.Connection[Any]"
) -> None:
    """There transaction numbers are lower than those already sealed."""
    three_seals(me)
    ahead = 10**9
    owner.execute("UPDATE audit_auditentry SET xact = xact + %s", [ahead])
    owner.execute("DELETE FROM audit_seal")
    with tenancy.acting(me):
        stretch = sealing.Stretch(0, 0, 0, sealing.horizon() + ahead)
        sealed = sealing.seal(stretch, partnership=me.partnership, number=1, before=sealing.START)
        Seal.objects.create(
            partnership_id=me.partnership,
            number=1,
            at=clock.now(),
            before=sealing.START,
            hash=sealed.hash,
            entries=sealed.entries.count,
            changes=sealed.changes.count,
            last_entry=sealed.entries.last,
            **vars(stretch),
        )
    looks(me, 2)
    made = seal(me)
    assert made is not None
    assert made.entries == 2
    assert findings(me) == []


REFUSED = {
    "altered": lambda: AuditEntry.objects.update(event="x"),
    "removed": lambda: AuditEntry.objects.all().delete(),
    "emptied": lambda: connection.cursor().execute("TRUNCATE audit_auditentry"),
    "freed of its policy": lambda: connection.cursor().execute(
        "ALTER TABLE audit_auditentry DISABLE ROW LEVEL SECURITY"
    ),
    "freed of its trigger": lambda: connection.cursor().execute(
        "ALTER TABLE people_youngperson DISABLE TRIGGER ALL"
    ),
    "rewritten in its seals": lambda: Seal.objects.update(hash="x"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_application_cannot_touch_the_record(what: str, me: Actor) -> None:
    act: Callable[[], object] = REFUSED[what]
    looks(me, 1)
    with pytest.raises(DatabaseError), tenancy.acting(me), transaction.atomic():
        act()


def test_a_partnership_sees_its_own_record_only(me: Actor) -> None:
    other = make_actor(partnership=make_partnership())
    looks(me, 2)
    looks(other, 1)
    with tenancy.acting(me):
        assert AuditEntry.objects.count() == 2
